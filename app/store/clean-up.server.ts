import type { Db } from "./db.server.ts";
import { asSystem } from "./db.server.ts";

/** Deletes what is over. @returns how many rows. */
export async function cleanUp(db: Db): Promise<{ readonly deleted: number }> {
  const statements = [
    // Shopify repeats a delivery for hours, HubSpot for a day.
    "delete from delivery where received_at < now() - interval '8 days'",
    "delete from oauth_state where expires_at < now() - interval '1 day'",
    "delete from session where is_online and expires_at < now() - interval '1 day'",
    "delete from invitation where expires_at < now() - interval '30 days'",
    "delete from outgoing_mail where status <> 'waiting' and settled_at < now() - interval '30 days'",
    // Their owners never agreed.
    "delete from notification_recipient where confirmed_at is null and added_at < now() - interval '30 days'",
    // Of workers that are gone.
    "delete from record_lock where until < now() - interval '1 hour'",
    "delete from sync_review where started_at < now() - interval '30 days'",
    "delete from write_log where at < now() - interval '180 days'",
    // Of a record that is written again and again the last 50 entries stay. Only what was written since the last time can be too many.
    `delete from write_log w using (
       select distinct connection_id, object, shopify_id from write_log where at > now() - interval '2 days') recent
     where w.connection_id = recent.connection_id and w.object = recent.object and w.shopify_id = recent.shopify_id
       and w.id <= (select x.id from write_log x where x.connection_id = recent.connection_id and x.object = recent.object
         and x.shopify_id = recent.shopify_id order by x.id desc offset 50 limit 1)`,
    // Of deleted groups: no read that began before is under way any more.
    "delete from tombstone where record_id like 'group:%' and at < now() - interval '30 days'",
  ];
  let deleted = 0;
  for (const statement of statements) {
    deleted += await asSystem(db, "clean_up", (tx) => tx.$executeRawUnsafe(statement));
  }
  return { deleted };
}
