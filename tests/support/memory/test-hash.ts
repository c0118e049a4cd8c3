import { createHmac } from "node:crypto";
import type { HashValue } from "#app/sync/ports.ts";

/** A keyed hash as the product's, with a key of the tests. */
export const testHash: HashValue = (connectionId, name, value) =>
  createHmac("sha256", "test")
    .update(JSON.stringify([connectionId, name, value]))
    .digest("base64url")
    .slice(0, 22);
