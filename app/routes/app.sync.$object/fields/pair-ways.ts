import type { HubspotProperty, MappingFault, ShopifyField } from "#app/sync/mapping/check-mapping.ts";
import { checkMapping } from "#app/sync/mapping/check-mapping.ts";
import type { Direction } from "#app/sync/record.ts";
import type { FieldsModel, MappingRow } from "./mapping-rows.ts";
import { isActive } from "./mapping-rows.ts";

/** Why two cannot be mapped. `no_way`: the one that would have to change lets no app change it. Locale keys `mapping_faults.<code>`. */
export type PairFault = MappingFault | "no_way";

/** What other fields write already. */
export interface Taken {
  readonly reserved: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
}

/** @param except the row that is being changed: it is not in its own way */
export function takenBy(
  { reserved, defaults }: Pick<FieldsModel, "reserved" | "defaults">,
  rows: readonly MappingRow[],
  except: string | null,
): Taken {
  const others = rows.filter((row) => isActive(row) && row.id !== except);
  const first = defaults.filter(({ fixed }) => fixed === "first_sync").map(({ hubspot }) => hubspot);
  return {
    reserved: new Set([...reserved, ...first]),
    properties: new Set(others.map(({ hubspot }) => hubspot)),
    attributes: new Set(others.filter(({ direction }) => direction !== "to_hubspot").map(({ shopify }) => shopify)),
  };
}

type PairWays =
  | { readonly ways: readonly [Direction, ...Direction[]]; readonly fault: null }
  | { readonly ways: readonly []; readonly fault: PairFault };

const everyWay: readonly Direction[] = ["both", "to_hubspot", "to_shopify"];

/** The directions in which a field and a property can go together beside the others, the widest first, or why in none. */
export function findWays(field: ShopifyField, property: HubspotProperty, taken: Taken): PairWays {
  if (taken.reserved.has(property.name)) return { ways: [], fault: "key_field" };
  if (taken.properties.has(property.name)) return { ways: [], fault: "property_taken" };
  const checks = everyWay.map((way) => ({ way, check: checkMapping(field, property, way) }));
  const fitting = checks.filter(({ check }) => check.fits).map(({ way }) => way);
  const [first, ...rest] = fitting.filter((way) => way === "to_hubspot" || !taken.attributes.has(field.name));
  if (first) return { ways: [first, ...rest], fault: null };
  if (fitting.length > 0) return { ways: [], fault: "attribute_taken" };
  const faults = checks.flatMap(({ check }) => (check.fits ? [] : check.fault));
  return { ways: [], fault: faults.find((fault) => fault === "types_differ" || fault === "no_options") ?? "no_way" };
}

const fixedText = "fixed:";

/** The merchant's own text of a transform that writes one; null for any other. */
export function textOf(transform: string): string | null {
  return transform.startsWith(fixedText) ? transform.slice(fixedText.length) : null;
}

export const fixedTransform = (text: string): string => `${fixedText}${text}`;

/** The transforms of a pair in a direction, the best first; `fixed` is a text of the merchant's own. */
export function transformsOf(field: ShopifyField, property: HubspotProperty, direction: Direction): readonly string[] {
  const check = checkMapping(field, property, direction);
  if (!check.fits) return [];
  return direction === "to_hubspot" && property.type === "string" ? [...check.transforms, "fixed"] : check.transforms;
}
