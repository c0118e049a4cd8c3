import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import type { Values } from "./form-parts.ts";
import {
  choice,
  readBuyer,
  readDiscount,
  readLines,
  readMoney,
  renderErrors,
  renderLinePicker,
  textField,
} from "./form-parts.ts";
import { ordersPath } from "./order-page.ts";

const TAX_RATE = "0.08875";

export function showNewOrder(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  values: Values = {},
  errors: Refusal[] = [],
): StandInResponse {
  const main = html`<h1>Place order</h1><form method="post" action="${ordersPath(shop)}/new">${renderErrors(errors)}
<section class="card grid"><h2>Buyer</h2>${textField("email", "E-mail of a customer or a guest", values, "email")}</section>
<section class="card grid"><h2>Items</h2>${renderLinePicker(shop.state, values)}</section>
<section class="card grid"><h2>Price</h2>${textField("discountPercent", "Discount in percent", values)}${textField("discountCode", "Discount code", values)}
${textField("shipping", "Shipping", { shipping: values.shipping ?? "0.00" })}
${choice(
  "payment",
  "Payment",
  [
    ["PAID", "Paid"],
    ["PENDING", "Pending"],
    ["AUTHORIZED", "Authorized"],
  ],
  values.payment,
)}</section>
<p><button class="button primary">Place order</button></p></form>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: "Place order", section: "orders", main, status });
}

export function placeOrder(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const form = readForm(request);
  const payment = form.get("payment");
  const shipping = readMoney(form, "shipping") ?? "0";
  const outcome = shop.state.orders.place({
    ...readBuyer(shop.state, form),
    ...readDiscount(form),
    lineItems: readLines(shop.state, form),
    shipping,
    shippingTitle: Number(shipping) > 0 ? "Standard" : "Free shipping",
    taxRate: TAX_RATE,
    taxTitle: "Sales tax",
    financialStatus: payment === "PENDING" || payment === "AUTHORIZED" ? payment : "PAID",
  });
  if (!outcome.ok) return showNewOrder(admin, shop, request, Object.fromEntries(form), outcome.errors);
  return redirectTo(`${ordersPath(shop)}/${outcome.value.id}`, "Order placed.");
}
