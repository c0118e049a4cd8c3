import type { FieldDefinition, MatchKey, SyncObjectDefinition } from "../definition.ts";
import type { FieldMapping, ObjectSettings } from "../ports.ts";
import { inMode } from "./in-mode.ts";

type MappingSettings = Pick<ObjectSettings, "mappings" | "unavailable"> &
  Partial<Pick<ObjectSettings, "limit" | "options">>;

const METAFIELD = "metafield:";
const OF_VARIANT = "variant.";
const OF_LOCATION = "location.";

/** Whose a metafield is, where an object's records have those of several owners. */
export interface MetafieldOf {
  /** of a product's record: the variant's own; otherwise the product's, which all of its variants share */
  readonly ofVariant: boolean;
  /** of a company's record: its locations', which are parts of it */
  readonly ofLocation: boolean;
}

export interface MetafieldName extends MetafieldOf {
  readonly namespace: string;
  readonly key: string;
}

/**
 * Shopify attribute of a metafield: `metafield:<namespace>.<key>`, a variant's own `variant.metafield:<namespace>.<key>`, a company
 * location's `location.metafield:<namespace>.<key>`.
 */
export function metafieldAttribute(namespace: string, key: string, of: Partial<MetafieldOf> = {}): string {
  const owner = of.ofVariant ? OF_VARIANT : of.ofLocation ? OF_LOCATION : "";
  return `${owner}${METAFIELD}${namespace}.${key}`;
}

/** What a metafield's attribute names; null for any other attribute. A namespace may have dots (`app--1.x`), a key has none. */
export function parseMetafieldAttribute(attribute: string): MetafieldName | null {
  const [ofVariant, ofLocation] = [attribute.startsWith(OF_VARIANT), attribute.startsWith(OF_LOCATION)];
  const name = attribute.slice(ofVariant ? OF_VARIANT.length : ofLocation ? OF_LOCATION.length : 0);
  const dot = name.lastIndexOf(".");
  if (!name.startsWith(METAFIELD) || dot <= METAFIELD.length || dot === name.length - 1) return null;
  return { namespace: name.slice(METAFIELD.length, dot), key: name.slice(dot + 1), ofVariant, ofLocation };
}

/**
 * Whether a mapping is about the definition's own records. A merchant maps a whole: of its parts only locations can be named, by their
 * metafields.
 */
export function isAbout(
  { key }: Pick<SyncObjectDefinition, "key">,
  { shopify }: Pick<FieldMapping, "shopify">,
): boolean {
  return (parseMetafieldAttribute(shopify)?.ofLocation ?? false) === (key === "company_locations");
}

/** Whether records are told apart by the field, so that a merchant can neither switch it off nor turn it round. */
export function isKeyField(
  { match, hubspot: { keyProperty, shopProperty, composed } }: SyncObjectDefinition,
  field: Pick<FieldDefinition, "shopify" | "hubspot">,
): boolean {
  const ofMatch = match.some(
    (key) =>
      (key.shopify === field.shopify && key.hubspot === field.hubspot) ||
      composed?.[key.hubspot]?.includes(field.hubspot) === true,
  );
  return ofMatch || field.hubspot === keyProperty || field.hubspot === shopProperty;
}

const known = new WeakMap<SyncObjectDefinition, WeakMap<MappingSettings, SyncObjectDefinition>>();

/**
 * The definition as it holds under a merchant's settings: that of the mode they chose, default fields as they were changed, custom ones added; without those that are
 * off, that the portal lacks or lets nobody write, and those that only a first sync writes. Remembered per pair of objects: settings are
 * never changed in place.
 */
export function effectiveDefinition(definition: SyncObjectDefinition, settings: MappingSettings): SyncObjectDefinition {
  const bySettings = known.get(definition) ?? new WeakMap<MappingSettings, SyncObjectDefinition>();
  known.set(definition, bySettings);
  const found = bySettings.get(settings);
  if (found) return found;
  const base = inMode(definition, settings.options);
  const own = { ...settings, mappings: settings.mappings.filter((mapping) => isAbout(base, mapping)) };
  const asked = [...metafieldsOfLimit(settings), ...metafieldsOfParts(base, settings)];
  const effective: SyncObjectDefinition = {
    ...base,
    base,
    ...(asked.length > 0 ? { shopify: { ...base.shopify, extraMetafields: asked } } : {}),
    fields: fieldsOf(base, own),
    match: base.match.filter((key) => isFindable(base, settings, key)),
  };
  bySettings.set(settings, effective);
  return effective;
}

function metafieldsOfLimit({ limit = [] }: MappingSettings): readonly string[] {
  return limit.map(({ field }) => field).filter((name) => parseMetafieldAttribute(name) !== null);
}

/** Parts come with their whole, and so do the metafields that are mapped of them, while parts are synced at all. */
function metafieldsOfParts(
  { key, children }: SyncObjectDefinition,
  { mappings, options }: MappingSettings,
): readonly string[] {
  if (!children || (children.option !== undefined && options?.[children.option] !== true)) return [];
  const part = { key: children.object };
  const mapped = mappings.filter((mapping) => mapping.enabled && !isAbout({ key }, mapping) && isAbout(part, mapping));
  return mapped.map(({ shopify }) => shopify);
}

function fieldsOf(definition: SyncObjectDefinition, settings: MappingSettings): readonly FieldDefinition[] {
  const defaults = definition.fields.flatMap((field) => {
    if (field.onFirstSync) return [];
    const changed = changeDefault(definition, field, settings.mappings.find(isOf(field)));
    return changed ?? [];
  });
  const custom = settings.mappings
    .filter((mapping) => mapping.enabled && !definition.fields.some((field) => isOf(field)(mapping)))
    .map((mapping) => customField(definition, mapping));
  return withoutClashes([...defaults, ...custom.filter(({ hubspot }) => !isReserved(definition, hubspot))]).filter(
    (field) => isAvailable(settings, field),
  );
}

const isOf =
  (field: FieldDefinition) =>
  ({ shopify, hubspot }: FieldMapping): boolean =>
    shopify === field.shopify && hubspot === field.hubspot;

/** Null: the field is off. A one-way default stays as it is: the other way is not for us to write, or not Shopify's to take. */
function changeDefault(
  definition: SyncObjectDefinition,
  field: FieldDefinition,
  mapping: FieldMapping | undefined,
): FieldDefinition | null {
  if (isKeyField(definition, field)) return field;
  if (!mapping) return field.offByDefault ? withoutHarm(field) : field;
  if (!mapping.enabled) return null;
  return {
    ...field,
    direction: field.direction === "both" ? mapping.direction : field.direction,
    transform: mapping.transform,
    ...(mapping.options ? { options: mapping.options } : {}),
  };
}

/** What can do harm does so in Shopify: until the merchant chooses, a two-way field only goes to HubSpot, and any other rests. */
function withoutHarm(field: FieldDefinition): FieldDefinition | null {
  return field.direction === "both" ? { ...field, direction: "to_hubspot" } : null;
}

/** What must be minded when an attribute is written to Shopify is the same for whatever property it comes from. */
function customField(
  { fields }: SyncObjectDefinition,
  { shopify, hubspot, direction, transform, options }: FieldMapping,
): FieldDefinition {
  const writing = fields.find((field) => field.shopify === shopify && field.direction !== "to_hubspot");
  const { required, writableWhen, writableWithOption, travelsWith } = writing ?? {};
  return {
    ...{ shopify, hubspot, direction, transform },
    ...(required ? { required } : {}),
    ...(writableWhen ? { writableWhen } : {}),
    ...(writableWithOption ? { writableWithOption } : {}),
    ...(travelsWith ? { travelsWith } : {}),
    ...(options ? { options } : {}),
  };
}

/** Properties that are ours alone to write; no mapping of a merchant's may. */
export function isReserved(
  { fields, hubspot: { keyProperty, shopProperty } }: SyncObjectDefinition,
  name: string,
): boolean {
  const onFirstSync = fields.some(({ hubspot, onFirstSync: isFirst }) => hubspot === name && isFirst === true);
  return name === keyProperty || name === shopProperty || onFirstSync;
}

/** Baselines know a field by its property, and two fields that write one attribute would undo each other: the earlier one stays. */
function withoutClashes(fields: readonly FieldDefinition[]): readonly FieldDefinition[] {
  const properties = new Set<string>();
  const written = new Set<string>();
  return fields.filter(({ shopify, hubspot, direction }) => {
    const writes = direction !== "to_hubspot";
    if (properties.has(hubspot) || (writes && written.has(shopify))) return false;
    properties.add(hubspot);
    if (writes) written.add(shopify);
    return true;
  });
}

/** A property that nobody may write can still be read: fields that only go to Shopify go on. */
function isAvailable({ unavailable }: MappingSettings, { hubspot, direction }: FieldDefinition): boolean {
  const why = unavailable[hubspot];
  return why === undefined || (why === "read_only" && direction === "to_shopify");
}

/** Nothing is found by a property that the portal does not have. */
function isFindable({ hubspot }: SyncObjectDefinition, { unavailable }: MappingSettings, key: MatchKey): boolean {
  const properties = hubspot.composed?.[key.hubspot] ?? [key.hubspot];
  return properties.every((name) => unavailable[name] === undefined || unavailable[name] === "read_only");
}
