import type { Plan } from "#app/sync/plan/plan.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side, Values } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import { openDryRun } from "./engine/dry-run.ts";
import { planUnit } from "./engine/plan-unit.ts";
import { readAndMatch } from "./engine/process-units.ts";
import type { Unit } from "./engine/unit.ts";
import { newUnit, otherSide } from "./engine/unit.ts";
import { storeOfMode } from "./store-of-mode.ts";

export interface PlanChangesInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
  readonly side: Side;
  readonly ids: readonly string[];
  /** default: those stored */
  readonly settings?: ObjectSettings;
}

export interface PlannedChange {
  readonly id: string;
  /** null: the record is gone */
  readonly plan: Plan | null;
  /** both sides' values as they were read; null: not there, or not met */
  readonly read: Readonly<Record<Side, Values | null>>;
  /** ids of both sides, null: not there, or not met */
  readonly ids: Readonly<Record<Side, string | null>>;
}

/** What bringing these records in step would write, and why: reads and plans, writes nothing, locks nothing. */
export async function planChanges(deps: EngineDeps, input: PlanChangesInput): Promise<readonly PlannedChange[]> {
  const { connection, object, side } = input;
  const ids = [...new Set(input.ids)];
  const settings = input.settings ?? (await deps.store.settings(connection, object));
  if (!settings) return [];
  const { store } = await storeOfMode(deps.store, connection, object, settings);
  const context = openDryRun({ ...deps, store }, { connection, object, lane: "live", settings });
  const links = await store.links(connection, object, side, ids);
  const linkOf = new Map(links.map((link) => [side === "shopify" ? link.shopifyId : link.hubspotId, link]));
  const ends = links.flatMap((link) => [
    { side: "shopify" as const, id: link.shopifyId },
    { side: "hubspot" as const, id: link.hubspotId },
  ]);
  const tombstones = await store.tombstones(connection, object, [...ids.map((id) => ({ side, id })), ...ends]);
  const records = await context.ports[side].read(ids);
  const units = ids.map((id): Unit => {
    const unit = newUnit([], linkOf.get(id) ?? null);
    const result = records.get(id);
    unit.ids[side] = id;
    unit.read[side] = result && "record" in result ? result.record : null;
    unit.tombstones.push(
      ...tombstones.filter(
        (entry) =>
          entry.recordId === unit.ids[entry.side] ||
          (entry.counterpartId !== null && entry.counterpartId === unit.ids[otherSide(entry.side)]),
      ),
    );
    return unit;
  });
  const there = units.filter((unit) => unit.read[side] !== null);
  await readAndMatch(context, there);
  return units.map((unit, index) => ({
    id: ids[index] ?? "",
    plan: there.includes(unit) && unit.end === null ? planUnit(context, unit) : null,
    read: { shopify: unit.read.shopify?.values ?? null, hubspot: unit.read.hubspot?.values ?? null },
    ids: { ...unit.ids },
  }));
}
