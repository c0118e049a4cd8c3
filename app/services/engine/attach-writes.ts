import type { WriteRule } from "#app/sync/plan/field-rule.ts";
import type { WriteEntry } from "#app/sync/ports.ts";
import type { Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import type { Unit } from "./unit.ts";

/** The history of what was written, names and rules without values, goes with what became of the record, be it that it is tried again. */
export function attachWrites(context: EngineContext, units: readonly Unit[]): void {
  for (const unit of units) {
    if (unit.end?.kind !== "settled") continue;
    const writes = sides.flatMap((side) => entryOf(context, unit, side) ?? []);
    const [first, ...rest] = unit.end.settlements;
    if (first && writes.length > 0) unit.end = { kind: "settled", settlements: [{ ...first, writes }, ...rest] };
  }
}

function entryOf(context: EngineContext, unit: Unit, side: Side): WriteEntry | null {
  const { shopify: shopifyId, hubspot: hubspotId } = unit.ids;
  if (unit.rules[side].size === 0 || shopifyId === null) return null;
  const fields: Partial<Record<WriteRule, string[]>> = {};
  for (const [name, rule] of unit.rules[side]) {
    const known = fields[rule];
    if (known) known.push(name);
    else fields[rule] = [name];
  }
  return { side, shopifyId, hubspotId, created: unit.created === side, trigger: triggerOf(context, unit), fields };
}

/** What was written of a record's parts, as an entry of its own history: the names of the fields that any of them got. */
export function partsEntry(context: EngineContext, whole: Unit, parts: readonly Unit[]): readonly WriteEntry[] {
  const names = new Set(parts.flatMap((part) => [...part.rules.hubspot.keys()]));
  const { shopify: shopifyId, hubspot: hubspotId } = whole.ids;
  if (names.size === 0 || shopifyId === null) return [];
  const trigger = triggerOf(context, whole);
  return [{ side: "hubspot", shopifyId, hubspotId, created: false, trigger, fields: { parts: [...names] } }];
}

function triggerOf({ isAudit }: EngineContext, { changes }: Unit): WriteEntry["trigger"] {
  if (changes.some(({ forced }) => forced !== null)) return "asked";
  if (changes.length === 0) return isAudit ? "audit" : "first_sync";
  return changes.some(({ lane }) => lane === "live") ? "change" : "catch_up";
}
