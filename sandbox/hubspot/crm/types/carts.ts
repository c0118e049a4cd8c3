import { money } from "#sandbox/hubspot/crm/derive-record.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf, startRecord } from "#sandbox/hubspot/crm/object-type.ts";
import { addressProperties, inGroup, recordProperties } from "#sandbox/hubspot/crm/standard-property.ts";

const GROUP = "cart_information";
const { text, number, moment, flag, currency, owner, readOnly } = inGroup(GROUP);

/** Carts have no pipeline: their state is the text of `hs_external_status`. */
export const carts: ObjectType = {
  typeId: "0-142",
  singular: "cart",
  plural: "carts",
  legacyName: "CART",
  label: { one: "Cart", many: "Carts" },
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "hs_createdate",
  defaultProperties: ["hs_cart_name", "hs_external_cart_id", "hs_external_status", "hs_total_price"],
  searchableProperties: ["hs_cart_name", "hs_external_cart_id", "hs_source_store", "hs_tags"],
  listProperties: ["hs_external_status", "hs_total_price"],
  nameProperties: ["hs_cart_name"],
  groups: [{ name: GROUP, label: "Cart information" }],
  properties: [
    text("hs_cart_name", "Cart Name"),
    text("hs_external_cart_id", "External Cart ID"),
    text("hs_external_status", "External Status"),
    text("hs_cart_url", "Cart URL"),
    text("hs_source_store", "Source Store"),
    currency("hs_currency_code", "Currency Code"),
    number("hs_total_price", "Total Price"),
    number("hs_subtotal_price", "Subtotal Price"),
    number("hs_cart_discount", "Cart Discount"),
    text("hs_discount_codes", "Discount Codes"),
    number("hs_tax", "Tax"),
    number("hs_shipping_cost", "Shipping Cost"),
    text("hs_tags", "Tags"),
    text("hs_external_token", "External Token"),
    moment("hs_external_created_date", "External Created Date"),
    moment("hs_external_modified_date", "External Modified Date"),
    text("hs_landing_site", "Landing Site"),
    text("hs_referring_site", "Referring Site"),
    text("hs_total_weight", "Total Weight"),
    flag("hs_buyer_accepts_marketing", "Buyer Accepts Marketing"),
    ...addressProperties(GROUP),
    owner("hubspot_owner_id", "Owner"),
    readOnly("hs_homecurrency_amount", "Amount in company currency", "number"),
    readOnly("hs_exchange_rate", "Exchange Rate", "number"),
    ...recordProperties(GROUP),
  ],
  scopes: scopesOf("carts"),
  canMerge: false,
  startValues: startRecord,
  derive: (_before, after, context) =>
    money(after, context, {
      currency: "hs_currency_code",
      total: "hs_total_price",
      inHome: "hs_homecurrency_amount",
    }),
};
