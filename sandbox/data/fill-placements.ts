import type { OrderRecord } from "#sandbox/shopify/state/order-records.ts";
import type { LineItemSeed } from "#sandbox/shopify/state/orders.ts";
import type { Outcome } from "#sandbox/shopify/state/records.ts";
import { sellVariant } from "#sandbox/shopify/state/sell-variant.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { Sold } from "./fill-orders.ts";
import { listByLineName } from "./fill-orders.ts";
import type { PlacementAct, RowProblem, ShopFolder } from "./shop-folder.ts";

/** Places a seed's orders and does to each what happened to it; returns what the shop refused. */
export function fillPlacements(state: ShopState, folder: ShopFolder): RowProblem[] {
  const sold = listByLineName(state.products.list());
  return folder.extras.placements.flatMap((placement, index): RowProblem[] => {
    const isPaidAtOnce = placement.acts[0]?.kind === "pay";
    const placed = state.orders.load({
      name: placement.name,
      customerId: state.customers.findByEmail(placement.email)?.id ?? null,
      email: placement.email,
      currency: placement.currency,
      createdAt: placement.createdAt,
      shipping: placement.shipping,
      shippingTitle: "Standard",
      financialStatus: isPaidAtOnce ? "PAID" : "PENDING",
      ...(placement.checkoutToken !== undefined && { checkoutToken: placement.checkoutToken }),
      ...(placement.discountCode !== undefined && { discountCodes: [placement.discountCode] }),
      ...(placement.discountPercent !== undefined && { discountPercent: placement.discountPercent }),
      ...(placement.taxRate !== undefined && { taxRate: placement.taxRate }),
      lineItems: placement.lineItems.map((line) => toLine(sold, line)),
    });
    const acts = isPaidAtOnce ? placement.acts.slice(1) : placement.acts;
    const outcome = acts.reduce(
      (before, act) => (before.ok ? perform(state, sold, before.value, act) : before),
      placed,
    );
    if (outcome.ok) return [];
    const reason = outcome.errors.map((error) => error.message).join("; ");
    return [{ file: "seed.json", row: index + 1, reason: `placements: ${reason}` }];
  });
}

function toLine(sold: Map<string, Sold>, line: { name: string; quantity: number; price: string }): LineItemSeed {
  const found = sold.get(line.name);
  const { quantity, price } = line;
  return found ? { ...sellVariant(found, quantity), price } : { title: line.name, quantity, price };
}

function perform(
  state: ShopState,
  sold: Map<string, Sold>,
  order: OrderRecord,
  act: PlacementAct,
): Outcome<OrderRecord> {
  const { orders } = state;
  const lineId = (place: number): number => order.lineItems[place]?.id ?? -1;
  const named = (lines: { line: number; quantity: number }[] = []) =>
    lines.map(({ line, quantity }) => ({ lineItemId: lineId(line), quantity }));
  if (act.kind === "pay") return orders.markAsPaid(order.id);
  if (act.kind === "deliver") return orders.deliver(order.id);
  if (act.kind === "cancel") return orders.cancel(order.id, { reason: act.reason, refund: act.refund, restock: true });
  if (act.kind === "fulfil") {
    const url = `https://carrier.example/track/${act.tracking}`;
    return orders.fulfil(order.id, act.tracking ? { tracking: [{ company: "UPS", number: act.tracking, url }] } : {});
  }
  if (act.kind === "refund") {
    const lines = named(act.lines).map((line) => ({ ...line, restockType: "RETURN" as const }));
    return orders.refund(order.id, { lines, ...(act.shipping && { shipping: "all" }) });
  }
  return orders.edit(order.id, { quantities: named(act.quantities), ...(act.add && { add: [toLine(sold, act.add)] }) });
}
