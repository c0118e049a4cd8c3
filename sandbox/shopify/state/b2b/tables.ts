import { refuse } from "../check-customer.ts";
import type { Refusal } from "../records.ts";
import type { AssignmentRecord, CompanyRecord, ContactRecord, LocationRecord, RoleRecord } from "./records.ts";
import { createTable } from "./table.ts";

export type CompanyTables = ReturnType<typeof createCompanyTables>;

interface CompanySnapshot {
  companies: Map<number, CompanyRecord>;
  locations: Map<number, LocationRecord>;
  contacts: Map<number, ContactRecord>;
  roles: Map<number, RoleRecord>;
  assignments: Map<number, AssignmentRecord>;
}

/** Everything of the shop's companies, each kind by id and by what it hangs on. */
export function createCompanyTables() {
  const companies = createTable<CompanyRecord>(() => []);
  const locations = createTable<LocationRecord>((one) => [one.companyId]);
  const contacts = createTable<ContactRecord>((one) => [one.companyId, one.customerId]);
  const roles = createTable<RoleRecord>((one) => [one.companyId]);
  const assignments = createTable<AssignmentRecord>((one) => [one.companyId, one.contactId, one.locationId]);
  const byExternalId = new Map<string, number>();

  function putCompany(company: CompanyRecord): void {
    const old = companies.get(company.id);
    if (old?.externalId) byExternalId.delete(old.externalId);
    if (company.externalId) byExternalId.set(company.externalId, company.id);
    companies.put(company);
  }

  return {
    companies,
    locations,
    contacts,
    roles,
    assignments,
    putCompany,
    deleteCompany: (company: CompanyRecord): void => {
      if (company.externalId) byExternalId.delete(company.externalId);
      companies.delete(company.id);
    },
    findByExternalId: (externalId: string) => companies.get(byExternalId.get(externalId) ?? -1),
    snapshot: (): CompanySnapshot => ({
      companies: companies.snapshot(),
      locations: locations.snapshot(),
      contacts: contacts.snapshot(),
      roles: roles.snapshot(),
      assignments: assignments.snapshot(),
    }),
    restore: (saved: CompanySnapshot): void => {
      byExternalId.clear();
      companies.restore(saved.companies);
      for (const company of saved.companies.values()) putCompany(company);
      locations.restore(saved.locations);
      contacts.restore(saved.contacts);
      roles.restore(saved.roles);
      assignments.restore(saved.assignments);
    },
  };
}

/** Refusals of what is not there, in Shopify's words: `field` names the argument. */
export function missing(what: string, field: string): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse([field], `The ${what} doesn't exist.`, "RESOURCE_NOT_FOUND")] };
}

export function checkLength(field: string, label: string, text: string | null, max: number): Refusal[] {
  if (text === null || text.length <= max) return [];
  return [refuse([field], `${label} is too long (maximum is ${max} characters)`, "TOO_LONG")];
}

export function fail(field: string[], message: string, code: string): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(field, message, code)] };
}
