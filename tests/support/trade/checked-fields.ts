import type { ObjectKey, Value } from "#app/sync/record.ts";

/** A field as the checks see it, independently of the product's own mapping. */
export interface TradeField {
  readonly shopify: string;
  readonly hubspot: string;
  readonly twoWay: boolean;
  /** one form for what means the same */
  readonly normal: (value: Value | undefined) => Value;
}

const text = (value: Value | undefined): Value => value?.trim() || null;
const number = (value: Value | undefined): Value => (text(value) === null ? null : String(Number(value)));

const both = (shopify: string, hubspot: string, normal = text): TradeField => ({
  ...{ shopify, hubspot, normal },
  twoWay: true,
});
const oneWay = (shopify: string, hubspot: string, normal = text): TradeField => ({
  ...{ shopify, hubspot, normal },
  twoWay: false,
});

/** What is held equal on both sides. A SKU is apart, for several variants may share it. */
export const checkedFields: Readonly<Partial<Record<ObjectKey, readonly TradeField[]>>> = {
  customers: [both("firstName", "firstname"), oneWay("customerId", "tandem_customer_id")],
  companies: [both("name", "name"), both("note", "description"), oneWay("companyId", "tandem_company_id")],
  products: [
    both("name", "name"),
    both("price", "price", number),
    oneWay("sku", "tandem_sku"),
    oneWay("vendor", "tandem_vendor"),
    oneWay("variantId", "tandem_variant_id"),
  ],
  orders: [
    oneWay("note", "hs_order_note"),
    oneWay("totalPrice", "hs_total_price", number),
    oneWay("orderId", "tandem_order_id"),
    oneWay("stageId", "hs_pipeline_stage"),
  ],
  order_lines: [oneWay("quantity", "quantity", number), oneWay("name", "name"), oneWay("lineId", "tandem_line_id")],
  carts: [oneWay("totalPrice", "hs_total_price", number), oneWay("cartId", "hs_external_cart_id")],
  cart_lines: [oneWay("quantity", "quantity", number), oneWay("lineId", "tandem_line_id")],
};
