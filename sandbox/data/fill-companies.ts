import type { LocationInput } from "#sandbox/shopify/state/b2b/records.ts";
import type { PurchasingCompanyRecord } from "#sandbox/shopify/state/order-records.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { RowProblem, ShopExtras, ShopFolder } from "./shop-folder.ts";

type Company = ShopExtras["companies"][number];

const tell = (errors: Refusal[]): string => errors.map((error) => error.message).join("; ");
const problem = (row: number, reason: string): RowProblem => ({ file: "seed.json", row, reason });

/** Puts the seed's companies into the shop, as of the day each was made; returns what it refused. */
export function fillCompanies(state: ShopState, { extras }: ShopFolder): RowProblem[] {
  const companies = extras.companies.flatMap((company, index) =>
    fillCompany(state, company).map((reason) => problem(index + 1, `companies: ${reason}`)),
  );
  const roles = extras.companyRoles.flatMap((role, index) => {
    const reason = fillRole(state, role);
    return reason === null ? [] : [problem(index + 1, `companyRoles: ${reason}`)];
  });
  return [...companies, ...roles];
}

/** A company by its name as the buyer of an order, at its first location and through its contact with this customer. */
export function findPurchaser(
  state: ShopState,
  name: string,
  customerId: number | null,
): PurchasingCompanyRecord | null {
  const company = state.companies.list().find((one) => one.name === name);
  const [location] = state.companies.locationsOf(company?.id ?? -1);
  if (!company || !location) return null;
  const contact = state.companies.contactsOf(company.id).find((one) => one.customerId === customerId);
  return { companyId: company.id, contactId: contact?.id ?? null, locationId: location.id };
}

function fillCompany(state: ShopState, company: Company): string[] {
  const edits = state.companies.importAt(company.createdAt);
  const { name, externalId, note, createdAt } = company;
  const [first, ...others] = company.locations;
  const main = company.contacts.find((contact) => contact.isMain);
  const made = edits.create({
    company: { name, externalId, note, createdAt },
    ...(first && { location: toLocation(first) }),
    ...(main && { contact: { customerId: Number(main.customerId), title: main.title } }),
  });
  if (!made.ok) return [tell(made.errors)];
  const { id, mainContactId } = made.value;
  const reasons = main && mainContactId === null ? [`the main contact ${main.customerId} cannot be one`] : [];
  for (const location of others) {
    const outcome = edits.createLocation(id, toLocation(location));
    if (!outcome.ok) reasons.push(`location "${location.name}": ${tell(outcome.errors)}`);
  }
  for (const contact of company.contacts) {
    if (contact === main) continue;
    const outcome = edits.addContact(id, Number(contact.customerId), { title: contact.title });
    if (!outcome.ok) reasons.push(`contact ${contact.customerId}: ${tell(outcome.errors)}`);
  }
  return reasons;
}

function toLocation(location: Company["locations"][number]): LocationInput {
  const { name, externalId, phone, address1, address2, city, zip, provinceCode, countryCode } = location;
  return {
    name,
    externalId,
    phone,
    shippingAddress: { address1, address2, city, zip, zoneCode: provinceCode, countryCode },
    billingSameAsShipping: true,
  };
}

function fillRole(state: ShopState, wanted: ShopExtras["companyRoles"][number]): string | null {
  const { companies } = state;
  const company = companies.list().find((one) => one.name === wanted.company);
  if (!company) return `there is no company "${wanted.company}"`;
  const contact = companies.contactsOf(company.id).find((one) => one.customerId === Number(wanted.customerId));
  const location = companies.locationsOf(company.id).find((one) => one.name === wanted.location);
  const role = companies.rolesOf(company.id).find((one) => one.name === wanted.role);
  if (!contact || !location || !role)
    return `there is no contact ${wanted.customerId}, location "${wanted.location}" or role "${wanted.role}"`;
  const outcome = companies.importAt(company.createdAt).assignRole(contact.id, role.id, location.id);
  return outcome.ok ? null : tell(outcome.errors);
}
