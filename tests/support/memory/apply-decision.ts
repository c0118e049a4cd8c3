import type { Decision, OutcomeWrite } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import type { ObjectTables } from "./tables.ts";

const lockOf = (side: Side, id: string): string => `${side === "shopify" ? "s" : "h"}:${id}`;

/** Keeps a decision, but for its marks, as the database would within its transaction. */
export function applyDecision(tables: ObjectTables, decision: Decision, now: string): "done" | "taken" {
  const { endLink, link, tombstones = [], liftTombstones = [], marks } = decision;
  if (endLink !== undefined || link) {
    const held = new Set(marks.map(({ side, recordId }) => tables.locks.get(lockOf(side, recordId))?.leaseId));
    for (const [key, { leaseId }] of tables.locks) if (held.has(leaseId)) tables.locks.delete(key);
  }
  const isTaken = [...tables.links.values()].some(
    (known) =>
      link &&
      (known.shopifyId === link.shopifyId || known.hubspotId === link.hubspotId) &&
      (known.shopifyId !== link.shopifyId || known.hubspotId !== link.hubspotId),
  );
  if (isTaken) return "taken";
  for (const { side, recordId } of liftTombstones) tables.tombstones.delete(`${side}:${recordId}`);
  if (endLink !== undefined) tables.links.delete(endLink);
  if (link) {
    tables.linkedAt.set(link.shopifyId, now);
    tables.links.set(link.shopifyId, {
      ...link,
      baseline: {},
      settingsVersion: 0,
      ...{ shopifyModifiedAt: null, hubspotModifiedAt: null, owner: true, putBackCount: 0 },
      settledAt: now,
    });
  }
  for (const stone of tombstones) tables.tombstones.set(`${stone.side}:${stone.recordId}`, stone);
  return "done";
}

/** The half of a record that can be read. */
export function markedHalf({
  shopifyId,
  hubspotId,
  reason,
}: Pick<OutcomeWrite, "shopifyId" | "hubspotId" | "reason">): { readonly side: Side; readonly recordId: string } {
  if (shopifyId !== null && (reason !== "deleted_in_shopify" || hubspotId === null))
    return { side: "shopify", recordId: shopifyId };
  return { side: "hubspot", recordId: hubspotId ?? "" };
}
