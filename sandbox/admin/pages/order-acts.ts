import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { CancelReason, OrderRecord } from "#sandbox/shopify/state/order-records.ts";
import type { RefundInput } from "#sandbox/shopify/state/order-refunds.ts";
import type { Outcome } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import { readLines, readMoney } from "./form-parts.ts";
import { ordersPath, showOrder } from "./order-page.ts";

type Page = (admin: Admin, shop: AdminShop, request: StandInRequest) => StandInResponse;
type Act = (
  orders: ShopState["orders"],
  order: OrderRecord,
  form: URLSearchParams,
  state: ShopState,
) => Outcome<OrderRecord>;

/** A form that does one thing to an order: back to the order with a word on it, or with why not. */
const act =
  (notice: string, perform: Act): Page =>
  (admin, shop, request) => {
    const { orders } = shop.state;
    const order = orders.get(Number(request.params.id));
    if (order === undefined) return showOrder(admin, shop, request);
    const outcome = perform(orders, order, readForm(request), shop.state);
    return outcome.ok
      ? redirectTo(`${ordersPath(shop)}/${order.id}`, notice)
      : showOrder(admin, shop, request, outcome.errors);
  };

/** Lines whose quantity stands in the form, under this prefix. */
function readQuantities(order: OrderRecord, form: URLSearchParams, prefix: string) {
  return order.lineItems.flatMap((line) => {
    const text = form.get(`${prefix}-${line.id}`);
    return text === null || !/^\d+$/.test(text) ? [] : [{ lineItemId: line.id, quantity: Number(text) }];
  });
}

export const saveOrder = act("Order saved.", (orders, order, form) =>
  orders.update(order.id, {
    email: form.get("email") ?? undefined,
    note: form.get("note") ?? undefined,
    tags: (form.get("tags") ?? "").split(","),
  }),
);

export const payOrder = act("Order marked as paid.", (orders, order) => orders.markAsPaid(order.id));

export const fulfilOrder = act("Items fulfilled.", (orders, order, form) => {
  const text = (name: string): string | null => form.get(name)?.trim() || null;
  const tracking = { company: text("company"), number: text("number"), url: text("url") };
  const lines = readQuantities(order, form, "fulfil");
  return orders.fulfil(order.id, {
    ...(lines.length > 0 && { lines }),
    tracking: tracking.number || tracking.url ? [tracking] : [],
  });
});

export const deliverOrder = act("Shipments marked as delivered.", (orders, order) => orders.deliver(order.id));

export const refundOrder = act("Refund made.", (orders, order, form) => {
  const restockType = form.has("restock") ? "RETURN" : "NO_RESTOCK";
  const isAll = form.get("all") === "yes";
  const wanted = isAll
    ? order.lineItems.map((line) => ({ lineItemId: line.id, quantity: line.currentQuantity }))
    : readQuantities(order, form, "refund");
  const lines = wanted.filter(({ quantity }) => quantity > 0).map((line) => ({ ...line, restockType }) as const);
  const amount = isAll ? undefined : readMoney(form, "amount");
  const input: RefundInput = {
    lines,
    ...((isAll || form.has("shipping")) && { shipping: "all" }),
    ...(amount && { amount }),
  };
  return orders.refund(order.id, input);
});

export const cancelOrder = act("Order cancelled.", (orders, order, form) =>
  orders.cancel(order.id, {
    reason: (form.get("reason") ?? "OTHER") as CancelReason,
    refund: form.has("refund"),
    restock: form.has("restock"),
  }),
);

export const editOrder = act("Items saved.", (orders, order, form, state) =>
  orders.edit(order.id, { quantities: readQuantities(order, form, "edit"), add: readLines(state, form) }),
);

export function confirmOrderDelete(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const order = shop.state.orders.get(Number(request.params.id));
  if (order === undefined) return showOrder(admin, shop, request);
  const base = `${ordersPath(shop)}/${order.id}`;
  const main = html`<h1>Delete ${order.name}?</h1><section class="card"><p>This cannot be undone.</p>
<form method="post" action="${base}/delete"><a class="button" href="${base}">Keep</a> <button class="button critical">Delete order</button></form></section>`;
  return renderPage(admin, shop, request, { title: "Delete order", section: "orders", main });
}

export function deleteOrder(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const outcome = shop.state.orders.delete(Number(request.params.id));
  return outcome.ok ? redirectTo(ordersPath(shop), "Order deleted.") : showOrder(admin, shop, request);
}
