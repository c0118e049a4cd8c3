import type { Job } from "#app/jobs/queue-names.ts";
import type { RecordLink, Settlement } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import type { Tx } from "../db.server.ts";
import type { StoreOptions } from "../now-sql.ts";
import { noteMatchKeys } from "./match-keys.ts";
import { hasDueAssociations, wakeAssociations, writeAssociations } from "./write-associations.ts";
import { endFacts, writeFacts } from "./write-facts.ts";
import { endLinks, writeLinks } from "./write-links.ts";

export interface Alongside {
  readonly object: ObjectKey;
  readonly settlements: readonly Settlement[];
  /** links that are new, or lead elsewhere than before */
  readonly woken: readonly RecordLink[];
}

/** Writes what goes with settled records: their parts, match keys, figures and associations. @returns jobs for what is due at once. */
export async function settleAlongside(
  tx: Tx,
  connection: Connection,
  { object, settlements, woken }: Alongside,
  options: StoreOptions,
): Promise<Job[]> {
  await writeChildren(tx, connection, settlements);
  const matchKeys = settlements.flatMap((settlement) => settlement.matchKeys ?? []);
  await noteMatchKeys(tx, connection, object, matchKeys);
  const facts = settlements.flatMap(({ fact }) => fact ?? []);
  await writeFacts(tx, connection, facts);
  const ended = settlements.flatMap(({ endedFact }) => endedFact ?? []);
  await endFacts(tx, connection, ended);
  // What settles in a run's chunk, or after a mark of a first sync or sweep, can wait for company: the tick finds it.
  const isLive = settlements.some(({ changes }) => changes.some((change) => change.lane === "live"));
  const lane = isLive ? "live" : "bulk";
  const wanted = settlements.flatMap(({ associations }) => associations ?? []);
  await writeAssociations(tx, connection, object, wanted, lane, options);
  await wakeAssociations(tx, connection, object, woken, lane, options);
  if (!isLive || wanted.length + woken.length === 0) return [];
  const { id: connectionId, shop, portalId } = connection;
  const isDue = await hasDueAssociations(tx, connection, options);
  return isDue ? [{ kind: "write-associations", lane, connectionId, shop, portalId }] : [];
}

/** Links of the records' parts. A part has no outcome of its own: its whole tells of it. */
async function writeChildren(tx: Tx, connection: Connection, settlements: readonly Settlement[]): Promise<void> {
  const parts = settlements.flatMap(({ children }) => children ?? []);
  for (const object of new Set(parts.map((part) => part.object))) {
    const own = parts.filter((part) => part.object === object);
    const ended = own.flatMap((part) => part.ended);
    await endLinks(tx, connection, object, ended);
    const links = own.flatMap((part) => part.links);
    await writeLinks(tx, connection, object, links);
  }
}
