import type { Db } from "./db.server.ts";
import { asSystem } from "./db.server.ts";

/**
 * Deletes what is over: deliveries after eight days (Shopify repeats one for hours, HubSpot for a day), authorisations after a day, the
 * staff's sessions once they have ended, locks of workers that are gone, and after a month what tells of deleted groups: no read that
 * began before is under way any more.
 */
export async function cleanUp(db: Db): Promise<{ readonly deleted: number }> {
  const statements = [
    "delete from delivery where received_at < now() - interval '8 days'",
    "delete from oauth_state where expires_at < now() - interval '1 day'",
    "delete from session where is_online and expires_at < now() - interval '1 day'",
    "delete from record_lock where until < now() - interval '1 hour'",
    "delete from tombstone where record_id like 'group:%' and at < now() - interval '30 days'",
  ];
  let deleted = 0;
  for (const statement of statements) {
    deleted += await asSystem(db, "clean_up", (tx) => tx.$executeRawUnsafe(statement));
  }
  return { deleted };
}
