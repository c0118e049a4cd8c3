import type { AssociationWish, SideRecord, Values } from "#app/sync/record.ts";
import type {
  AddressNode,
  AssignmentNode,
  CompanyNode,
  ContactNode,
  LocationNode,
} from "../documents/company-batches.ts";
import { adminUrl, instant, text } from "../flatten-values.ts";
import { idOf } from "../gid.ts";

/** A company with all its contacts, all their roles, and all its locations. */
export interface WholeCompany extends CompanyNode {
  readonly contacts: readonly WholeContact[];
  readonly locations: readonly LocationNode[];
}

export interface WholeContact extends ContactNode {
  readonly roles: readonly AssignmentNode[];
}

const mainContactLabel = "Main contact";

/**
 * A company as named texts, the form the core compares. Phone and address are its first location's (`mainLocation`), and `hasLocation`
 * says whether there is one to write them to. Its parts are its locations; it belongs with its contacts' customers, once for each role.
 */
export function flattenCompany(shop: string, company: WholeCompany): SideRecord {
  const id = idOf(company.id);
  const location = mainLocation(company.locations);
  const values: Values = {
    ...flattenCompanyFields(company),
    ...flattenPlace(location),
    hasLocation: String(location !== undefined),
    mainContact: text(company.mainContact?.customer.displayName),
    shop,
    companyId: id,
    companyUrl: adminUrl(shop, `companies/${id}`),
  };
  return {
    side: "shopify",
    id,
    modifiedAt: latest([company.updatedAt, ...company.locations.map(({ updatedAt }) => updatedAt)]),
    values,
    children: byId(company.locations).map((one) => flattenLocation(shop, company, one)),
    associations: company.contacts.flatMap(wishesOf),
  };
}

/** The company's own attributes: what a write of the company alone may change, and what Shopify counts. */
export function flattenCompanyFields(company: CompanyNode): Values {
  return {
    name: text(company.name),
    note: text(company.note),
    externalId: text(company.externalId),
    domain: text(company.domain?.value),
    customerSince: instant(company.customerSince),
    createdAt: instant(company.createdAt),
    ordersCount: count(company.ordersCount),
    totalSpent: text(company.totalSpent.amount),
    currency: company.totalSpent.currencyCode,
    locationsCount: count(company.locationsCount),
  };
}

/** The location whose phone and address are the company's: the oldest, for Shopify has none that is the main one. */
export function mainLocation(locations: readonly LocationNode[]): LocationNode | undefined {
  return byId(locations)[0];
}

/** The address that counts: bills go to a company's seat, goods to wherever. */
export function addressOf(location: LocationNode | undefined): AddressNode | null {
  return location?.billingAddress ?? location?.shippingAddress ?? null;
}

/** A location's phone and address; all null without one. */
function flattenPlace(location: LocationNode | undefined): Values {
  return { phone: text(location?.phone), ...flattenAddress(addressOf(location)) };
}

/** The attributes of an address; all null without one. */
export function flattenAddress(address: AddressNode | null): Values {
  return {
    address1: text(address?.address1),
    address2: text(address?.address2),
    city: text(address?.city),
    zip: text(address?.zip),
    provinceCode: text(address?.zoneCode),
    province: text(address?.province),
    countryCode: text(address?.countryCode),
    country: text(address?.country),
  };
}

/** A location as a company of its own. Its record id cannot be that of a company. */
function flattenLocation(shop: string, company: WholeCompany, location: LocationNode): SideRecord {
  const locationId = idOf(location.id);
  const companyId = idOf(company.id);
  const values: Values = {
    ...flattenPlace(location),
    name: text(`${company.name} (${location.name})`),
    note: text(location.note),
    externalId: text(location.externalId),
    customerSince: instant(location.createdAt),
    ordersCount: count(location.ordersCount),
    totalSpent: text(location.totalSpent.amount),
    currency: location.totalSpent.currencyCode,
    shop,
    companyId,
    locationId,
    companyUrl: adminUrl(shop, `companies/${companyId}/locations/${locationId}`),
  };
  const modifiedAt = latest([location.updatedAt, company.updatedAt]);
  return { side: "shopify", id: `location-${locationId}`, groupId: companyId, modifiedAt, values };
}

/** One wish for each role that a contact has at any location, and one for the main contact. */
function wishesOf({ customer, isMainContact, roles }: WholeContact): readonly AssociationWish[] {
  const id = idOf(customer.id);
  const names = [...new Set(roles.map(({ role }) => role.name.trim()).filter(Boolean))].sort();
  const labels = isMainContact ? [mainContactLabel, ...names.filter((name) => name !== mainContactLabel)] : names;
  if (labels.length === 0) return [{ to: "customers", id }];
  return labels.map((label) => ({ to: "customers", id, label }));
}

function byId(locations: readonly LocationNode[]): readonly LocationNode[] {
  return [...locations].sort((a, b) => {
    const [left, right] = [BigInt(idOf(a.id)), BigInt(idOf(b.id))];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function count(value: { readonly count: number } | null): string | null {
  return value === null ? null : String(value.count);
}

function latest(times: readonly string[]): string {
  return (
    times
      .map((at) => instant(at) ?? at)
      .sort()
      .at(-1) ?? ""
  );
}
