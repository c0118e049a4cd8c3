import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { CompanyRecord, LocationRecord } from "#sandbox/shopify/state/b2b/records.ts";
import type { Outcome } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { redirectTo } from "../layout.ts";
import { choiceField, postButton, textField } from "./form-fields.ts";

/** A company's locations, and a form for one more. */
export function renderLocations(shop: AdminShop, base: string, company: CompanyRecord): Markup {
  const rows = shop.state.companies.locationsOf(company.id).map(
    (
      location,
    ) => html`<tr><th scope="row"><bdi>${location.name}</bdi></th><td>${tellAddress(location)}</td><td>${location.phone ?? "–"}</td>
<td>${postButton(`${base}/locations`, `Remove ${location.name}`, { remove: location.id })}</td></tr>`,
  );
  return html`<section class="card"><h2>Locations</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Locations"><table><thead><tr><th scope="col">Name</th><th scope="col">Address</th><th scope="col">Phone</th><th scope="col">Remove</th></tr></thead><tbody>${rows}</tbody></table></div>
<h3>Add a location</h3><form method="post" action="${base}/locations"><div class="grid">
${textField({ name: "locationName", label: "Name of the location", isRequired: true })}${textField({ name: "phone", label: "Phone" })}${textField({ name: "address1", label: "Address" })}${textField({ name: "city", label: "City" })}
${textField({ name: "zoneCode", label: "Province or state code" })}${textField({ name: "zip", label: "Postal code" })}${textField({ name: "countryCode", label: "Country code", value: shop.state.shop.countryCode, isRequired: true })}</div>
<button class="button">Add location</button></form></section>`;
}

function tellAddress({ shippingAddress }: LocationRecord): string {
  if (!shippingAddress) return "–";
  const { address1, city, zoneCode, zip, country } = shippingAddress;
  return [address1, city, zoneCode, zip, country].filter(Boolean).join(", ");
}

/** A company's contacts with their roles at its locations, and a form that makes a customer one. */
export function renderContacts(shop: AdminShop, base: string, company: CompanyRecord): Markup {
  const { companies, customers, shop: profile } = shop.state;
  const rows = companies.contactsOf(company.id).map((contact) => {
    const email = customers.get(contact.customerId)?.email ?? String(contact.customerId);
    const roles = companies.assignmentsOf(contact.id).map(({ roleId, locationId }) => {
      return `${companies.getRole(roleId)?.name ?? ""} (${companies.getLocation(locationId)?.name ?? ""})`;
    });
    const isMain = company.mainContactId === contact.id;
    return html`<tr><th scope="row"><a href="/store/${profile.handle}/customers/${contact.customerId}">${email}</a></th><td>${contact.title ?? "–"}</td><td>${roles.join(", ") || "–"}</td>
<td>${isMain ? "Main contact" : postButton(`${base}/contacts`, `Make ${email} the main contact`, { main: contact.id })}</td><td>${postButton(`${base}/contacts`, `Remove ${email}`, { remove: contact.id })}</td></tr>`;
  });
  const roles = companies.rolesOf(company.id).map(({ name }) => ({ value: name, label: name }));
  const places = companies.locationsOf(company.id).map(({ id, name }) => ({ value: String(id), label: name }));
  return html`<section class="card"><h2>Contacts</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Contacts"><table><thead><tr><th scope="col">Customer</th><th scope="col">Title</th><th scope="col">Roles</th><th scope="col">Main contact</th><th scope="col">Remove</th></tr></thead><tbody>${rows}</tbody></table></div>
<h3>Add a contact, or give one another role</h3><form method="post" action="${base}/contacts"><div class="grid">
${textField({ name: "email", label: "E-mail of the customer", isRequired: true })}${textField({ name: "title", label: "Title" })}
${choiceField("role", "Role", [{ value: "", label: "None" }, ...roles])}${choiceField("location", "Location", places)}</div>
<button class="button">Save contact</button></form></section>`;
}

const pageOf = (shop: AdminShop, id: number): string => `/store/${shop.state.shop.handle}/companies/${id}`;

/** Back to the company with what happened, or with why it did not. */
function tell(shop: AdminShop, id: number, outcome: Outcome<unknown>, done: string): StandInResponse {
  return redirectTo(pageOf(shop, id), outcome.ok ? done : outcome.errors.map((error) => error.message).join(" "));
}

export function changeLocations(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const id = Number(request.params.id);
  const { companies } = shop.state;
  const form = readForm(request);
  const removed = companies.getLocation(Number(form.get("remove") ?? "-1"));
  if (removed?.companyId === id) return tell(shop, id, companies.deleteLocation(removed.id), "Location removed.");
  const [address1, city, zoneCode, zip, countryCode] = ["address1", "city", "zoneCode", "zip", "countryCode"].map(
    (name) => form.get(name) ?? "",
  );
  const outcome = companies.createLocation(id, {
    name: form.get("locationName"),
    phone: form.get("phone"),
    shippingAddress: { address1, city, zoneCode, zip, countryCode },
    billingSameAsShipping: true,
  });
  return tell(shop, id, outcome, "Location added.");
}

export function changeContacts(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const id = Number(request.params.id);
  const { companies } = shop.state;
  const form = readForm(request);
  const main = form.get("main");
  if (main !== null) return tell(shop, id, companies.assignMainContact(id, Number(main)), "Main contact changed.");
  const removed = companies.getContact(Number(form.get("remove") ?? "-1"));
  if (removed?.companyId === id) return tell(shop, id, companies.deleteContact(removed.id), "Contact removed.");
  return saveContact(shop, id, form);
}

function saveContact(shop: AdminShop, id: number, form: URLSearchParams): StandInResponse {
  const { companies, customers } = shop.state;
  const email = form.get("email")?.trim() ?? "";
  const customer = customers.findByEmail(email);
  if (!customer) return redirectTo(pageOf(shop, id), `There is no customer “${email}”.`);
  const known = companies.contactsOf(id).find((contact) => contact.customerId === customer.id);
  const title = form.get("title")?.trim() || undefined;
  const saved = known ? companies.updateContact(known.id, { title }) : companies.addContact(id, customer.id, { title });
  const role = companies.rolesOf(id).find((one) => one.name === form.get("role"));
  if (!saved.ok || !role) return tell(shop, id, saved, "Contact saved.");
  const outcome = companies.assignRole(saved.value.id, role.id, Number(form.get("location")));
  return tell(shop, id, outcome, "Contact saved.");
}
