import { SyncError } from "#app/sync/errors.ts";
import type { RecordPort } from "#app/sync/ports.ts";

/** The port of an object that Tandem reads in Shopify and never writes there: asking for more is a bug of the caller. */
export function oneWayPort(read: RecordPort["read"]): RecordPort {
  return {
    side: "shopify",
    read,
    async findBy(attribute) {
      throw new SyncError("bug", { code: "no_such_key", details: { attribute } });
    },
    async write() {
      throw new SyncError("bug", { code: "object_not_writable" });
    },
  };
}
