import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { asOrder, recoveryUrl } from "#sandbox/shopify/state/checkout-payload.ts";
import type { CheckoutRecord } from "#sandbox/shopify/state/checkout-records.ts";
import { lineName } from "#sandbox/shopify/state/describe-order.ts";
import { amountOf } from "#sandbox/shopify/state/order-totals.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import type { Values } from "./form-parts.ts";
import {
  checkbox,
  readBuyer,
  readDiscount,
  readLines,
  renderErrors,
  renderLinePicker,
  textField,
} from "./form-parts.ts";
import { tellCheckout } from "./order-list.ts";
import { ordersPath } from "./order-page.ts";

const baseOf = (shop: AdminShop): string => `/store/${shop.state.shop.handle}/checkouts`;

function findCheckout(shop: AdminShop, request: StandInRequest): CheckoutRecord | undefined {
  return shop.state.checkouts.get(Number(request.params.id));
}

export function showNewCheckout(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  values: Values = {},
  errors: Refusal[] = [],
): StandInResponse {
  const main = html`<h1>Start checkout</h1><p>A buyer fills a cart, begins to check out and leaves.</p><form method="post" action="${baseOf(shop)}/new">${renderErrors(errors)}
<section class="card grid"><h2>Buyer</h2>${textField("email", "E-mail, if the buyer gives one", values, "email")}${textField("phone", "Phone, if the buyer gives one", values, "tel")}</section>
<section class="card grid"><h2>Items</h2>${renderLinePicker(shop.state, values)}</section>
<section class="card grid"><h2>Price</h2>${textField("discountPercent", "Discount in percent", values)}${textField("discountCode", "Discount code", values)}</section>
<p><button class="button primary">Start and leave</button></p></form>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: "Start checkout", section: "checkouts", main, status });
}

export function beginCheckout(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const form = readForm(request);
  const outcome = shop.state.checkouts.begin({
    ...readBuyer(shop.state, form),
    ...readDiscount(form),
    phone: form.get("phone"),
    lineItems: readLines(shop.state, form),
  });
  if (!outcome.ok) return showNewCheckout(admin, shop, request, Object.fromEntries(form), outcome.errors);
  return redirectTo(`${baseOf(shop)}/${outcome.value.id}`, "Checkout begun and left.");
}

export function showCheckout(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  errors: Refusal[] = [],
): StandInResponse {
  const checkout = findCheckout(shop, request);
  if (checkout === undefined) {
    const main = html`<h1>There is no such checkout</h1><p><a href="${baseOf(shop)}">All checkouts</a></p>`;
    return renderPage(admin, shop, request, { title: "Not found", section: "checkouts", main, status: 404 });
  }
  const base = `${baseOf(shop)}/${checkout.id}`;
  const order = asOrder(checkout);
  const made = shop.state.orders.find(({ checkoutToken }) => checkoutToken === checkout.token);
  const main = html`<p><a href="${baseOf(shop)}">Abandoned checkouts</a></p><h1>Checkout #${checkout.id}</h1>${renderErrors(errors)}
<section class="card"><h2>About</h2><dl><dt>State</dt><dd>${tellCheckout(checkout)}</dd><dt>Buyer</dt><dd>${checkout.email ?? checkout.phone ?? "Unknown"}</dd>
<dt>Begun</dt><dd>${checkout.createdAt}</dd><dt>Last changed</dt><dd>${checkout.updatedAt}</dd><dt>Total</dt><dd>${amountOf(order, "total")} ${checkout.currency}</dd>
<dt>Token</dt><dd>${checkout.token}</dd><dt>Recovery address</dt><dd>${recoveryUrl(checkout, shop.state.shop)}</dd>
${made && html`<dt>Order</dt><dd><a href="${ordersPath(shop)}/${made.id}">${made.name}</a></dd>`}</dl></section>
<section class="card"><h2>Items</h2><ul>${checkout.lineItems.map((line) => html`<li>${line.quantity} × <bdi>${lineName(line)}</bdi> at ${line.price}</li>`)}</ul></section>
${
  checkout.completedAt === null &&
  html`<section class="card"><h2>Contact</h2><form method="post" action="${base}">${textField("email", "E-mail", { email: checkout.email ?? "" }, "email")}<button class="button">Save</button></form></section>
<section class="card"><h2>Complete</h2><form method="post" action="${base}/complete">${checkbox("paid", "Paid", true)}<button class="button primary">Make it an order</button></form></section>`
}
<section class="card"><h2>Delete</h2><form method="post" action="${base}/delete"><button class="button critical">Delete checkout</button></form></section>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: `Checkout #${checkout.id}`, section: "checkouts", main, status });
}

export function saveCheckout(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const id = Number(request.params.id);
  const outcome = shop.state.checkouts.update(id, readBuyer(shop.state, readForm(request)));
  if (!outcome.ok) return showCheckout(admin, shop, request, outcome.errors);
  return redirectTo(`${baseOf(shop)}/${id}`, "Checkout saved.");
}

export function completeCheckout(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const isPaid = readForm(request).has("paid");
  const outcome = shop.state.checkouts.complete(Number(request.params.id), {
    financialStatus: isPaid ? "PAID" : "PENDING",
  });
  if (!outcome.ok) return showCheckout(admin, shop, request, outcome.errors);
  return redirectTo(`${ordersPath(shop)}/${outcome.value.id}`, "Order placed.");
}

export function deleteCheckout(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const outcome = shop.state.checkouts.delete(Number(request.params.id));
  return outcome.ok ? redirectTo(baseOf(shop), "Checkout deleted.") : showCheckout(admin, shop, request);
}
