import { createHmac } from "node:crypto";
import type { HashValue } from "#app/sync/ports.ts";

/**
 * Keyed hash of a value: HMAC-SHA-256 cut to 132 bits, base64url, 22 characters. Bound to connection and field, so that equal values of
 * different shops or fields cannot be told to be equal. Blank and the empty text have different hashes.
 */
export function createHashValue(secret: string): HashValue {
  return (connectionId, name, value) => {
    const mac = createHmac("sha256", secret);
    // Lengths first: ("ab", "c") and ("a", "bc") must not meet.
    mac.update(`${connectionId.length}:${connectionId}${name.length}:${name}`);
    mac.update(value === null ? "0" : `1${value}`);
    return mac.digest("base64url").slice(0, 22);
  };
}
