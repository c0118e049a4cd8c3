import { hashField } from "#app/sync/plan/hash-field.ts";
import type { RecordLink, Settlement } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { yieldUnit } from "./retry-unit.ts";
import type { Unit } from "./unit.ts";
import { absorb, bareSettlement, lockKey, openUnits, settleUnit } from "./unit.ts";

// A loser that is not in the batch has no changes to answer.
const nobody = { changes: [], lift: [] };

/**
 * Follows contacts that HubSpot merged to the record that lives on. Of several links that lead there one survives: that of the customer
 * whose e-mail the merged contact bears, else the one that is there. The other customer is excluded `merged_in_hubspot`.
 */
export async function followMerges(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const moved = openUnits(units).filter((unit) => unit.moved.hubspot !== null);
  if (moved.length === 0) return;
  const ids = [...new Set(moved.flatMap((unit) => unit.moved.hubspot?.id ?? []))];
  const stored = await context.store.links(context.connection, context.definition.key, "hubspot", ids);
  const wanted = [
    ...ids.map((id) => lockKey("hubspot", id)),
    ...stored.map((link) => lockKey("shopify", link.shopifyId)),
  ];
  const locked = await context.lock(wanted);
  const links = await context.store.links(context.connection, context.definition.key, "hubspot", ids);
  for (const unit of moved) {
    const record = unit.moved.hubspot;
    if (!record || unit.end) continue;
    const holder = links.find((link) => link.hubspotId === record.id) ?? null;
    const free =
      locked.has(lockKey("hubspot", record.id)) && (!holder || locked.has(lockKey("shopify", holder.shopifyId)));
    if (!free) yieldUnit(context.clock, unit);
    else follow(context, units, unit, record, holder);
    unit.moved.hubspot = null;
  }
}

function follow(
  context: EngineContext,
  units: readonly Unit[],
  unit: Unit,
  record: SideRecord,
  stored: RecordLink | null,
): void {
  const same = openUnits(units).find((other) => other !== unit && other.ids.hubspot === record.id);
  const holder = same?.link ?? (same ? null : stored);
  if (!unit.link) {
    followUnlinked(unit, record, same ?? null, stored);
    return;
  }
  if (same && !same.link) absorb(unit, same);
  const wins = bearsEmail(context, unit.link, record);
  if (holder && (!wins || bearsEmail(context, holder, record))) {
    settleUnit(unit, excludeMerged(context, unit, unit.link.shopifyId, unit.ids.hubspot));
    return;
  }
  if (same?.link && holder) settleUnit(same, excludeMerged(context, same, holder.shopifyId, unit.ids.hubspot));
  else if (holder) unit.alongside.push(excludeMerged(context, nobody, holder.shopifyId, unit.ids.hubspot));
  unit.link = { ...unit.link, hubspotId: record.id };
  unit.ids.hubspot = record.id;
}

function followUnlinked(unit: Unit, record: SideRecord, same: Unit | null, stored: RecordLink | null): void {
  if (same) absorb(same, unit);
  unit.ids.hubspot = record.id;
  if (!stored) return;
  unit.link = stored;
  unit.owner = stored.owner;
  unit.ids.shopify = stored.shopifyId;
}

function bearsEmail(context: EngineContext, link: RecordLink, record: SideRecord): boolean {
  return context.definition.match.some(({ hubspot }) => {
    const field = context.definition.fields.find((entry) => entry.hubspot === hubspot);
    if (!field) return false;
    const now = hashField(context.hash, context.connectionId, field, "hubspot", record.values[hubspot]);
    return link.baseline[hubspot]?.[1] === now;
  });
}

function excludeMerged(
  context: EngineContext,
  unit: Pick<Unit, "changes" | "lift">,
  shopifyId: string,
  mergedId: string | null,
): Settlement {
  const at = context.clock.now().toISOString();
  return {
    ...bareSettlement(unit),
    endLinks: [shopifyId],
    tombstones: mergedId
      ? [{ side: "hubspot", recordId: mergedId, counterpartId: shopifyId, reason: "merged", at }]
      : [],
    outcome: {
      shopifyId,
      hubspotId: null,
      status: "excluded",
      reason: "merged_in_hubspot",
      details: null,
      lastAction: null,
      changedFields: null,
      searchHashes: null,
    },
  };
}
