import type { MainObjectKey } from "#app/sync/record.ts";
import type { PropertyDeps } from "./list-hubspot-properties.ts";
import { listHubspotProperties } from "./list-hubspot-properties.ts";
import type { FieldDeps } from "./list-shopify-fields.ts";
import { listShopifyFields, missingReadScopes } from "./list-shopify-fields.ts";
import type { OutOfReach } from "./unavailable.ts";
import { unlessOutOfReach } from "./unavailable.ts";

type Listing<List extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<List>> | OutOfReach;

export interface MappingChoices {
  readonly shopify: Listing<typeof listShopifyFields>;
  readonly hubspot: Listing<typeof listHubspotProperties>;
  /** what Shopify must grant before it lists the object's metafields */
  readonly shopifyScopes: readonly string[];
}

/** What can be mapped of an object on both sides. One side that cannot be asked does not keep the other from being shown. */
export async function listMappingChoices(
  deps: FieldDeps & PropertyDeps,
  input: { readonly shop: string; readonly object: MainObjectKey },
): Promise<MappingChoices> {
  const [shopify, hubspot, shopifyScopes] = await Promise.all([
    unlessOutOfReach(() => listShopifyFields(deps, input)),
    unlessOutOfReach(() => listHubspotProperties(deps, input)),
    missingReadScopes(deps.db, input.shop, input.object),
  ]);
  return { shopify, hubspot, shopifyScopes };
}
