import type { AssignmentRecord, CompanyRecord, ContactRecord, LocationRecord } from "../../state/b2b/records.ts";
import type { ShopState } from "../../state.ts";
import type { Args, Call } from "../call.ts";
import { paginate } from "../paginate.ts";
import { compileSearch } from "../search/match-search.ts";
import type { Listing } from "./list-records.ts";
import { wrap } from "./list-records.ts";

// Filters and sort keys: the Admin schema's descriptions of `companies`, `companyLocations` and `Company.contacts`.

export const companyListing = ({ orders }: ShopState): Listing<CompanyRecord> => ({
  typename: "Company",
  path: "companies",
  read: (shop) => shop.companies.list(),
  sortKeys: {
    ID: (company) => company.id,
    NAME: (company) => company.name.toLowerCase(),
    CREATED_AT: (company) => company.createdAt,
    UPDATED_AT: (company) => company.updatedAt,
    SINCE_DATE: (company) => company.customerSince,
    ORDER_COUNT: (company) => orders.listOfCompany(company.id).length,
    TOTAL_SPENT: (company) => Number(orders.amountSpent(orders.listOfCompany(company.id))),
  },
  search: {
    words: (company) => [company.name, company.externalId],
    fields: {
      id: { kind: "number", read: (company) => company.id },
      name: { kind: "text", read: (company) => company.name },
      external_id: { kind: "keyword", read: (company) => company.externalId },
      since_date: { kind: "time", read: (company) => company.customerSince },
      created_at: { kind: "time", read: (company) => company.createdAt },
      updated_at: { kind: "time", read: (company) => company.updatedAt },
    },
  },
});

const companyName = (state: ShopState, id: number): string => state.companies.get(id)?.name.toLowerCase() ?? "";

export const locationListing = (state: ShopState): Listing<LocationRecord> => ({
  typename: "CompanyLocation",
  path: "companyLocations",
  read: (shop) => shop.companies.listLocations(),
  sortKeys: {
    ID: (location) => location.id,
    NAME: (location) => location.name.toLowerCase(),
    COMPANY_ID: (location) => location.companyId,
    COMPANY_AND_LOCATION_NAME: (location) => `${companyName(state, location.companyId)} ${location.name.toLowerCase()}`,
    CREATED_AT: (location) => location.createdAt,
    UPDATED_AT: (location) => location.updatedAt,
  },
  search: {
    words: (location) => [location.name, location.externalId],
    fields: {
      id: { kind: "number", read: (location) => location.id },
      ids: { kind: "keyword", read: (location) => String(location.id) },
      name: { kind: "text", read: (location) => location.name },
      company_id: { kind: "number", read: (location) => location.companyId },
      external_id: { kind: "keyword", read: (location) => location.externalId },
      created_at: { kind: "time", read: (location) => location.createdAt },
      updated_at: { kind: "time", read: (location) => location.updatedAt },
    },
  },
});

export const contactListing = (state: ShopState): Listing<ContactRecord> => {
  const customerOf = (contact: ContactRecord) => state.customers.get(contact.customerId);
  const nameOf = (contact: ContactRecord): string => {
    const customer = customerOf(contact);
    return [customer?.firstName, customer?.lastName].filter(Boolean).join(" ").toLowerCase();
  };
  const emailOf = (contact: ContactRecord): string => customerOf(contact)?.email?.toLowerCase() ?? "";
  return {
    typename: "CompanyContact",
    path: "contacts",
    read: () => [],
    sortKeys: {
      ID: (contact) => contact.id,
      COMPANY_ID: (contact) => contact.companyId,
      NAME: nameOf,
      EMAIL: emailOf,
      NAME_EMAIL: (contact) => `${nameOf(contact)} ${emailOf(contact)}`,
      TITLE: (contact) => contact.title?.toLowerCase() ?? "",
      CREATED_AT: (contact) => contact.createdAt,
      UPDATED_AT: (contact) => contact.updatedAt,
    },
    search: {
      words: (contact) => [nameOf(contact), emailOf(contact), contact.title],
      fields: {
        id: { kind: "number", read: (contact) => contact.id },
        company_id: { kind: "number", read: (contact) => contact.companyId },
        email: { kind: "keyword", read: emailOf },
        name: { kind: "text", read: nameOf },
        title: { kind: "text", read: (contact) => contact.title },
        created_at: { kind: "time", read: (contact) => contact.createdAt },
        updated_at: { kind: "time", read: (contact) => contact.updatedAt },
      },
    },
  };
};

export const assignmentListing = (state: ShopState): Listing<AssignmentRecord> => ({
  typename: "CompanyContactRoleAssignment",
  path: "roleAssignments",
  read: () => [],
  sortKeys: {
    ID: (assignment) => assignment.id,
    LOCATION_NAME: (assignment) => state.companies.getLocation(assignment.locationId)?.name.toLowerCase() ?? "",
    CREATED_AT: (assignment) => assignment.createdAt,
    UPDATED_AT: (assignment) => assignment.updatedAt,
  },
  search: {
    words: () => [],
    fields: {
      company_id: { kind: "number", read: (assignment) => assignment.companyId },
      company_contact_id: { kind: "number", read: (assignment) => assignment.contactId },
      company_location_id: { kind: "number", read: (assignment) => assignment.locationId },
      company_contact_role_id: { kind: "number", read: (assignment) => assignment.roleId },
    },
  },
});

/** A page of the few records that hang on another one, sorted and searched as their own list would be. */
export function listFew<T extends { id: number }>(listing: Listing<T>, items: T[], args: Args, call: Call) {
  const keyOf = listing.sortKeys[String(args.sortKey ?? "ID")] ?? ((item: T) => item.id);
  const query = typeof args.query === "string" ? args.query.trim() : "";
  const search = compileSearch(query, listing.search, call.state.now());
  if (search.unknown.length > 0)
    call.searchNotes.push({
      path: [listing.path],
      query,
      warnings: search.unknown.map((field) => ({ field, message: "Invalid search field for this query." })),
    });
  const found = items.filter(search.matches).sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    return one < other ? -1 : one > other ? 1 : a.id - b.id;
  });
  const list = args.reverse === true ? found.toReversed() : found;
  return wrap(
    paginate(list, (item) => ({ value: keyOf(item), id: item.id }), args, call.isBulk),
    listing.typename,
  );
}
