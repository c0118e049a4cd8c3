import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { lineName, sentUnits } from "#sandbox/shopify/state/describe-order.ts";
import type { OrderRecord } from "#sandbox/shopify/state/order-records.ts";
import type { OrderTotals } from "#sandbox/shopify/state/order-totals.ts";
import { amountOf, totalsOf } from "#sandbox/shopify/state/order-totals.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { renderPage } from "../layout.ts";
import { checkbox, choice, renderErrors, renderLinePicker, textField } from "./form-parts.ts";
import { tellState } from "./record-lists.ts";

const AMOUNTS: [keyof OrderTotals, string][] = [
  ["currentSubtotal", "Subtotal"],
  ["currentDiscounts", "Discounts, already taken off"],
  ["currentShipping", "Shipping"],
  ["currentTax", "Tax"],
  ["currentTotal", "Total"],
  ["total", "Total before returns"],
  ["received", "Received"],
  ["refunded", "Refunded"],
  ["outstanding", "To be paid"],
];
const REASONS = ["CUSTOMER", "INVENTORY", "FRAUD", "DECLINED", "STAFF", "OTHER"];

export const ordersPath = (shop: AdminShop): string => `/store/${shop.state.shop.handle}/orders`;

export function showOrder(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  errors: Refusal[] = [],
): StandInResponse {
  const order = shop.state.orders.get(Number(request.params.id));
  if (order === undefined) {
    const main = html`<h1>There is no such order</h1><p><a href="${ordersPath(shop)}">All orders</a></p>`;
    return renderPage(admin, shop, request, { title: "Not found", section: "orders", main, status: 404 });
  }
  const base = `${ordersPath(shop)}/${order.id}`;
  const main = html`<p><a href="${ordersPath(shop)}">Orders</a></p><h1>${order.name}</h1>${renderErrors(errors)}
<section class="card"><h2>Status</h2><dl><dt>Payment</dt><dd>${tellState(order.financialStatus)}</dd><dt>Fulfilment</dt><dd>${tellState(order.fulfillmentStatus)}</dd>
<dt>Buyer</dt><dd>${renderBuyer(shop, order)}</dd>${order.cancelReason && html`<dt>Cancelled</dt><dd>${tellState(order.cancelReason)}</dd>`}
<dt>Order ID</dt><dd>${order.id}</dd>${order.checkoutToken && html`<dt>Checkout</dt><dd>${order.checkoutToken}</dd>`}</dl></section>
${renderLines(order)}
<section class="card"><h2>Amounts</h2><dl>${AMOUNTS.map(([name, label]) => html`<dt>${label}</dt><dd>${amountOf(order, name)} ${order.currency}</dd>`)}</dl></section>
${renderActs(shop.state, order, base)}
<section class="card"><h2>Note and tags</h2><form method="post" action="${base}">${textField("email", "E-mail", { email: order.email ?? "" })}
<p class="field"><label for="note">Note</label><textarea id="note" name="note" rows="3" dir="auto">${order.note}</textarea></p>
${textField("tags", "Tags, separated by commas", { tags: order.tags.join(", ") })}<button class="button">Save</button></form></section>
${renderTimeline(order)}
<section class="card"><h2>Delete</h2><p><a class="button critical" href="${base}/delete">Delete order</a></p></section>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: `Order ${order.name}`, section: "orders", main, status });
}

function renderBuyer(shop: AdminShop, order: OrderRecord): Markup | string {
  const who = order.email ?? order.phone ?? "Guest";
  if (order.customerId === null) return who;
  return html`<a href="/store/${shop.state.shop.handle}/customers/${order.customerId}">${who}</a>`;
}

function renderLines(order: OrderRecord): Markup {
  const headings = ["Product", "SKU", "Price", "Ordered", "Left", "Sent"];
  return html`<h2>Items</h2><div class="card scroll" tabindex="0" role="region" aria-label="Items"><table><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${order.lineItems.map(
    (
      line,
    ) => html`<tr><th scope="row"><bdi>${lineName(line)}</bdi></th><td>${line.sku}</td><td>${line.price}</td><td>${line.quantity}</td>
<td>${line.currentQuantity}</td><td>${sentUnits(order, line)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** The forms of what can still be done to this order, and of nothing else. */
function renderActs(state: ShopState, order: OrderRecord, base: string): Markup {
  const { outstanding, received, refunded } = totalsOf(order);
  const isLeft = order.lineItems.some((line) => line.fulfillableQuantity > 0);
  const isSent = order.fulfillments.some(
    ({ status, events }) => status === "SUCCESS" && events.at(-1)?.status !== "DELIVERED",
  );
  const isOpen = order.cancelledAt === null;
  return html`${isOpen && outstanding > 0n && html`<section class="card"><h2>Payment</h2><form method="post" action="${base}/pay"><button class="button primary">Mark as paid</button></form></section>`}
${
  isOpen &&
  isLeft &&
  html`<section class="card"><h2>Fulfil</h2><form method="post" action="${base}/fulfil">${quantities(order, "fulfil", "Send", "fulfillableQuantity")}
${textField("company", "Carrier")}${textField("number", "Tracking number")}${textField("url", "Tracking address", {}, "url")}<button class="button">Fulfil</button></form></section>`
}
${isSent && html`<section class="card"><h2>Delivery</h2><form method="post" action="${base}/deliver"><button class="button">Mark as delivered</button></form></section>`}
${
  order.lineItems.some((line) => line.currentQuantity > 0) &&
  received > refunded &&
  html`<section class="card"><h2>Refund</h2><form method="post" action="${base}/refund">${quantities(order, "refund", "Take back", "currentQuantity", true)}
${checkbox("shipping", "Refund shipping")}${checkbox("restock", "Restock", true)}${textField("amount", "Amount, if another than that of the items")}
<button class="button">Refund</button> <button class="button" name="all" value="yes">Refund everything</button></form></section>`
}
${
  isOpen &&
  html`<section class="card"><h2>Edit items</h2><form method="post" action="${base}/edit">${quantities(order, "edit", "Quantity of", "currentQuantity")}
${renderLinePicker(state, {}, 1)}<button class="button">Save items</button></form></section>
<section class="card"><h2>Cancel</h2><form method="post" action="${base}/cancel">${choice(
    "reason",
    "Reason",
    REASONS.map((reason): [string, string] => [reason, tellState(reason)]),
  )}${checkbox("refund", "Refund what was paid", true)}${checkbox("restock", "Restock", true)}<button class="button critical">Cancel order</button></form></section>`
}`;
}

function quantities(
  order: OrderRecord,
  prefix: string,
  verb: string,
  most: "currentQuantity" | "fulfillableQuantity",
  isZero = false,
): Markup {
  const lines = order.lineItems.filter((line) => line[most] > 0);
  return html`${lines.map((line) => {
    const name = `${prefix}-${line.id}`;
    return html`<p class="field"><label for="${name}">${verb} <bdi>${lineName(line)}</bdi></label>
<input id="${name}" name="${name}" type="number" min="0" value="${isZero ? 0 : line[most]}"></p>`;
  })}`;
}

function renderTimeline(order: OrderRecord): Markup {
  const entries: [at: string, text: string][] = [
    [order.createdAt, "Placed"],
    ...order.transactions.map((one): [string, string] => [
      one.processedAt,
      `${tellState(one.kind)} of ${one.amount} ${order.currency}: ${tellState(one.status).toLowerCase()}`,
    ]),
    ...order.fulfillments.flatMap((one): [string, string][] => [
      [one.createdAt, `Shipment ${one.number}${one.tracking[0]?.number ? `, tracking ${one.tracking[0].number}` : ""}`],
      ...one.events.map((event): [string, string] => [
        event.happenedAt,
        `Shipment ${one.number}: ${tellState(event.status).toLowerCase()}`,
      ]),
    ]),
    ...order.refunds.map((one): [string, string] => [
      one.createdAt,
      `Refund of ${one.lines.length} items${one.note ? `: ${one.note}` : ""}`,
    ]),
    ...(order.cancelledAt ? [[order.cancelledAt, "Cancelled"] as [string, string]] : []),
  ];
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return html`<section class="card"><h2>Timeline</h2><ol>${sorted.map(([at, text]) => html`<li>${at.replace("T", " ").slice(0, 16)} – ${text}</li>`)}</ol></section>`;
}
