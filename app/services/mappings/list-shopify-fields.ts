import type { AdminClient } from "#app/shopify/admin-client.ts";
import type { MetafieldDefinition } from "#app/shopify/metafields/read-definitions.ts";
import { readMetafieldDefinitions } from "#app/shopify/metafields/read-definitions.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { ShopifyField } from "#app/sync/mapping/check-mapping.ts";
import type { MetafieldOf } from "#app/sync/mapping/effective-definition.ts";
import { metafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import { shopifyFieldsOf } from "#app/sync/mapping/shopify-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { definitionInUse } from "../definition-in-use.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";

export interface FieldDeps {
  readonly db: Db;
  readonly admin: AdminClient;
}

/** A field as a merchant chooses it. */
export interface ListedField extends ShopifyField, MetafieldOf {
  /** locale key of an attribute; null for metafields, which the merchant named */
  readonly labelKey: string | null;
  /** the merchant's name of a metafield; null for attributes */
  readonly label: string | null;
  /** values that the shop allows; absent when it allows any */
  readonly choices?: readonly string[];
}

/** Every field of an object's records in Shopify that can be mapped: its attributes, then the metafields that the shop defines. */
export async function listShopifyFields(
  deps: FieldDeps,
  { shop, object }: { readonly shop: string; readonly object: MainObjectKey },
): Promise<{ readonly kind: "listed"; readonly fields: readonly ListedField[] } | Unavailable> {
  if (!(await activeConnection(deps.db, shop))) return { kind: "not_connected" };
  return await unlessUnavailable(async () => ({ kind: "listed", fields: await readShopifyFields(deps, shop, object) }));
}

/** @throws SyncError reconnect `missing_scope` when the shop does not let the app read the object */
export async function readShopifyFields(
  { db, admin }: FieldDeps,
  shop: string,
  object: MainObjectKey,
): Promise<readonly ListedField[]> {
  const connection = await activeConnection(db, shop);
  const definition = connection ? await definitionInUse(db, connection, object) : syncObject(object);
  await checkScopes(db, shop, object);
  const attributes = shopifyFieldsOf(definition).map((field): ListedField => {
    return { ...field, labelKey: `fields.${field.name}`, label: null, ofVariant: false, ofLocation: false };
  });
  const metafields = await readMetafieldDefinitions(admin, { shop, lane: "live", object });
  return [...attributes, ...metafields.map((metafield) => toField(definition, metafield))];
}

function toField(definition: SyncObjectDefinition, metafield: MetafieldDefinition): ListedField {
  const { namespace, key, name, type, ofVariant, ofLocation, choices, writable } = metafield;
  return {
    name: metafieldAttribute(namespace, key, metafield),
    type,
    // Of what a location's company holds in HubSpot Shopify alone decides.
    writable: writable && !ofLocation && definition.direction !== "to_hubspot",
    labelKey: null,
    label: name,
    ofVariant,
    ofLocation,
    ...(choices ? { choices } : {}),
  };
}

/** Without the scope Shopify lists no definitions, as if there were none. */
async function checkScopes(db: Db, shop: string, object: MainObjectKey): Promise<void> {
  const missing = await missingReadScopes(db, shop, object);
  if (missing.length === 0) return;
  throw new SyncError("reconnect", { code: "missing_scope", details: { scopes: missing.join(" ") } });
}

/** Scopes that the shop has not granted and without which an object cannot be read there. */
export async function missingReadScopes(db: Db, shop: string, object: MainObjectKey): Promise<readonly string[]> {
  const granted = new Set((await findShop(db, shop))?.scopes ?? []);
  return syncObject(object).shopify.scopes.filter((scope) => {
    // Whoever may write may read: Shopify then names the former alone.
    const isGranted = granted.has(scope) || granted.has(scope.replace(/^read_/, "write_"));
    return scope.startsWith("read_") && !isGranted;
  });
}
