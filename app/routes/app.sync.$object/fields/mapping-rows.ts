import type { DefaultField } from "#app/sync/mapping/default-fields.ts";
import type { FieldMapping, ObjectSettings } from "#app/sync/ports.ts";
import type { Direction } from "#app/sync/record.ts";

/** What the tab knows of an object's fields without asking anybody. */
export interface FieldsModel {
  readonly defaults: readonly DefaultField[];
  /** properties that are ours alone to write */
  readonly reserved: readonly string[];
  /** properties that the portal lacks or lets nobody write, as the last sync found them */
  readonly unavailable: ObjectSettings["unavailable"];
}

type Pair = Pick<FieldMapping, "shopify" | "hubspot">;

/** One field as it stands in the form: a default of the object, perhaps changed, or a mapping of the merchant's own. */
export interface MappingRow extends Omit<DefaultField, "property"> {
  readonly id: string;
  readonly group: RowGroup;
  readonly property: DefaultField["property"];
  /** why it cannot be synced, however it is set */
  readonly rests: "missing" | "archived" | "read_only" | null;
  /** the merchant changed the default */
  readonly changed: boolean;
}

/** In the order in which they are shown. */
export const rowGroups = ["custom", "standard", "ours"] as const;
type RowGroup = (typeof rowGroups)[number];

/** Two names, neither of which can hold a bar. */
export const rowId = ({ shopify, hubspot }: Pair): string => `${shopify}|${hubspot}`;

/** @returns the rows of all fields: the defaults in the definition's order, then the merchant's own in theirs. */
export function rowsOf(
  { defaults, unavailable }: Pick<FieldsModel, "defaults" | "unavailable">,
  mappings: readonly FieldMapping[],
): readonly MappingRow[] {
  const changes = new Map(mappings.map((mapping) => [rowId(mapping), mapping]));
  const own = new Set(defaults.map(rowId));
  return [
    ...defaults.map((field) => defaultRow(field, changes.get(rowId(field)), unavailable)),
    ...mappings.filter((mapping) => !own.has(rowId(mapping))).map((mapping) => customRow(mapping, unavailable)),
  ];
}

function defaultRow(
  field: DefaultField,
  change: FieldMapping | undefined,
  unavailable: FieldsModel["unavailable"],
): MappingRow {
  const used = field.fixed === null ? change : undefined;
  const direction = field.directions.length > 1 ? (used?.direction ?? field.direction) : field.direction;
  const enabled = used?.enabled ?? field.enabled;
  return {
    ...field,
    id: rowId(field),
    group: field.property ? "ours" : "standard",
    enabled,
    direction,
    transform: used?.transform ?? field.transform,
    rests: restOf(unavailable, field.hubspot, direction),
    changed: enabled !== field.enabled || direction !== field.direction,
  };
}

function customRow(mapping: FieldMapping, unavailable: FieldsModel["unavailable"]): MappingRow {
  const { shopify, hubspot, direction, transform, enabled } = mapping;
  return {
    ...{ shopify, hubspot, direction, transform, enabled },
    id: rowId(mapping),
    group: "custom",
    type: null,
    directions: [direction],
    fixed: null,
    harmful: false,
    notes: [],
    property: null,
    rests: restOf(unavailable, hubspot, direction),
    changed: true,
  };
}

/** A property that nobody may write can still be read. */
function restOf(unavailable: FieldsModel["unavailable"], property: string, direction: Direction): MappingRow["rests"] {
  const why = unavailable[property];
  return why === undefined || (why === "read_only" && direction === "to_shopify") ? null : why;
}

/** @returns the mappings with a row switched or turned. A default that is as it was again needs no mapping. */
export function changeRow(
  { defaults }: Pick<FieldsModel, "defaults">,
  mappings: readonly FieldMapping[],
  row: MappingRow,
  change: Partial<Pick<FieldMapping, "enabled" | "direction">>,
): readonly FieldMapping[] {
  const { shopify, hubspot, direction, transform, enabled } = { ...row, ...change };
  const next = { shopify, hubspot, direction, transform, enabled };
  const base = defaults.find((field) => rowId(field) === row.id);
  const isDefault =
    base?.direction === direction && base.enabled === enabled && base.transform === transform && !row.harmful;
  if (isDefault) return removeMapping(mappings, row.id);
  return putMapping(mappings, next, row.id);
}

/** @returns the mappings with this one, in the place of the one it replaces, if any. */
export function putMapping(
  mappings: readonly FieldMapping[],
  mapping: FieldMapping,
  replaced: string | null = null,
): readonly FieldMapping[] {
  const place = mappings.findIndex((one) => rowId(one) === replaced);
  return place < 0 ? [...mappings, mapping] : mappings.with(place, mapping);
}

export function removeMapping(mappings: readonly FieldMapping[], id: string): readonly FieldMapping[] {
  return mappings.filter((mapping) => rowId(mapping) !== id);
}

/** The merchant's own mappings that were there before and are taken out of the form, each once: they can be put back. */
export function removedOf(
  { defaults }: Pick<FieldsModel, "defaults">,
  before: readonly FieldMapping[],
  mappings: readonly FieldMapping[],
): readonly FieldMapping[] {
  const there = new Set([...mappings, ...defaults].map(rowId));
  const removed = before.filter((mapping) => !there.has(rowId(mapping)));
  return [...new Map(removed.map((mapping) => [rowId(mapping), mapping])).values()];
}

/** Whether a row takes part in a sync, so that others must keep out of its way. */
export function isActive({ enabled, rests }: MappingRow): boolean {
  return enabled && rests === null;
}
