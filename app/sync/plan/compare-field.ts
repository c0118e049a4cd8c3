import { fieldValue, saysTheSame } from "../mapping/map-value.ts";
import type { MappingContext } from "../mapping/transform.ts";
import type { Side, Value } from "../record.ts";
import type { ActiveField } from "./active-fields.ts";
import { directionOn } from "./field-direction.ts";
import type { FieldRule } from "./field-rule.ts";

/** What is known of a field besides its two values. */
export interface FieldHistory {
  /** null: the field has never settled on this pair */
  readonly changed: Readonly<Record<Side, boolean>> | null;
  readonly winner: Side;
  /** false: another shop of the portal writes the pair's one-way fields, and all that are ours */
  readonly owner: boolean;
  /** false: it has been put back too often of late */
  readonly mayPutBack: boolean;
}

/** `write` names the side to be written. `rule`: what decided it. */
export type FieldMove =
  | { readonly kind: "keep"; readonly rule: FieldRule }
  | { readonly kind: "write"; readonly side: Side; readonly putBack: boolean; readonly rule: FieldRule }
  | { readonly kind: "fight"; readonly rule: "fight" };

const keep = (rule: FieldRule): FieldMove => ({ kind: "keep", rule });
const write = (side: Side, rule: FieldRule): FieldMove => ({ kind: "write", side, putBack: rule === "put_back", rule });
const other = (side: Side): Side => (side === "shopify" ? "hubspot" : "shopify");

/** Three-way comparison of one field: what either side says, and which of them has changed since the pair last settled. */
export function compareField(active: ActiveField, context: MappingContext, history: FieldHistory): FieldMove {
  if (saysTheSame(active.field, context)) return keep("equal");
  const values: Record<Side, Value> = {
    shopify: fieldValue(active.field, "shopify", context),
    hubspot: fieldValue(active.field, "hubspot", context),
  };
  const direction = directionOn(active.field, active.direction, context);
  if (direction !== "both") {
    const target = direction === "to_hubspot" ? "hubspot" : "shopify";
    return compareOneWay(active, target, values[other(target)], history);
  }
  // A property of ours holds one shop's value: a second shop of the portal neither writes it nor takes the first one's note for its own.
  if (active.field.property && !history.owner) return keep("not_ours");
  return history.changed ? compareChanges(active, values, history) : compareFirst(values, history.winner);
}

function compareFirst(values: Record<Side, Value>, winner: Side): FieldMove {
  if (values.shopify === null) return write("shopify", "blank_filled");
  if (values.hubspot === null) return write("hubspot", "blank_filled");
  return write(other(winner), "first_winner");
}

function compareChanges(
  active: ActiveField,
  values: Record<Side, Value>,
  { changed, winner }: FieldHistory,
): FieldMove {
  if (!changed?.shopify && !changed?.hubspot) return keep("settled");
  const both = changed.shopify && changed.hubspot;
  const source: Side = both ? winner : changed.shopify ? "shopify" : "hubspot";
  // One side alone may clear the other; in a conflict a blank decides nothing, and a required field is never cleared.
  if (values[source] === null && (both || active.field.required)) return keep(both ? "blank_kept" : "required_kept");
  return write(other(source), both ? "conflict" : `${source}_changed`);
}

function compareOneWay({ field }: ActiveField, target: Side, source: Value, history: FieldHistory): FieldMove {
  const { changed } = history;
  if (!history.owner) return keep("not_ours");
  if (source === null && field.required) return keep("required_kept");
  if (!changed) return source === null && !field.property ? keep("theirs") : write(target, "one_way");
  if (changed[other(target)]) return write(target, "one_way");
  if (!changed[target]) return keep("settled");
  // What people filled in where the source says nothing is theirs, unless the property is ours.
  if (source === null && !field.property) return keep("theirs");
  return history.mayPutBack ? write(target, "put_back") : { kind: "fight", rule: "fight" };
}
