import { isOther } from "../announce-customer.ts";
import { blankToNull, refuse } from "../check-customer.ts";
import type { StateContext } from "../context.ts";
import { stamp } from "../context.ts";
import type { CustomerRecord, Outcome, Refusal } from "../records.ts";
import { companyPayload } from "./company-payload.ts";
import { createContactEdits } from "./contact-edits.ts";
import { createLocationEdits } from "./location-edits.ts";
import type { CompanyInput, CompanyRecord, ContactInput, LocationInput } from "./records.ts";
import type { CompanyTables } from "./tables.ts";
import { checkLength, createCompanyTables, missing } from "./tables.ts";

export type Companies = ReturnType<typeof createCompanies>;
type FindCustomer = (id: number) => CustomerRecord | undefined;

interface NewCompany {
  company: CompanyInput & { id?: number; createdAt?: string };
  location?: LocationInput | undefined;
  /** A customer that becomes the main contact; with a location, its admin there too. */
  contact?: (ContactInput & { customerId: number }) | undefined;
}

/** Every company has these two; the second is what a contact gets by default. */
const LOCATION_ADMIN = "Location admin";
export const ORDERING_ONLY = "Ordering only";

/**
 * The shop's companies with their locations, contacts and roles. Records are never changed in place; a write that changes
 * nothing changes no time and tells nobody. `importAt` does the same as of another moment and tells nobody.
 */
export function createCompanies(context: StateContext, findCustomer: FindCustomer) {
  const tables = createCompanyTables();
  const { companies, locations, contacts, roles, assignments } = tables;
  return {
    ...createEdits(context, tables, findCustomer),
    importAt: (instant: string) =>
      createEdits({ ...context, emit: () => undefined, now: () => Date.parse(instant) }, tables, findCustomer),
    get: companies.get,
    list: companies.list,
    count: companies.count,
    findByExternalId: tables.findByExternalId,
    getLocation: locations.get,
    listLocations: locations.list,
    locationsOf: locations.listOf,
    getContact: contacts.get,
    contactCount: contacts.count,
    /** Of a company, or of a customer. */
    contactsOf: contacts.listOf,
    getRole: roles.get,
    rolesOf: roles.listOf,
    getAssignment: assignments.get,
    /** Of a company, a contact or a location. */
    assignmentsOf: assignments.listOf,
    snapshot: tables.snapshot,
    restore: tables.restore,
  };
}

function createEdits(context: StateContext, tables: CompanyTables, findCustomer: FindCustomer) {
  const { companies, locations, contacts, roles } = tables;
  const locationEdits = createLocationEdits(context, tables);
  const contactEdits = createContactEdits(context, tables, findCustomer);

  function apply(before: CompanyRecord, input: CompanyInput): { after: CompanyRecord; errors: Refusal[] } {
    const after: CompanyRecord = {
      ...before,
      name: input.name === undefined ? before.name : (blankToNull(input.name) ?? ""),
      externalId: input.externalId === undefined ? before.externalId : blankToNull(input.externalId),
      note: input.note === undefined ? before.note : blankToNull(input.note),
      customerSince: input.customerSince
        ? `${new Date(input.customerSince).toISOString().slice(0, 19)}Z`
        : before.customerSince,
    };
    const errors: Refusal[] = [];
    if (after.name === "") errors.push(refuse(["name"], "Name can't be blank", "BLANK"));
    errors.push(...checkLength("name", "Name", after.name, 255));
    errors.push(...checkLength("externalId", "External id", after.externalId, 64));
    errors.push(...checkLength("note", "Note", after.note, 5_000));
    const holder = after.externalId === null ? undefined : tables.findByExternalId(after.externalId);
    if (holder && holder.id !== after.id)
      errors.push(refuse(["externalId"], "External id has already been taken", "TAKEN"));
    return { after, errors };
  }

  function draft(input: NewCompany["company"], id: number): { after: CompanyRecord; errors: Refusal[] } {
    const createdAt = input.createdAt ?? stamp(context);
    const blank = { id, name: "", externalId: null, note: null, mainContactId: null };
    return apply({ ...blank, customerSince: createdAt, createdAt, updatedAt: createdAt }, input);
  }

  /** What creating this company would be refused for; `field` begins with the part it is about. */
  function check({ company, location }: NewCompany): Refusal[] {
    const under = (name: string) => (error: Refusal) => ({ ...error, field: [name, ...(error.field ?? [])] });
    const { after, errors } = draft(company, -1);
    const ofLocation = location ? locationEdits.checkLocation(after.name, location) : [];
    return [...errors.map(under("company")), ...ofLocation.map(under("companyLocation"))];
  }

  function create({ company, location, contact }: NewCompany): Outcome<CompanyRecord> {
    const refused = check({ company, location });
    if (refused.length > 0) return { ok: false, errors: refused };
    const { after } = draft(company, company.id ?? context.nextId());
    tables.putCompany(after);
    const admin = { id: context.nextId(), companyId: after.id, name: LOCATION_ADMIN, note: null };
    roles.put(admin);
    roles.put({ id: context.nextId(), companyId: after.id, name: ORDERING_ONLY, note: null });
    context.touch();
    context.emit("companies/create", companyPayload(after, context.shop));
    const place = location && locationEdits.createLocation(after.id, location);
    const person = contact && contactEdits.addContact(after.id, contact.customerId, contact);
    if (person?.ok) {
      contactEdits.assignMainContact(after.id, person.value.id);
      if (place?.ok) contactEdits.assignRole(person.value.id, admin.id, place.value.id);
    }
    return { ok: true, value: companies.get(after.id) ?? after };
  }

  return {
    ...locationEdits,
    ...contactEdits,
    check,
    create,
    update: (id: number, input: CompanyInput): Outcome<CompanyRecord> => {
      const before = companies.get(id);
      if (!before) return missing("company", "companyId");
      const { after, errors } = apply(before, input);
      if (errors.length > 0) return { ok: false, errors };
      if (!isOther(before, after)) return { ok: true, value: before };
      const saved = { ...after, updatedAt: stamp(context) };
      tables.putCompany(saved);
      context.touch();
      context.emit("companies/update", companyPayload(saved, context.shop));
      return { ok: true, value: saved };
    },
    /** With all that hangs on it, each part announced; the customers stay. */
    delete: (id: number): Outcome<CompanyRecord> => {
      const before = companies.get(id);
      if (!before) return missing("company", "id");
      tables.putCompany({ ...before, mainContactId: null });
      for (const contact of contacts.listOf(id)) contactEdits.deleteContact(contact.id);
      for (const location of locations.listOf(id)) locationEdits.deleteLocation(location.id);
      for (const role of roles.listOf(id)) roles.delete(role.id);
      tables.deleteCompany(before);
      context.touch();
      context.emit("companies/delete", companyPayload(before, context.shop));
      return { ok: true, value: before };
    },
    touch: (id: number): void => {
      const before = companies.get(id);
      if (!before) return;
      const touched = { ...before, updatedAt: stamp(context) };
      tables.putCompany(touched);
      context.touch();
      context.emit("companies/update", companyPayload(touched, context.shop));
    },
  };
}
