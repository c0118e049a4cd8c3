import { metafieldOwners } from "#app/shopify/metafields/metafield-owners.ts";
import { limitFieldOf } from "#app/sync/limits/limit-fields.ts";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import type { LimitFieldFault } from "#app/sync/limits/metafield-comparison.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { FieldDeps, ListedField } from "../mappings/list-shopify-fields.ts";
import { listShopifyFields, missingReadScopes } from "../mappings/list-shopify-fields.ts";
import type { OutOfReach, Unavailable } from "../mappings/unavailable.ts";
import { unlessOutOfReach } from "../mappings/unavailable.ts";

/** A metafield that the shop defines, as a limit can ask for it. */
export interface LimitMetafield {
  readonly name: string;
  /** what the merchant calls it */
  readonly label: string;
  /** Shopify's name of its type */
  readonly type: string;
  /** null: it cannot be asked for */
  readonly field: LimitField | null;
  /** why not */
  readonly fault: LimitFieldFault | null;
}

export interface LimitMetafields {
  readonly metafields:
    | { readonly kind: "listed"; readonly fields: readonly LimitMetafield[] }
    | Unavailable
    | OutOfReach;
  /** what Shopify must grant before it lists them */
  readonly scopes: readonly string[];
}

/** The metafields of an object for its limit, those too that cannot be compared. */
export async function listLimitMetafields(
  deps: FieldDeps,
  { shop, object }: { readonly shop: string; readonly object: MainObjectKey },
): Promise<LimitMetafields> {
  if (metafieldOwners(object).length === 0) return { metafields: { kind: "listed", fields: [] }, scopes: [] };
  const [listed, scopes] = await Promise.all([
    unlessOutOfReach(() => listShopifyFields(deps, { shop, object })),
    missingReadScopes(deps.db, shop, object),
  ]);
  if (listed.kind !== "listed") return { metafields: listed, scopes };
  return { metafields: { kind: "listed", fields: listed.fields.flatMap(toMetafield) }, scopes };
}

/** None for what is no metafield. */
export function toMetafield({ name, label, type, choices }: ListedField): readonly LimitMetafield[] {
  if (parseMetafieldAttribute(name) === null) return [];
  const found = limitFieldOf({ name, type, choices });
  const named = { name, label: label ?? name, type };
  return [
    typeof found === "string" ? { ...named, field: null, fault: found } : { ...named, field: found, fault: null },
  ];
}
