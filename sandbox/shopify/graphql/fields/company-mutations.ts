import type { CompanyRecord, LocationRecord } from "../../state/b2b/records.ts";
import type { Outcome } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { addressNode, dress } from "./company-fields.ts";
import { createContactCustomer } from "./contact-mutations.ts";
import {
  inInput,
  readCompanyAddressInput,
  readCompanyInput,
  readContactInput,
  readLocationInput,
} from "./read-company-input.ts";
import type { Input } from "./read-input.ts";
import { userErrors } from "./read-input.ts";

const noInput = { field: ["input"], message: "No input provided.", code: "NO_INPUT" };

function companyPayload(outcome: Outcome<CompanyRecord>, args: Args) {
  return outcome.ok
    ? { company: dress("Company", outcome.value), userErrors: [] }
    : { company: null, userErrors: inInput(outcome.errors, args) };
}

function locationPayload(outcome: Outcome<LocationRecord>, args: Args) {
  return outcome.ok
    ? { companyLocation: dress("CompanyLocation", outcome.value), userErrors: [] }
    : { companyLocation: null, userErrors: inInput(outcome.errors, args) };
}

function create(_: unknown, args: Args, call: Call) {
  const input = args.input as { company: Input; companyContact?: Input | null; companyLocation?: Input | null };
  const { companies } = call.state;
  const company = readCompanyInput(input.company);
  const location = input.companyLocation ? readLocationInput(input.companyLocation) : undefined;
  const refused = companies.check({ company, location });
  if (refused.length > 0) return companyPayload({ ok: false, errors: refused }, args);
  if (!input.companyContact) return companyPayload(companies.create({ company, location }), args);
  const customer = createContactCustomer(input.companyContact, call);
  if (!customer.ok) return companyPayload({ ok: false, errors: userErrors(customer.errors, ["companyContact"]) }, args);
  const contact = { ...readContactInput(input.companyContact), customerId: customer.value.id };
  return companyPayload(companies.create({ company, location, contact }), args);
}

function remove(_: unknown, args: Args, call: Call) {
  const outcome = call.state.companies.delete(idOf(args.id, "Company"));
  return outcome.ok
    ? { deletedCompanyId: gid("Company", outcome.value.id), userErrors: [] }
    : { deletedCompanyId: null, userErrors: outcome.errors };
}

function assignAddress(_: unknown, args: Args, call: Call) {
  const { companies } = call.state;
  const id = idOf(args.locationId, "CompanyLocation");
  const kinds = (args.addressTypes as string[]).map((type) =>
    type === "BILLING" ? ("billingAddress" as const) : ("shippingAddress" as const),
  );
  const outcome = companies.assignAddress(id, kinds, readCompanyAddressInput(args.address as Input));
  if (!outcome.ok) {
    const errors = outcome.errors.map((error) =>
      error.field?.[0] === "locationId" ? error : { ...error, field: ["address", ...(error.field ?? [])] },
    );
    return { addresses: null, userErrors: errors };
  }
  const location = companies.getLocation(id);
  return { addresses: location && outcome.value.map((one) => addressNode(one, location, call)), userErrors: [] };
}

function updateTaxes(_: unknown, args: Args, call: Call) {
  const id = idOf(args.companyLocationId, "CompanyLocation");
  const before = call.state.companies.getLocation(id);
  const removed = new Set((args.exemptionsToRemove ?? []) as string[]);
  const exemptions = new Set([...(before?.taxExemptions ?? []), ...((args.exemptionsToAssign ?? []) as string[])]);
  const outcome = call.state.companies.updateLocation(id, {
    taxExemptions: [...exemptions].filter((one) => !removed.has(one)),
    ...(typeof args.taxExempt === "boolean" ? { taxExempt: args.taxExempt } : {}),
    ...(args.taxRegistrationId === undefined ? {} : { taxRegistrationId: args.taxRegistrationId as string | null }),
  });
  return locationPayload(outcome, args);
}

export const companyMutations: FieldTable<unknown> = {
  companyCreate: create,
  companyUpdate: (_, args, call) => {
    const input = readCompanyInput(args.input as Input);
    if (Object.keys(input).length === 0) return { company: null, userErrors: [noInput] };
    return companyPayload(call.state.companies.update(idOf(args.companyId, "Company"), input), args);
  },
  companyDelete: remove,
  companyLocationCreate: (_, args, call) =>
    locationPayload(
      call.state.companies.createLocation(idOf(args.companyId, "Company"), readLocationInput(args.input as Input)),
      args,
    ),
  companyLocationUpdate: (_, args, call) => {
    const input = readLocationInput(args.input as Input);
    if (Object.keys(input).length === 0) return { companyLocation: null, userErrors: [noInput] };
    return locationPayload(
      call.state.companies.updateLocation(idOf(args.companyLocationId, "CompanyLocation"), input),
      args,
    );
  },
  companyLocationDelete: (_, args, call) => {
    const outcome = call.state.companies.deleteLocation(idOf(args.companyLocationId, "CompanyLocation"));
    return outcome.ok
      ? { deletedCompanyLocationId: gid("CompanyLocation", outcome.value.id), userErrors: [] }
      : { deletedCompanyLocationId: null, userErrors: outcome.errors };
  },
  companyLocationAssignAddress: assignAddress,
  companyLocationTaxSettingsUpdate: updateTaxes,
};
