import type { ReadResult } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { overlayFigures } from "./share-figures.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, openUnits, settleUnit } from "./unit.ts";

/** Reads the sides that were marked: one batched call a side, none for a side that nobody marked. */
export async function readMarked(context: EngineContext, units: readonly Unit[]): Promise<void> {
  for (const side of sides) {
    await readSide(
      context,
      side,
      openUnits(units).filter((unit) => unit.changes.some((change) => change.side === side)),
    );
  }
}

/** Reads of linked units the side that was not marked: what goes both ways is never written unseen. */
export async function readCounterparts(context: EngineContext, units: readonly Unit[]): Promise<void> {
  for (const side of sides) {
    await readSide(
      context,
      side,
      openUnits(units).filter(
        (unit) => unit.link !== null && !unit.read[side] && !unit.gone[side] && !(side === "shopify" && unit.isHidden),
      ),
    );
  }
}

async function readSide(context: EngineContext, side: Side, units: readonly Unit[]): Promise<void> {
  const wanted = units.flatMap((unit) => unit.ids[side] ?? []);
  if (wanted.length === 0) return;
  const results = await context.ports[side].read([...new Set(wanted)]);
  for (const unit of units) {
    const result = results.get(unit.ids[side] ?? "");
    if (result) note(context, unit, side, result);
    if (side === "shopify") overlayFigures(context, unit);
  }
}

function note({ definition }: EngineContext, unit: Unit, side: Side, result: ReadResult): void {
  if (result.kind === "gone") {
    unit.gone[side] = true;
    return;
  }
  if (result.kind === "hidden") {
    // Only the vendor's word that it was deleted ends what is not shown. Else nothing is concluded: what is linked stays as it settled.
    unit.gone[side] = unit.changes.some((change) => change.side === side && change.deletedAt !== null);
    if (unit.gone[side]) return;
    // What another object may have taken over, or age, is for HubSpot's record to say.
    unit.isHidden = side === "shopify" && unit.link !== null && definition.hubspot.handsOver !== undefined;
    if (!unit.isHidden) settleUnit(unit, bareSettlement(unit));
    return;
  }
  unit.read[side] = result.record;
  // A merged record may keep its id and merely answer to another: only a new id concerns the link.
  if (result.record.id !== unit.ids[side]) unit.moved[side] = result.record;
}
