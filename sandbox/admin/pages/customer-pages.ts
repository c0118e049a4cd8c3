import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { CustomerRecord, Refusal } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import type { FormValues } from "./customer-form.ts";
import { readValues, renderForm, toInput, valuesOf } from "./customer-form.ts";
import { renderMetafields } from "./metafield-section.ts";

const baseOf = (shop: AdminShop): string => `/store/${shop.state.shop.handle}/customers`;

function findCustomer(shop: AdminShop, request: StandInRequest): CustomerRecord | undefined {
  return shop.state.customers.get(Number(request.params.id));
}

export function showNewCustomer(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  values: FormValues = {},
  errors: Refusal[] = [],
): StandInResponse {
  const main = html`<h1>New customer</h1>${renderForm(`${baseOf(shop)}/new`, values, errors)}`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: "New customer", section: "customers", main, status });
}

export function addCustomer(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const values = readValues(request);
  const outcome = shop.state.customers.create(toInput(values, undefined));
  if (!outcome.ok) return showNewCustomer(admin, shop, request, values, outcome.errors);
  return redirectTo(`${baseOf(shop)}/${outcome.value.id}`, "Customer created.");
}

export function showCustomer(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  given?: FormValues,
  errors: Refusal[] = [],
): StandInResponse {
  const customer = findCustomer(shop, request);
  if (customer === undefined) return sayMissing(admin, shop, request);
  const base = `${baseOf(shop)}/${customer.id}`;
  const { numberOfOrders, amountSpent } = shop.state.orders.purchases(customer.id);
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.phone;
  const main = html`<p><a href="${baseOf(shop)}">Customers</a></p><h1><bdi>${name}</bdi></h1>
${renderForm(base, given ?? valuesOf(customer), errors)}
<section class="card"><h2>About</h2><dl><dt>Customer ID</dt><dd>${customer.id}</dd><dt>Customer since</dt><dd>${customer.createdAt}</dd>
<dt>Last changed</dt><dd>${customer.updatedAt}</dd><dt>Account</dt><dd>${customer.state.toLowerCase()}</dd>
<dt>Orders</dt><dd>${numberOfOrders}</dd><dt>Spent</dt><dd>${amountSpent} ${shop.state.shop.currency}</dd>
<dt>E-mail consent since</dt><dd>${customer.emailConsent.updatedAt ?? "–"}</dd></dl></section>
${renderMetafields(shop, `gid://shopify/Customer/${customer.id}`)}
<section class="card"><h2>Merge</h2><form method="post" action="${base}/merge"><p class="field"><label for="other">E-mail, phone or ID of the other customer</label>
<input id="other" name="other" required></p><button class="button">Merge customers</button></form></section>
<section class="card"><h2>Delete</h2><p><a class="button critical" href="${base}/delete">Delete customer</a></p></section>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: String(name), section: "customers", main, status });
}

export function saveCustomer(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const customer = findCustomer(shop, request);
  if (customer === undefined) return sayMissing(admin, shop, request);
  const values = readValues(request);
  const outcome = shop.state.customers.update(customer.id, toInput(values, customer));
  if (!outcome.ok) return showCustomer(admin, shop, request, values, outcome.errors);
  return redirectTo(`${baseOf(shop)}/${customer.id}`, "Customer saved.");
}

export function confirmDelete(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const customer = findCustomer(shop, request);
  if (customer === undefined) return sayMissing(admin, shop, request);
  const base = `${baseOf(shop)}/${customer.id}`;
  const main = html`<h1>Delete this customer?</h1><section class="card"><p>This cannot be undone.</p>
<form method="post" action="${base}/delete"><a class="button" href="${base}">Cancel</a> <button class="button critical">Delete customer</button></form></section>`;
  return renderPage(admin, shop, request, { title: "Delete customer", section: "customers", main });
}

export function deleteCustomer(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const id = Number(request.params.id);
  const outcome = shop.state.customers.delete(id);
  if (outcome.ok) return redirectTo(baseOf(shop), "Customer deleted.");
  return redirectTo(`${baseOf(shop)}/${id}`, outcome.errors.map((error) => error.message).join(" "));
}

export function mergeCustomer(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const id = Number(request.params.id);
  const named = readForm(request).get("other")?.trim() ?? "";
  const { customers } = shop.state;
  const other = customers.findByEmail(named) ?? customers.findByPhone(named) ?? customers.get(Number(named));
  if (other === undefined || other.id === id)
    return redirectTo(`${baseOf(shop)}/${id}`, `There is no other customer “${named}”.`);
  const outcome = customers.merge(id, other.id);
  if (!outcome.ok) return redirectTo(`${baseOf(shop)}/${id}`, outcome.errors.map((error) => error.message).join(" "));
  return redirectTo(`${baseOf(shop)}/${outcome.value.id}`, "Customers merged.");
}

function sayMissing(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const main = html`<h1>There is no such customer</h1><p><a href="${baseOf(shop)}">All customers</a></p>`;
  return renderPage(admin, shop, request, { title: "Not found", section: "customers", main, status: 404 });
}
