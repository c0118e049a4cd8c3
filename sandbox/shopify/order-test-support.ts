import { afterEach, expect } from "vitest";
import { openShopify, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

export const SCOPES = [
  "read_customers",
  "write_customers",
  "read_products",
  "write_orders",
  "write_order_edits",
  "write_fulfillments",
  "write_merchant_managed_fulfillment_orders",
];

/** A stand-in whose app may write orders, with short ways to place one and to read answers. */
export async function openOrders() {
  shop = await openShopify();
  shop.shopify.setScopes(SHOP, SCOPES);
  const { state, ask } = shop;
  /** The data of an answer without errors, read by paths such as "order.name". */
  const data = async (query: string, variables: object = {}): Promise<(path: string) => unknown> => {
    const { body } = await ask(query, variables);
    expect(body.errors).toBeUndefined();
    return (path) =>
      path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], body.data);
  };
  const place = (seed: Partial<Parameters<typeof state.orders.place>[0]> = {}) => {
    const placed = state.orders.place({
      email: "a@example.com",
      shipping: "5.00",
      shippingTitle: "Express",
      taxRate: "0.1",
      ...seed,
      lineItems: seed.lineItems ?? [{ title: "Bowl", variantTitle: "Blue", sku: "B", quantity: 3, price: "10.00" }],
    });
    if (!placed.ok) throw new Error(JSON.stringify(placed.errors));
    return { ...placed.value, gid: `gid://shopify/Order/${placed.value.id}` };
  };
  return { ...shop, data, place };
}
