import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface IdTokenClaims {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
}

const LIFE_S = 60;
// Id tokens live on the machine's clock, not the stand-in's: the app checks them too, and its clock is not ours to move.
const nowInSeconds = () => Math.floor(Date.now() / 1000);

/** The token App Bridge gives a page: HS256 with the app's secret, good for one minute. */
export function createIdToken(
  options: { shop: string; apiKey: string; apiSecret: string; userId: number },
  changes: Partial<IdTokenClaims> = {},
): string {
  const now = nowInSeconds();
  const claims: IdTokenClaims = {
    iss: `https://${options.shop}/admin`,
    dest: `https://${options.shop}`,
    aud: options.apiKey,
    sub: String(options.userId),
    exp: now + LIFE_S,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...changes,
  };
  const head = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${head}.${sign(head, options.apiSecret)}`;
}

export type IdTokenCheck = { ok: true; claims: IdTokenClaims } | { ok: false; reason: string };

export function verifyIdToken(
  token: string,
  options: { shop: string; apiKey: string; apiSecret: string },
): IdTokenCheck {
  const refuse = (reason: string): IdTokenCheck => ({ ok: false, reason });
  const [header, body, signature, ...rest] = token.split(".");
  if (!header || !body || !signature || rest.length > 0) return refuse("The subject token is not a JWT.");
  const expected = Buffer.from(sign(`${header}.${body}`, options.apiSecret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    return refuse("The signature of the subject token is invalid.");
  const claims = decode(body);
  if (decode(header)?.alg !== "HS256" || !claims) return refuse("The subject token is malformed.");
  const { exp, nbf, aud, dest, iss } = claims as unknown as IdTokenClaims;
  const now = nowInSeconds();
  if (typeof exp !== "number" || exp <= now) return refuse("The subject token has expired.");
  if (typeof nbf !== "number" || nbf > now + 10) return refuse("The subject token is not active yet.");
  if (aud !== options.apiKey) return refuse("The audience of the subject token is another app.");
  if (dest !== `https://${options.shop}` || !String(iss).startsWith(`https://${options.shop}/`))
    return refuse("The subject token belongs to another shop.");
  return { ok: true, claims: claims as unknown as IdTokenClaims };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  } catch {
    // Not JSON: the caller refuses the token.
    return undefined;
  }
}

function sign(head: string, secret: string): string {
  return createHmac("sha256", secret).update(head).digest("base64url");
}
