import type { FieldDefinition, PropertyDefinition, SyncObjectDefinition } from "#app/sync/definition.ts";
import type { ObjectKey } from "#app/sync/record.ts";

const text = (label: string): PropertyDefinition => ({ label, description: label, type: "string", fieldType: "text" });

const plain = (shopify: string, hubspot: string, transform = "text"): FieldDefinition => ({
  shopify,
  hubspot,
  direction: "to_hubspot",
  transform,
});

const ours = (shopify: string, hubspot: string, property = text(hubspot)): FieldDefinition => ({
  ...plain(shopify, hubspot),
  property,
});

type Sample = Pick<SyncObjectDefinition, "key" | "fields"> &
  Partial<Pick<SyncObjectDefinition, "match" | "parent" | "children">> & {
    readonly hubspot: Pick<SyncObjectDefinition["hubspot"], "objectType" | "objectTypeId" | "keyProperty"> &
      Partial<SyncObjectDefinition["hubspot"]>;
  };

function sample({ key, fields, hubspot, ...more }: Sample): SyncObjectDefinition {
  return {
    key,
    shopify: { gidType: "Sample", topics: [], scopes: [] },
    hubspot: {
      scopes: [],
      modifiedProperty: "hs_lastmodifieddate",
      shopProperty: "tandem_shop",
      watchedProperties: [],
      ...hubspot,
    },
    direction: "to_hubspot",
    match: [],
    fields: [...fields, ours("shop", "tandem_shop")],
    consent: null,
    onDelete: { shopify: "keep", hubspot: "tombstone" },
    searchKeys: [],
    ...more,
  };
}

/**
 * Small definitions of every kind of HubSpot object for tests of the adapter: what it does must follow from a definition and not from
 * which one it is.
 */
const sampleDefinitions: Readonly<Partial<Record<ObjectKey, SyncObjectDefinition>>> = {
  customers: sample({
    key: "customers",
    hubspot: {
      objectType: "contacts",
      objectTypeId: "0-1",
      keyProperty: "tandem_customer_key",
      modifiedProperty: "lastmodifieddate",
    },
    fields: [plain("email", "email", "email"), plain("firstName", "firstname")],
  }),
  companies: sample({
    key: "companies",
    hubspot: { objectType: "companies", objectTypeId: "0-2", keyProperty: "tandem_company_key" },
    match: [{ shopify: "domain", hubspot: "domain", transform: "text", lookup: "index" }],
    fields: [plain("name", "name"), plain("domain", "domain")],
  }),
  products: sample({
    key: "products",
    hubspot: { objectType: "products", objectTypeId: "0-7", keyProperty: "tandem_variant_key" },
    fields: [
      plain("title", "name"),
      { ...plain("sku", "hs_sku"), mayBeTaken: true },
      plain("price", "price", "number"),
      ours("status", "tandem_status", {
        label: "Status",
        description: "Status",
        type: "enumeration",
        fieldType: "select",
        options: [
          { label: "Active", value: "active" },
          { label: "Draft", value: "draft" },
        ],
      }),
    ],
  }),
  orders: sample({
    key: "orders",
    hubspot: {
      objectType: "orders",
      objectTypeId: "0-123",
      keyProperty: "tandem_order_key",
      composed: { storeOrderKey: ["hs_source_store", "hs_external_order_id"] },
      extraProperties: ["hs_tags"],
    },
    match: [{ shopify: "storeOrderKey", hubspot: "storeOrderKey", transform: "text", lookup: "index" }],
    fields: [
      plain("name", "hs_order_name"),
      plain("currency", "hs_currency_code"),
      plain("total", "hs_total_price", "number"),
      plain("pipelineId", "hs_pipeline"),
      plain("stageId", "hs_pipeline_stage"),
      plain("note", "hs_order_note", "multiline"),
    ],
    children: { object: "order_lines" },
  }),
  order_lines: sample({
    key: "order_lines",
    hubspot: { objectType: "line_items", objectTypeId: "0-8", keyProperty: "tandem_line_key" },
    fields: [plain("title", "name"), plain("quantity", "quantity", "number"), plain("price", "price", "number")],
    parent: { object: "orders", associationTypeId: 514 },
  }),
  carts: sample({
    key: "carts",
    hubspot: { objectType: "carts", objectTypeId: "0-142", keyProperty: "tandem_cart_key" },
    fields: [plain("name", "hs_cart_name"), plain("currency", "hs_currency_code"), plain("url", "hs_cart_url")],
    children: { object: "cart_lines" },
  }),
  cart_lines: sample({
    key: "cart_lines",
    hubspot: { objectType: "line_items", objectTypeId: "0-8", keyProperty: "tandem_line_key" },
    fields: [plain("title", "name"), plain("quantity", "quantity", "number")],
    parent: { object: "carts", associationTypeId: 591 },
  }),
};

/** @throws Error for an object without a sample. */
export function sampleDefinition(key: ObjectKey): SyncObjectDefinition {
  const found = sampleDefinitions[key];
  if (!found) throw new Error(`no sample of ${key}`);
  return found;
}
