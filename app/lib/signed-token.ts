import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * A short-lived signed text that names its purpose: `payload.signature`, both base64url, so that it can travel in an address. Not encrypted.
 * @param purpose tokens of one purpose are not taken for another's
 */
export function signToken(
  secret: string,
  purpose: string,
  payload: Readonly<Record<string, string>>,
  expiresAt: Date,
): string {
  const body = Buffer.from(JSON.stringify({ ...payload, exp: expiresAt.getTime() })).toString("base64url");
  return `${body}.${sign(secret, purpose, body).toString("base64url")}`;
}

/** @returns what was signed, null when the signature or the purpose is wrong or the time is over. */
export function openToken(
  secret: string,
  purpose: string,
  token: string,
  now: Date,
): Readonly<Record<string, string>> | null {
  const [body = "", signature = "", ...rest] = token.split(".");
  const given = Buffer.from(signature, "base64url");
  const expected = sign(secret, purpose, body);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { exp, ...payload } = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as { exp: number } & Record<
    string,
    string
  >;
  return exp > now.getTime() ? payload : null;
}

function sign(secret: string, purpose: string, body: string): Buffer {
  return createHmac("sha256", secret).update(`${purpose}\n${body}`).digest();
}
