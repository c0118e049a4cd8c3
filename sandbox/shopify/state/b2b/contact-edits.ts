import { isOther } from "../announce-customer.ts";
import { blankToNull } from "../check-customer.ts";
import type { StateContext } from "../context.ts";
import { stamp } from "../context.ts";
import type { Outcome, Refusal } from "../records.ts";
import { companyPayload, contactPayload } from "./company-payload.ts";
import type { CompanyRecord, ContactInput, ContactRecord } from "./records.ts";
import { createRoleEdits } from "./role-edits.ts";
import type { CompanyTables } from "./tables.ts";
import { checkLength, fail, missing } from "./tables.ts";

/** What people and the API do with a company's contacts and their roles at its locations. */
export function createContactEdits(
  context: StateContext,
  tables: CompanyTables,
  findCustomer: (id: number) => { email: string | null } | undefined,
) {
  const { companies, contacts, assignments } = tables;
  const roleEdits = createRoleEdits(context, tables);

  function announce(topic: string, contact: ContactRecord): void {
    context.touch();
    const company = companies.get(contact.companyId);
    if (company) context.emit(topic, contactPayload(contact, company, context.shop));
  }

  function setMainContact(company: CompanyRecord, mainContactId: number | null): CompanyRecord {
    if (company.mainContactId === mainContactId) return company;
    const saved = { ...company, mainContactId, updatedAt: stamp(context) };
    tables.putCompany(saved);
    context.touch();
    context.emit("companies/update", companyPayload(saved, context.shop));
    return saved;
  }

  function apply(before: ContactRecord, input: ContactInput): { after: ContactRecord; errors: Refusal[] } {
    const after = {
      ...before,
      title: input.title === undefined ? before.title : blankToNull(input.title),
      locale: input.locale === undefined ? before.locale : blankToNull(input.locale),
    };
    return { after, errors: checkLength("title", "Title", after.title, 255) };
  }

  function add(companyId: number, customerId: number, input: ContactInput = {}): Outcome<ContactRecord> {
    const company = companies.get(companyId);
    if (!company) return missing("company", "companyId");
    const customer = findCustomer(customerId);
    if (!customer) return missing("customer", "customerId");
    if (!customer.email)
      return fail(["customerId"], "The customer must have an email address to be a company contact.", "INVALID_INPUT");
    if (contacts.listOf(companyId).some((one) => one.customerId === customerId))
      return fail(["customerId"], "Customer is already associated with a company contact.", "TAKEN");
    const now = stamp(context);
    const blank = { id: context.nextId(), companyId, customerId, title: null, locale: null };
    const { after, errors } = apply({ ...blank, createdAt: now, updatedAt: now }, input);
    if (errors.length > 0) return { ok: false, errors };
    contacts.put(after);
    announce("company_contacts/create", after);
    return { ok: true, value: after };
  }

  function remove(contact: ContactRecord): void {
    for (const assignment of assignments.listOf(contact.id)) roleEdits.revokeRole(contact.id, assignment.id);
    contacts.delete(contact.id);
    announce("company_contacts/delete", contact);
    const company = companies.get(contact.companyId);
    if (company?.mainContactId === contact.id) setMainContact(company, null);
  }

  return {
    addContact: add,
    updateContact: (id: number, input: ContactInput): Outcome<ContactRecord> => {
      const before = contacts.get(id);
      if (!before) return missing("company contact", "companyContactId");
      const { after, errors } = apply(before, input);
      if (errors.length > 0) return { ok: false, errors };
      if (!isOther(before, after)) return { ok: true, value: before };
      const saved = { ...after, updatedAt: stamp(context) };
      contacts.put(saved);
      announce("company_contacts/update", saved);
      return { ok: true, value: saved };
    },
    /** The customer stays. */
    deleteContact: (id: number): Outcome<ContactRecord> => {
      const before = contacts.get(id);
      if (!before) return missing("company contact", "companyContactId");
      remove(before);
      return { ok: true, value: before };
    },
    /** A deleted customer is nobody's contact any more. */
    forgetCustomer: (customerId: number): void => {
      for (const contact of contacts.listOf(customerId)) if (contact.customerId === customerId) remove(contact);
    },
    assignMainContact: (companyId: number, contactId: number): Outcome<CompanyRecord> => {
      const company = companies.get(companyId);
      if (!company) return missing("company", "companyId");
      if (contacts.get(contactId)?.companyId !== companyId) return missing("company contact", "companyContactId");
      return { ok: true, value: setMainContact(company, contactId) };
    },
    revokeMainContact: (companyId: number): Outcome<CompanyRecord> => {
      const company = companies.get(companyId);
      return company ? { ok: true, value: setMainContact(company, null) } : missing("company", "companyId");
    },
    assignRole: roleEdits.assignRole,
    revokeRole: roleEdits.revokeRole,
  };
}
