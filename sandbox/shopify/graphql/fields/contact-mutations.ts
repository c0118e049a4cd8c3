import type { ContactRecord } from "../../state/b2b/records.ts";
import { refuse } from "../../state/check-customer.ts";
import type { CustomerInput } from "../../state/input.ts";
import type { CustomerRecord, Outcome } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { dress } from "./company-fields.ts";
import { inInput, readContactInput } from "./read-company-input.ts";
import type { Input } from "./read-input.ts";
import { readCustomerInput } from "./read-input.ts";

/** A contact's person: the names, e-mail address and phone number are its customer's. */
function personOf(input: Input): CustomerInput {
  const { firstName, lastName, email, phone, locale } = readCustomerInput(input);
  return {
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** The customer that a new contact is: there must be none with its e-mail address yet. */
export function createContactCustomer(input: Input, call: Call): Outcome<CustomerRecord> {
  if (typeof input.email !== "string" || input.email.trim() === "")
    return { ok: false, errors: [refuse(["email"], "Email can't be blank", "BLANK")] };
  return call.state.customers.create(personOf(input));
}

function contactPayload(outcome: Outcome<ContactRecord>, args: Args) {
  return outcome.ok
    ? { companyContact: dress("CompanyContact", outcome.value), userErrors: [] }
    : { companyContact: null, userErrors: inInput(outcome.errors, args) };
}

function create(_: unknown, args: Args, call: Call) {
  const { companies } = call.state;
  const companyId = idOf(args.companyId, "Company");
  if (!companies.get(companyId)) return contactPayload(companies.addContact(companyId, -1), args);
  const customer = createContactCustomer(args.input as Input, call);
  if (!customer.ok) return contactPayload(customer, args);
  return contactPayload(
    companies.addContact(companyId, customer.value.id, readContactInput(args.input as Input)),
    args,
  );
}

function update(_: unknown, args: Args, call: Call) {
  const { companies, customers } = call.state;
  const id = idOf(args.companyContactId, "CompanyContact");
  const contact = companies.getContact(id);
  if (contact) {
    const customer = customers.update(contact.customerId, personOf(args.input as Input));
    if (!customer.ok) return contactPayload(customer, args);
  }
  return contactPayload(companies.updateContact(id, readContactInput(args.input as Input)), args);
}

const remove = (answer: string) => (_: unknown, args: Args, call: Call) => {
  const outcome = call.state.companies.deleteContact(idOf(args.companyContactId, "CompanyContact"));
  return outcome.ok
    ? { [answer]: gid("CompanyContact", outcome.value.id), userErrors: [] }
    : { [answer]: null, userErrors: outcome.errors };
};

function assignRole(_: unknown, args: Args, call: Call) {
  const outcome = call.state.companies.assignRole(
    idOf(args.companyContactId, "CompanyContact"),
    idOf(args.companyContactRoleId, "CompanyContactRole"),
    idOf(args.companyLocationId, "CompanyLocation"),
  );
  return outcome.ok
    ? { companyContactRoleAssignment: dress("CompanyContactRoleAssignment", outcome.value), userErrors: [] }
    : { companyContactRoleAssignment: null, userErrors: outcome.errors };
}

function revokeRole(_: unknown, args: Args, call: Call) {
  const outcome = call.state.companies.revokeRole(
    idOf(args.companyContactId, "CompanyContact"),
    idOf(args.companyContactRoleAssignmentId, "CompanyContactRoleAssignment"),
  );
  return outcome.ok
    ? {
        revokedCompanyContactRoleAssignmentId: gid("CompanyContactRoleAssignment", outcome.value.id),
        userErrors: [],
      }
    : { revokedCompanyContactRoleAssignmentId: null, userErrors: outcome.errors };
}

export const contactMutations: FieldTable<unknown> = {
  companyContactCreate: create,
  companyContactUpdate: update,
  companyContactDelete: remove("deletedCompanyContactId"),
  companyContactRemoveFromCompany: remove("removedCompanyContactId"),
  companyAssignCustomerAsContact: (_, args, call) =>
    contactPayload(
      call.state.companies.addContact(idOf(args.companyId, "Company"), idOf(args.customerId, "Customer")),
      args,
    ),
  companyAssignMainContact: (_, args, call) => {
    const outcome = call.state.companies.assignMainContact(
      idOf(args.companyId, "Company"),
      idOf(args.companyContactId, "CompanyContact"),
    );
    return outcome.ok
      ? { company: dress("Company", outcome.value), userErrors: [] }
      : { company: null, userErrors: outcome.errors };
  },
  companyRevokeMainContact: (_, args, call) => {
    const outcome = call.state.companies.revokeMainContact(idOf(args.companyId, "Company"));
    return outcome.ok
      ? { company: dress("Company", outcome.value), userErrors: [] }
      : { company: null, userErrors: outcome.errors };
  },
  companyContactAssignRole: assignRole,
  companyContactRevokeRole: revokeRole,
};
