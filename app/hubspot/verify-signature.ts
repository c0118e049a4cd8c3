import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  readonly method: string;
  /** the full address as HubSpot called it, from the app's configured origin: a proxy's Host is not to be trusted */
  readonly url: string;
  readonly rawBody: string;
  readonly signature: string | null;
  /** milliseconds since 1970, as text */
  readonly timestamp: string | null;
}

export type Verdict = "valid" | "missing" | "stale" | "invalid";

const maxAgeMs = 5 * 60_000;
const maxAheadMs = 60_000;

// HubSpot signs the address with these left readable.
// Source: developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation, v3.
const readable = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/**
 * Checks a v3 signature: base64 of HMAC-SHA-256 over method, address, raw body and timestamp. In constant time; older than five minutes
 * or ahead of us is refused (the official helper lets the future pass and compares with `===`).
 */
export function verifySignature(request: SignedRequest, secret: string, now: Date): Verdict {
  const { signature, timestamp } = request;
  if (!signature || !timestamp) return "missing";
  if (!/^\d{10,16}$/.test(timestamp)) return "invalid";
  const age = now.getTime() - Number(timestamp);
  if (age > maxAgeMs || age < -maxAheadMs) return "stale";
  const source = `${request.method}${decodeReadable(request.url)}${request.rawBody}${timestamp}`;
  const expected = createHmac("sha256", secret).update(source, "utf8").digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? "valid" : "invalid";
}

function decodeReadable(url: string): string {
  return url.replace(readable, (encoded) => decodeURIComponent(encoded));
}
