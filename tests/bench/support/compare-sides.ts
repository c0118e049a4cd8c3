import type { OrderShop } from "./order-shop.ts";

const [order, line, contact] = ["0-123", "0-8", "0-1"];

/** Orders, lines and their associations on both sides, and how many of them are there twice. Each row's two counts must agree. */
export function compareSides({ shop, portal }: Pick<OrderShop, "shop" | "portal">): Record<string, object> {
  const orders = shop.orders.list();
  const lines = orders.reduce((sum, { lineItems }) => sum + lineItems.length, 0);
  const row = (shopify: number, hubspot: number, twice?: number) => ({
    Shopify: shopify,
    HubSpot: hubspot,
    agree: shopify === hubspot && (twice ?? 0) === 0,
    ...(twice !== undefined && { twice }),
  });
  return {
    orders: row(orders.length, portal.space(order).records.count(), repeated(portal, order, "tandem_order_key")),
    "line items": row(lines, portal.space(line).records.count(), repeated(portal, line, "tandem_line_key")),
    "order → contact": row(
      orders.filter(({ customerId }) => customerId !== null).length,
      portal.associations.count(order, contact),
    ),
    "line item → order": row(lines, portal.associations.count(line, order)),
  };
}

/** How many records bear a key that another one bears. */
function repeated(portal: OrderShop["portal"], typeId: string, property: string): number {
  const seen = new Set<string>();
  let twice = 0;
  for (const record of portal.space(typeId).records.list()) {
    const key = record.values.get(property) ?? "";
    if (key === "" || seen.has(key)) twice += 1;
    seen.add(key);
  }
  return twice;
}
