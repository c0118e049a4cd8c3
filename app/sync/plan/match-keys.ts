import type { MatchKey, SyncObjectDefinition } from "../definition.ts";
import type { MappingContext } from "../mapping/transform.ts";
import { blankToNull } from "../mapping/transform.ts";
import { transformNamed } from "../mapping/transforms.ts";
import type { HashValue } from "../ports.ts";
import type { Side, SideRecord, Value } from "../record.ts";

type Matched = Pick<SyncObjectDefinition, "match" | "hubspot">;

/** A record's value of a match key in the form in which both sides' are equal; null when it has none. */
export function matchValueOf(definition: Matched, key: MatchKey, record: SideRecord): Value {
  const value = blankToNull(attributeOf(definition, key, record));
  if (value === null) return null;
  const context: MappingContext = {
    shopify: record.side === "shopify" ? record.values : {},
    hubspot: record.side === "hubspot" ? record.values : {},
  };
  return blankToNull(transformNamed(key.transform).comparable(record.side, value, context));
}

/** A composed attribute is made here where the adapter did not: its properties joined by "|", null when one of them is blank. */
function attributeOf({ hubspot }: Matched, key: MatchKey, { side, values }: SideRecord): Value | undefined {
  if (side === "shopify") return values[key.shopify];
  const given = values[key.hubspot];
  const properties = hubspot.composed?.[key.hubspot];
  if (given !== undefined || !properties) return given;
  const parts = properties.map((property) => blankToNull(values[property]));
  return parts.includes(null) ? null : parts.join("|");
}

/**
 * Keyed hash of a match key's value, as `matchValueOf` gives it: the entry of the match index and the name of the key's lock. The two
 * attributes name the key, so that equal values of different keys are different entries; no HubSpot property has a colon in it.
 */
export function keyOf(hash: HashValue, connectionId: string, key: MatchKey, value: string): string {
  return hash(connectionId, `match:${key.hubspot}:${key.shopify}`, value);
}

/** The entries of a record in the match index: one for each key that is looked up there and that it has. */
export function keysOf(
  hash: HashValue,
  connectionId: string,
  definition: Matched,
  record: SideRecord,
): readonly string[] {
  return definition.match.flatMap((key) => {
    const value = key.lookup === "index" ? matchValueOf(definition, key, record) : null;
    return value === null ? [] : [keyOf(hash, connectionId, key, value)];
  });
}

/**
 * Whether two records are not the same thing, though a later key of theirs is equal: the first key that both of them have differs. Two
 * products of one name are two when each has a SKU of its own.
 */
export function contradicts(definition: Matched, shopify: SideRecord, hubspot: SideRecord): boolean {
  for (const key of definition.match) {
    const values: Record<Side, Value> = {
      shopify: matchValueOf(definition, key, shopify),
      hubspot: matchValueOf(definition, key, hubspot),
    };
    if (values.shopify !== null && values.hubspot !== null) return values.shopify !== values.hubspot;
  }
  return false;
}
