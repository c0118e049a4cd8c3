import type { ObjectType, WriteContext } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf, startRecord } from "#sandbox/hubspot/crm/object-type.ts";
import { inGroup, recordProperties } from "#sandbox/hubspot/crm/standard-property.ts";

const GROUP = "lineiteminformation";
const { text, textarea, number, currency, readOnly } = inGroup(GROUP);

/** There is a schema scope to read, none to write. */
const SCHEMA = {
  read: ["crm.schemas.line_items.read", "e-commerce", "crm.objects.line_items.read"],
  write: ["e-commerce"],
};

/** What a line item that names a product takes over from it, unless told otherwise. */
const FROM_PRODUCT = ["name", "price", "description", "hs_sku", "hs_cost_of_goods_sold", "hs_url", "hs_images"];

function takeFromProduct(after: Map<string, string>, { product }: WriteContext): void {
  const values = product(after.get("hs_product_id") ?? "");
  for (const name of values ? FROM_PRODUCT : []) {
    const value = values?.get(name);
    if (value && !after.has(name)) after.set(name, value);
  }
}

/** (price − discount) × quantity with two decimals; unset while there is no price. */
function amountOf(values: ReadonlyMap<string, string>): string {
  const price = values.get("price");
  if (!price) return "";
  const percentage = Number(values.get("hs_discount_percentage") || 0);
  const unitDiscount = values.get("discount") ? Number(values.get("discount")) : (Number(price) * percentage) / 100;
  const quantity = values.get("quantity") ? Number(values.get("quantity")) : 1;
  return String(Number(((Number(price) - unitDiscount) * quantity).toFixed(2)));
}

export const lineItems: ObjectType = {
  typeId: "0-8",
  singular: "line_item",
  plural: "line_items",
  legacyName: "LINE_ITEM",
  label: { one: "Line item", many: "Line items" },
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "createdate",
  defaultProperties: ["quantity", "amount", "price"],
  searchableProperties: ["name", "hs_sku", "hs_product_id"],
  listProperties: ["quantity", "amount"],
  nameProperties: ["name"],
  groups: [{ name: GROUP, label: "Line item information" }],
  properties: [
    text("name", "Name"),
    number("hs_product_id", "Product ID"),
    text("hs_sku", "SKU"),
    number("quantity", "Quantity"),
    number("price", "Unit price", { notNegative: true }),
    number("amount", "Net price", { readOnly: true, calculated: true }),
    number("discount", "Unit discount"),
    number("hs_discount_percentage", "Discount percentage"),
    number("tax", "Tax"),
    currency("hs_line_item_currency_code", "Currency"),
    text("hs_url", "URL"),
    text("hs_images", "Image URL"),
    textarea("description", "Description"),
    number("hs_cost_of_goods_sold", "Unit cost", { notNegative: true }),
    text("hs_tax_rate_group_id", "Tax rate group ID"),
    number("hs_position_on_quote", "Position on quote"),
    text("hs_external_id", "External ID", { discards: true }),
    readOnly("createdate", "Create Date", "datetime"),
    ...recordProperties(GROUP),
  ],
  scopes: scopesOf("line_items", SCHEMA),
  canMerge: false,
  mergesIdenticalCreates: true,
  startValues: startRecord,
  derive(before, after, context) {
    if (after.get("hs_product_id") !== before.get("hs_product_id")) takeFromProduct(after, context);
    const amount = amountOf(after);
    if (amount !== (after.get("amount") ?? "")) after.set("amount", amount);
  },
};
