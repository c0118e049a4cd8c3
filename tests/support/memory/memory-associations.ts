import { randomUUID } from "node:crypto";
import type { AssociationResult, AssociationStore } from "#app/sync/association-ports.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import { linkOf } from "./memory-reads.ts";
import type { AssociationRow, Tables } from "./tables.ts";

/** What records are to be associated with, in maps, with the promises of the database's table. */
export class MemoryAssociations implements AssociationStore {
  readonly #tables: ReadonlyMap<string, Tables>;
  readonly #clock: Clock;

  constructor(tables: ReadonlyMap<string, Tables>, clock: Clock) {
    this.#tables = tables;
    this.#clock = clock;
  }

  async claim(connection: Connection, limit: number, leaseMs: number): ReturnType<AssociationStore["claim"]> {
    const tables = this.#of(connection);
    const now = this.#now();
    const leaseId = randomUUID();
    const isFree = (row: AssociationRow) =>
      (row.leasedUntil ?? "") <= now && ((row.dueAt !== null && row.dueAt <= now) || row.leaseId !== null);
    const isOn = ({ object }: AssociationRow) => tables.active && tables.settingsOf(object)?.enabled === true;
    const rows = [...tables.associations.values()].filter((row) => isFree(row) && isOn(row)).slice(0, limit);
    for (const row of rows) {
      const leasedUntil = new Date(Date.parse(now) + leaseMs).toISOString();
      Object.assign(row, { leaseId, leasedUntil, dueAt: null });
    }
    return { leaseId, associations: rows.map((row) => toClaimed(tables, row)) };
  }

  async settle(connection: Connection, leaseId: string, results: readonly AssociationResult[]): Promise<void> {
    const { associations } = this.#of(connection);
    const now = this.#now();
    const held = [...associations].filter(([, row]) => row.leaseId === leaseId && (row.leasedUntil ?? "") > now);
    for (const [key, row] of held) {
      const result = results.find(({ id }) => id === row.id);
      if (result?.kind === "removed" && !row.wanted) associations.delete(key);
      else if (result) apply(row, result, now);
      Object.assign(row, { leaseId: null, leasedUntil: null });
    }
  }

  #of(connection: Connection): Tables {
    const found = this.#tables.get(connection.id);
    if (!found) throw new Error(`no connection ${connection.id}`);
    return found;
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}

function apply(row: AssociationRow, result: AssociationResult, now: string): void {
  if (result.kind === "written") row.written = { fromId: result.fromId, toId: result.toId };
  if (result.kind === "removed") row.written = null;
  row.attempts = result.kind === "retry" ? row.attempts + 1 : 0;
  row.lastError = "error" in result ? result.error : null;
  const isRaised = row.dueAt !== null;
  if (result.kind === "retry" && (row.dueAt === null || row.dueAt > result.at)) row.dueAt = result.at;
  // What was asked for meanwhile is the other way round: it is due at once.
  const isOvertaken = result.kind === "written" ? !row.wanted : result.kind === "removed" && row.wanted;
  if (isOvertaken && !isRaised) row.dueAt = now;
}

function toClaimed(tables: Tables, row: AssociationRow) {
  const { id, object, to, fromShopifyId, label, wanted, written, attempts } = row;
  return {
    ...{ id, object, to, fromShopifyId, wanted, written, attempts },
    label: label === "" ? null : label,
    fromId: linkOf(tables.of(object), "shopify", fromShopifyId)?.hubspotId ?? null,
    toId: row.toHubspotId || otherEnd(tables, to, row.toId),
  };
}

/** A cart is named by its order with the checkout's token, which is the group of the cart's link. */
function otherEnd(tables: Tables, to: ObjectKey, toId: string): string | null {
  const { links } = tables.of(to);
  const token = toId.startsWith("token:") ? toId.slice("token:".length) : null;
  const link = token === null ? links.get(toId) : [...links.values()].find(({ groupId }) => groupId === token);
  return link?.hubspotId ?? null;
}
