import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { nowSql } from "../now-sql.ts";

/**
 * What waited for an object to be read as a whole is due now: HubSpot's word of records that were being written, which the links tell for
 * our own by now, and associations that waited for company. What another transaction has in hand is passed over, it has a time of its own.
 */
export async function wakeWaiting(
  tx: Tx,
  { id }: Pick<Connection, "id">,
  object: ObjectKey,
  options: StoreOptions,
): Promise<void> {
  const now = nowSql(options);
  await tx.$executeRaw`
    update pending_change p set due_at = ${now} from (
      select side, record_id from pending_change
      where connection_id = ${id}::uuid and object = ${object} and side = 'hubspot' and lane = 'live' and due_at > ${now}
        and attempts = 0 and lease_id is null
      for update skip locked) w
    where p.connection_id = ${id}::uuid and p.object = ${object} and p.side = w.side and p.record_id = w.record_id`;
  await tx.$executeRaw`
    update record_association set due_at = ${now} where id in (
      select id from record_association
      where connection_id = ${id}::uuid and due_at > ${now} and attempts = 0 and lease_id is null
      for update skip locked)`;
}
