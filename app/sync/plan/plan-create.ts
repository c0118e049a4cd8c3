import type { SyncObjectDefinition } from "../definition.ts";
import { attributeKindsOf } from "../limits/attribute-kinds.ts";
import { findUnmetCondition, limitOf } from "../limits/check-limit.ts";
import { mapTo } from "../mapping/map-value.ts";
import type { MappingContext } from "../mapping/transform.ts";
import type { ObjectSettings } from "../ports.ts";
import type { Side, SideRecord, Value } from "../record.ts";
import { activeFields } from "./active-fields.ts";
import { excludeByLimit } from "./exclude-by-limit.ts";
import { isLeftOut } from "./left-out.ts";
import type { Plan, SkippedField } from "./plan.ts";

export interface CreateInput {
  readonly definition: SyncObjectDefinition;
  readonly settings: ObjectSettings;
  readonly shop: string;
  /** the record that has no counterpart */
  readonly source: SideRecord;
  /** a shop of the same portal has linked or made it */
  readonly ofOtherShop: boolean;
  /** fields that a vendor refused a moment ago */
  readonly refused: readonly SkippedField[];
}

/** `shop:id`, the value of our unique property: makes a creation in HubSpot safe to repeat. */
export function recordKey(shop: string, shopifyId: string): string {
  return `${shop}:${shopifyId}`;
}

/** Plans the missing counterpart of a lone record, where the merchant's settings want one. */
export function planCreate(input: CreateInput): Plan {
  return input.source.side === "shopify" ? createInHubspot(input) : createInShopify(input);
}

function createInHubspot(input: CreateInput): Plan {
  const { definition, settings, source } = input;
  if (settings.direction === "to_shopify") return exclude("wrong_direction");
  const { values, skipped } = mapAll(input, "hubspot");
  const failure = findMatchFailure(definition, skipped);
  if (failure) return { kind: "fail", reason: failure.reason, details: { field: failure.field } };
  const name = definition.keyAttribute && source.values[definition.keyAttribute];
  const key = { [definition.hubspot.keyProperty]: recordKey(input.shop, name || source.id) };
  return { kind: "create", side: "hubspot", values: { ...values, ...key }, skipped };
}

/** A choice of its own, bound to the limit, and only with a match key: without one a lost answer would leave a duplicate. */
function createInShopify(input: CreateInput): Plan {
  const { definition, settings } = input;
  if (settings.direction === "to_hubspot") return exclude("wrong_direction");
  if (input.ofOtherShop) return exclude("other_shop");
  if (isGuest(input)) return exclude("guest");
  if (!settings.createInShopify) return exclude("creation_off");
  const { values, skipped } = mapAll(input, "shopify");
  const failure = findMatchFailure(definition, skipped);
  if (failure) return { kind: "fail", reason: failure.reason, details: { field: failure.field } };
  if (definition.match.every(({ shopify }) => !values[shopify]))
    return exclude(definition.match[0]?.shopify === "email" ? "no_email" : "no_key");
  const unmet = findUnmetCondition(limitOf(settings), { values }, attributeKindsOf(definition));
  return unmet ? excludeByLimit(unmet) : { kind: "create", side: "shopify", values, skipped };
}

function mapAll(input: CreateInput, side: Side): { values: Record<string, Value>; skipped: SkippedField[] } {
  const context: MappingContext = {
    shopify: side === "hubspot" ? input.source.values : {},
    hubspot: side === "shopify" ? input.source.values : {},
  };
  const values: Record<string, Value> = {};
  const skipped: SkippedField[] = [];
  const wrongWay = side === "hubspot" ? "to_shopify" : "to_hubspot";
  for (const { field, direction } of activeFields(input.definition, input.settings)) {
    if (direction === wrongWay) continue;
    const refused = input.refused.find((entry) => entry.field === field.hubspot);
    const result = mapTo(field, side, context);
    if (refused || !result.ok)
      skipped.push(refused ?? { field: field.hubspot, reason: result.ok ? "unexpected" : result.reason });
    else if (result.value !== null) values[side === "hubspot" ? field.hubspot : field.shopify] = result.value;
  }
  return { values, skipped };
}

/** Without its match key a record would be made again and again; one that may be taken is no hindrance, for our own key does as well. */
function findMatchFailure(
  definition: SyncObjectDefinition,
  skipped: readonly SkippedField[],
): SkippedField | undefined {
  return skipped.find(
    (entry) => definition.match.some(({ hubspot }) => hubspot === entry.field) && !isLeftOut(definition, entry),
  );
}

/** A contact that we made for a guest's order: who bought without an account is not to get one. */
function isGuest({ definition, shop, source }: CreateInput): boolean {
  return source.values[definition.hubspot.keyProperty]?.startsWith(recordKey(shop, "guest-")) === true;
}

function exclude(reason: "wrong_direction" | "other_shop" | "creation_off" | "guest" | "no_email" | "no_key"): Plan {
  return { kind: "exclude", reason, details: null };
}
