import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { asOrder } from "#sandbox/shopify/state/checkout-payload.ts";
import type { CheckoutRecord } from "#sandbox/shopify/state/checkout-records.ts";
import { isAbandoned } from "#sandbox/shopify/state/checkouts.ts";
import { amountOf } from "#sandbox/shopify/state/order-totals.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { renderPage } from "../layout.ts";
import { tellState } from "./record-lists.ts";
import { choosePage, renderList } from "./table.ts";

export function listOrders(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const base = `/store/${shop.state.shop.handle}`;
  const list = choosePage(request, shop.state.orders.list().toReversed(), (order) => [
    order.name,
    order.email,
    order.phone,
  ]);
  const headings = ["Order", "Date", "Customer", "Total", "Payment", "Fulfilment", "Items"];
  const table = renderList(list, "orders", headings, (order) => [
    html`<a href="${base}/orders/${order.id}">${order.name}</a>`,
    order.processedAt.slice(0, 10),
    order.customerId === null
      ? (order.email ?? "Guest")
      : html`<a href="${base}/customers/${order.customerId}">${order.email ?? order.phone ?? "Customer"}</a>`,
    `${amountOf(order, "currentTotal")} ${order.currency}`,
    order.cancelledAt === null ? tellState(order.financialStatus) : `${tellState(order.financialStatus)}, cancelled`,
    tellState(order.fulfillmentStatus),
    order.lineItems.reduce((sum, line) => sum + line.currentQuantity, 0),
  ]);
  const main = html`<h1>Orders</h1><p><a class="button primary" href="${base}/orders/new">Place order</a></p>${table}`;
  return renderPage(admin, shop, request, { title: "Orders", section: "orders", main });
}

export function listCheckouts(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const base = `/store/${shop.state.shop.handle}/checkouts`;
  const list = choosePage(request, shop.state.checkouts.list().toReversed(), (checkout) => [
    checkout.email,
    checkout.phone,
    checkout.token,
  ]);
  const headings = ["Checkout", "Date", "Buyer", "Total", "State", "Items"];
  const table = renderList(list, "checkouts", headings, (checkout) => [
    html`<a href="${base}/${checkout.id}">#${checkout.id}</a>`,
    checkout.createdAt.slice(0, 10),
    checkout.email ?? checkout.phone ?? "Unknown",
    `${amountOf(asOrder(checkout), "total")} ${checkout.currency}`,
    tellCheckout(checkout),
    checkout.lineItems.reduce((sum, line) => sum + line.quantity, 0),
  ]);
  const main = html`<h1>Abandoned checkouts</h1><p><a class="button primary" href="${base}/new">Start checkout</a></p>${table}`;
  return renderPage(admin, shop, request, { title: "Abandoned checkouts", section: "checkouts", main });
}

export function tellCheckout(checkout: CheckoutRecord): string {
  if (checkout.completedAt) return "Recovered";
  return isAbandoned(checkout) ? "Not recovered" : "Not listed: no contact";
}
