import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import { fittingProperty } from "#app/sync/mapping/fitting-property.ts";
import { propertyNameOf } from "#app/sync/mapping/property-name.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { definitionInUse } from "../definition-in-use.ts";
import type { FieldDeps } from "./list-shopify-fields.ts";
import { readShopifyFields } from "./list-shopify-fields.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";

export interface CreatePropertyDeps extends FieldDeps {
  readonly db: Db;
  readonly hubspot: Pick<HubspotPorts, "createProperty">;
}

export interface CreatePropertyInput {
  readonly shop: string;
  readonly object: MainObjectKey;
  /** attribute or metafield that the property is for */
  readonly field: string;
  readonly label: string;
  /** internal name; default: made of the label */
  readonly name?: string;
}

export type CreatedProperty =
  | { readonly kind: "created"; readonly property: PropertyFacts }
  | { readonly kind: "unknown_field" }
  /** `code`: `property_name_invalid`, `property_conflict` or `property_refused`. Locale keys `property_faults.<code>` */
  | { readonly kind: "refused"; readonly code: string };

const refusals: ReadonlySet<string> = new Set(["property_name_invalid", "property_conflict", "property_refused"]);

/**
 * The portal has a property of the type that fits the Shopify field afterwards, in our group, its options being the values that the shop
 * allows. Safe to repeat: a property of the name and type that is there is taken for it.
 */
export async function createProperty(
  deps: CreatePropertyDeps,
  { shop, object, field, label, name = propertyNameOf(label) }: CreatePropertyInput,
): Promise<CreatedProperty | Unavailable> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  return await unlessUnavailable(async (): Promise<CreatedProperty> => {
    const found = (await readShopifyFields(deps, shop, object)).find((one) => one.name === field);
    if (!found) return { kind: "unknown_field" };
    const description = `From Shopify, kept in step by Tandem: ${found.label ?? field}`;
    const definition = await definitionInUse(deps.db, connection, object);
    const wanted = { ...fittingProperty(found, found.choices), name, label, description };
    try {
      return { kind: "created", property: await deps.hubspot.createProperty(connection, object, wanted, definition) };
    } catch (error) {
      if (error instanceof SyncError && refusals.has(error.code)) return { kind: "refused", code: error.code };
      throw error;
    }
  });
}
