import { lineName, lineWord } from "./describe-order.ts";
import { fromMinor } from "./money.ts";
import type { DiscountAllocationRecord, LineItemRecord, OrderRecord, TaxLineRecord } from "./order-records.ts";
import { lineTotals } from "./order-totals.ts";
import type { AddressRecord } from "./records.ts";

export function linePayload(order: OrderRecord, line: LineItemRecord): Record<string, unknown> {
  const lineDiscount = fromMinor(lineTotals(order, line).lineDiscount, order.currency);
  return {
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: line.fulfillableQuantity,
    fulfillment_service: "manual",
    fulfillment_status: lineWord(order, line),
    gift_card: line.giftCard,
    grams: line.grams,
    name: lineName(line),
    price: line.price,
    price_set: moneySet(line.price, order.currency),
    product_exists: line.productId !== null,
    product_id: line.productId,
    properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: lineDiscount,
    total_discount_set: moneySet(lineDiscount, order.currency),
    variant_id: line.variantId,
    variant_inventory_management: null,
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: line.taxLines.map((tax) => taxPayload(tax, order.currency)),
    duties: [],
    discount_allocations: line.discounts.map((part) => allocationPayload(part, order.currency)),
  };
}

export function moneySet(amount: string, currency: string): Record<string, unknown> {
  const money = { amount, currency_code: currency };
  return { shop_money: money, presentment_money: money };
}

export function taxPayload(tax: TaxLineRecord, currency: string): Record<string, unknown> {
  return {
    channel_liable: false,
    price: tax.amount,
    price_set: moneySet(tax.amount, currency),
    rate: Number(tax.rate),
    title: tax.title,
  };
}

export function allocationPayload(part: DiscountAllocationRecord, currency: string): Record<string, unknown> {
  const { amount, index } = part;
  return { amount, discount_application_index: index, amount_set: moneySet(amount, currency) };
}

/** Addresses of orders have no id, and their place on the map. */
export function orderAddressPayload(address: AddressRecord): Record<string, unknown> {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: [address.firstName, address.lastName].filter(Boolean).join(" ") || null,
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}
