import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf, startRecord } from "#sandbox/hubspot/crm/object-type.ts";
import { inGroup, recordProperties } from "#sandbox/hubspot/crm/standard-property.ts";

const GROUP = "productinformation";
const { text, textarea, number, select, owner, readOnly } = inGroup(GROUP);

/** HubSpot has no schema scope for products: their definitions need the old e-commerce scope. */
const SCHEMA = { read: ["e-commerce", "crm.objects.products.read"], write: ["e-commerce"] };

export const products: ObjectType = {
  typeId: "0-7",
  singular: "product",
  plural: "products",
  legacyName: "PRODUCT",
  label: { one: "Product", many: "Products" },
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "createdate",
  defaultProperties: ["name", "description", "price"],
  searchableProperties: ["name", "description", "price", "hs_sku"],
  listProperties: ["hs_sku", "price"],
  nameProperties: ["name"],
  groups: [{ name: GROUP, label: "Product information" }],
  properties: [
    text("name", "Name"),
    text("hs_sku", "SKU", { unique: true }),
    number("price", "Unit price", { notNegative: true }),
    textarea("description", "Product description"),
    number("hs_cost_of_goods_sold", "Unit cost", { notNegative: true }),
    text("hs_url", "URL"),
    text("hs_images", "Image URL"),
    select("hs_product_type", "Product Type", [
      ["inventory", "Inventory"],
      ["non_inventory", "Non-inventory"],
      ["service", "Service"],
    ]),
    text("hs_folder", "Folder"),
    number("tax", "Tax"),
    owner("hubspot_owner_id", "Owner"),
    readOnly("createdate", "Create Date", "datetime"),
    ...recordProperties(GROUP),
  ],
  scopes: scopesOf("products", SCHEMA),
  canMerge: false,
  startValues: startRecord,
};
