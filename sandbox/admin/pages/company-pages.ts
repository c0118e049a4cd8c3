import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { CompanyRecord } from "#sandbox/shopify/state/b2b/records.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import { renderContacts, renderLocations } from "./company-sections.ts";
import { generalErrors, textField } from "./form-fields.ts";
import { renderMetafields } from "./metafield-section.ts";
import { choosePage, renderList } from "./table.ts";

type Values = Record<string, string>;

const FIELDS = ["name", "externalId", "note"] as const;
const baseOf = (shop: AdminShop): string => `/store/${shop.state.shop.handle}/companies`;

export function listCompanies(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { companies, customers } = shop.state;
  const list = choosePage(request, companies.list().toReversed(), (company) => [company.name, company.externalId]);
  const headings = ["Name", "External ID", "Main contact", "Contacts", "Locations"];
  const table = renderList(list, "companies", headings, (company) => {
    const main = companies.getContact(company.mainContactId ?? -1);
    return [
      html`<a href="${baseOf(shop)}/${company.id}"><bdi>${company.name}</bdi></a>`,
      company.externalId,
      (main && customers.get(main.customerId)?.email) ?? "–",
      companies.contactsOf(company.id).length,
      companies.locationsOf(company.id).length,
    ];
  });
  const main = html`<h1>Companies</h1><p><a class="button primary" href="${baseOf(shop)}/new">Add company</a></p>${table}`;
  return renderPage(admin, shop, request, { title: "Companies", section: "companies", main });
}

function renderForm(action: string, values: Values, errors: Refusal[]): Markup {
  return html`<form method="post" action="${action}">${generalErrors(errors, FIELDS)}
<section class="card grid"><h2>Company</h2>${textField({ name: "name", label: "Name", value: values.name, errors })}
${textField({ name: "externalId", label: "External ID", value: values.externalId, errors })}
${textField({ name: "note", label: "Note", value: values.note, errors, rows: 2 })}</section>
<p><button class="button primary">Save</button></p></form>`;
}

export function showNewCompany(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  values: Values = {},
  errors: Refusal[] = [],
): StandInResponse {
  const main = html`<h1>New company</h1>${renderForm(`${baseOf(shop)}/new`, values, errors)}`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: "New company", section: "companies", main, status });
}

/** As in Shopify's admin, a new company has a first location, named after it. */
export function addCompany(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const values: Values = Object.fromEntries(readForm(request));
  const { name, externalId, note } = values;
  const outcome = shop.state.companies.create({ company: { name, externalId, note }, location: {} });
  if (!outcome.ok) return showNewCompany(admin, shop, request, values, withoutTwins(outcome.errors));
  return redirectTo(`${baseOf(shop)}/${outcome.value.id}`, "Company created.");
}

/** A company without a name makes a location without one: said once. */
function withoutTwins(errors: Refusal[]): Refusal[] {
  const ofCompany = errors.filter((error) => error.field?.[0] === "company");
  return ofCompany.length > 0 ? ofCompany : errors;
}

export function showCompany(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  given?: Values,
  errors: Refusal[] = [],
): StandInResponse {
  const company = findCompany(shop, request);
  if (company === undefined) return sayMissing(admin, shop, request);
  const base = `${baseOf(shop)}/${company.id}`;
  const values = given ?? { name: company.name, externalId: company.externalId ?? "", note: company.note ?? "" };
  const main = html`<p><a href="${baseOf(shop)}">Companies</a></p><h1><bdi>${company.name}</bdi></h1>
${renderForm(base, values, errors)}
${renderLocations(shop, base, company)}
${renderContacts(shop, base, company)}
<section class="card"><h2>About</h2><dl><dt>Company ID</dt><dd>${company.id}</dd><dt>Customer since</dt><dd>${company.customerSince}</dd>
<dt>Last changed</dt><dd>${company.updatedAt}</dd></dl></section>
${renderMetafields(shop, `gid://shopify/Company/${company.id}`)}
<section class="card"><h2>Delete</h2><p><a class="button critical" href="${base}/delete">Delete company</a></p></section>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: company.name, section: "companies", main, status });
}

export function saveCompany(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const company = findCompany(shop, request);
  if (company === undefined) return sayMissing(admin, shop, request);
  const values: Values = Object.fromEntries(readForm(request));
  const { name, externalId, note } = values;
  const outcome = shop.state.companies.update(company.id, { name, externalId, note });
  if (!outcome.ok) return showCompany(admin, shop, request, values, outcome.errors);
  return redirectTo(`${baseOf(shop)}/${company.id}`, "Company saved.");
}

export function confirmDeleteCompany(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const company = findCompany(shop, request);
  if (company === undefined) return sayMissing(admin, shop, request);
  const base = `${baseOf(shop)}/${company.id}`;
  const main = html`<h1>Delete this company?</h1><section class="card"><p><bdi>${company.name}</bdi> goes with its locations and contacts; the customers stay.</p>
<form method="post" action="${base}/delete"><a class="button" href="${base}">Cancel</a> <button class="button critical">Delete company</button></form></section>`;
  return renderPage(admin, shop, request, { title: "Delete company", section: "companies", main });
}

export function deleteCompany(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  shop.state.companies.delete(Number(request.params.id));
  return redirectTo(baseOf(shop), "Company deleted.");
}

function findCompany(shop: AdminShop, request: StandInRequest): CompanyRecord | undefined {
  return shop.state.companies.get(Number(request.params.id));
}

function sayMissing(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const main = html`<h1>There is no such company</h1><p><a href="${baseOf(shop)}">All companies</a></p>`;
  return renderPage(admin, shop, request, { title: "Not found", section: "companies", main, status: 404 });
}
