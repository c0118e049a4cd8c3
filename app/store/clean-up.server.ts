import type { Db } from "./db.server.ts";
import { asSystem } from "./db.server.ts";

/**
 * Deletes what is over: deliveries after eight days (Shopify repeats one for hours, HubSpot for a day), authorisations after a day, the
 * staff's sessions once they have ended, locks of workers that are gone; after a month invitations that are over, mails that were sent, and
 * addresses whose owners never agreed.
 */
export async function cleanUp(db: Db): Promise<{ readonly deleted: number }> {
  const statements = [
    "delete from delivery where received_at < now() - interval '8 days'",
    "delete from oauth_state where expires_at < now() - interval '1 day'",
    "delete from session where is_online and expires_at < now() - interval '1 day'",
    "delete from invitation where expires_at < now() - interval '30 days'",
    "delete from outgoing_mail where status <> 'waiting' and settled_at < now() - interval '30 days'",
    "delete from notification_recipient where confirmed_at is null and added_at < now() - interval '30 days'",
    "delete from record_lock where until < now() - interval '1 hour'",
  ];
  let deleted = 0;
  for (const statement of statements) {
    deleted += await asSystem(db, "clean_up", (tx) => tx.$executeRawUnsafe(statement));
  }
  return { deleted };
}
