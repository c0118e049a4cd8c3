import { sellVariant } from "#sandbox/shopify/state/sell-variant.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import { listByLineName } from "./fill-orders.ts";
import type { RowProblem, ShopFolder } from "./shop-folder.ts";

/** Puts a seed's checkouts into the shop; returns what it refused. Customers and products go first. */
export function fillCheckouts(state: ShopState, folder: ShopFolder): RowProblem[] {
  const sold = listByLineName(state.products.list());
  return folder.extras.checkouts.flatMap((checkout, index): RowProblem[] => {
    const customer = checkout.customerId === null ? undefined : state.customers.get(Number(checkout.customerId));
    const outcome = state.checkouts.load({
      token: checkout.token,
      customerId: customer?.id ?? null,
      email: checkout.email,
      ...(checkout.phone !== undefined && { phone: checkout.phone }),
      createdAt: checkout.createdAt,
      completedAt: checkout.completedAt,
      currency: checkout.currency,
      ...(checkout.discountCode !== undefined && { discountCodes: [checkout.discountCode] }),
      ...(checkout.discount !== undefined && { discount: checkout.discount }),
      ...(checkout.shipping !== undefined && { shipping: checkout.shipping }),
      lineItems: checkout.lineItems.map(({ name, sku, quantity, price }) => {
        const bySku = sku === null ? undefined : state.products.findVariantIdBySku(sku);
        const found = bySku === undefined ? sold.get(name) : state.products.findVariant(bySku);
        return found ? { ...sellVariant(found, quantity), sku, price } : { title: name, sku, quantity, price };
      }),
    });
    if (outcome.ok) return [];
    const reason = outcome.errors.map((error) => error.message).join("; ");
    return [{ file: "seed.json", row: index + 1, reason: `checkouts: ${reason}` }];
  });
}
