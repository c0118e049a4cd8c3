import { SyncError } from "#app/sync/errors.ts";
import type { Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import { adoptCandidates } from "./adopt-candidates.ts";
import type { EngineContext } from "./context.ts";
import { letGo } from "./let-go.ts";
import { finishUnit } from "./settle-unit.ts";
import { overlayFigures } from "./share-figures.ts";
import type { Unit } from "./unit.ts";

/**
 * Reads what a round of writes turned up: records that hold the match key of one we wanted to create become its counterpart, and those
 * created in Shopify are read with all they have, for their facts go to HubSpot.
 */
export async function adoptHolders(
  context: EngineContext,
  batch: readonly Unit[],
  units: readonly Unit[],
): Promise<void> {
  await shareValues(context, batch, units);
  for (const side of sides) {
    const held = units.filter((unit) => unit.end === null && unit.holder?.side === side);
    if (held.length > 0) await adoptSide(context, batch, held, side);
    const fresh = units.filter((unit) => unit.end === null && unit.rereads.has(side));
    if (fresh.length > 0) await reread(context, fresh, side);
  }
}

/**
 * A value that several records may share but HubSpot keeps unique (a SKU) is left out where the record that holds it is another's: the
 * next round writes without it.
 */
async function shareValues(context: EngineContext, batch: readonly Unit[], units: readonly Unit[]): Promise<void> {
  const { connection, definition, store } = context;
  const mayBeTaken = (property: string | undefined) =>
    definition.fields.some((field) => field.hubspot === property && field.mayBeTaken === true);
  const held = units.filter(({ end, holder }) => end === null && mayBeTaken(holder?.property));
  if (held.length === 0) return;
  const ids = held.flatMap(({ holder }) => holder?.id ?? []);
  const links = await store.links(connection, definition.key, "hubspot", ids);
  for (const unit of held) {
    const { id, property } = unit.holder ?? {};
    const isAnothers =
      links.some((link) => link.hubspotId === id) || batch.some((other) => other !== unit && other.ids.hubspot === id);
    if (!isAnothers || property === undefined) continue;
    unit.refused.push({ field: property, reason: "value_taken" });
    unit.holder = null;
  }
}

async function adoptSide(
  context: EngineContext,
  batch: readonly Unit[],
  units: readonly Unit[],
  side: Side,
): Promise<void> {
  const results = await context.ports[side].read([...new Set(units.flatMap((unit) => unit.holder?.id ?? []))]);
  const found = new Map(
    units.flatMap((unit) => {
      const result = results.get(unit.holder?.id ?? "");
      return result && "record" in result ? [[unit, [result.record]] as const] : [];
    }),
  );
  for (const unit of units) {
    unit.holder = null;
    if (found.has(unit)) continue;
    finishUnit(context, unit, { kind: "retry", error: new SyncError("transient", { code: "record_gone" }) });
  }
  await adoptCandidates(context, batch, [...found.keys()], found, side);
  letGo(context, [...found.keys()]);
}

/** Reads records of a side again; one that is gone meanwhile is put back, to be ended as a deletion. */
export async function reread(context: EngineContext, units: readonly Unit[], side: Side): Promise<void> {
  const results = await context.ports[side].read(units.flatMap((unit) => unit.ids[side] ?? []));
  for (const unit of units) {
    unit.rereads.delete(side);
    const result = results.get(unit.ids[side] ?? "");
    if (result?.kind !== "found") {
      finishUnit(context, unit, { kind: "retry", error: new SyncError("transient", { code: "record_gone" }) });
      continue;
    }
    unit.read[side] = result.record;
    if (side === "shopify") overlayFigures(context, unit);
    unit.stored[side] = {};
    unit.modifiedAt[side] = result.record.modifiedAt;
  }
}
