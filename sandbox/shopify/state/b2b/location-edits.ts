import { isOther } from "../announce-customer.ts";
import { blankToNull, refuse, toE164 } from "../check-customer.ts";
import type { StateContext } from "../context.ts";
import { stamp } from "../context.ts";
import type { Outcome, Refusal } from "../records.ts";
import { readCompanyAddress } from "./company-address.ts";
import { locationPayload } from "./company-payload.ts";
import type { CompanyAddressInput, CompanyAddressRecord, LocationInput, LocationRecord } from "./records.ts";
import type { CompanyTables } from "./tables.ts";
import { checkLength, missing } from "./tables.ts";

type AddressKind = "billingAddress" | "shippingAddress";

/** What people and the API do with a company's locations. */
export function createLocationEdits(context: StateContext, tables: CompanyTables) {
  const { companies, locations, assignments } = tables;

  function announce(topic: string, location: LocationRecord): void {
    context.touch();
    const company = companies.get(location.companyId);
    if (company) context.emit(topic, locationPayload(location, company, context.shop));
  }

  function save(before: LocationRecord, after: LocationRecord): LocationRecord {
    if (!isOther(before, after)) return before;
    const saved = { ...after, updatedAt: stamp(context) };
    locations.put(saved);
    announce("company_locations/update", saved);
    return saved;
  }

  const apply = (before: LocationRecord, input: LocationInput) => applyLocationInput(context, tables, before, input);

  function create(companyId: number, input: LocationInput): Outcome<LocationRecord> {
    const company = companies.get(companyId);
    if (!company) return missing("company", "companyId");
    const { after, errors } = apply(blankLocation(context, companyId, company.name), input);
    if (errors.length > 0) return { ok: false, errors };
    locations.put(after);
    announce("company_locations/create", after);
    return { ok: true, value: after };
  }

  return {
    createLocation: create,
    /** What creating a location with this input would be refused for. */
    checkLocation: (companyName: string, input: LocationInput): Refusal[] =>
      apply(blankLocation({ ...context, nextId: () => 0 }, -1, companyName), input).errors,
    updateLocation: (id: number, input: LocationInput): Outcome<LocationRecord> => {
      const before = locations.get(id);
      if (!before) return missing("company location", "companyLocationId");
      const { after, errors } = apply(before, input);
      return errors.length > 0 ? { ok: false, errors } : { ok: true, value: save(before, after) };
    },
    assignAddress: (id: number, kinds: AddressKind[], input: CompanyAddressInput): Outcome<CompanyAddressRecord[]> => {
      const before = locations.get(id);
      if (!before) return missing("company location", "locationId");
      const after = { ...before };
      const errors: Refusal[] = [];
      const addresses = kinds.map((kind) => {
        const read = readCompanyAddress(context, input, before[kind]);
        errors.push(...read.errors);
        after[kind] = read.address;
        return read.address;
      });
      if (errors.length > 0) return { ok: false, errors };
      save(before, after);
      return { ok: true, value: addresses };
    },
    deleteLocation: (id: number): Outcome<LocationRecord> => {
      const before = locations.get(id);
      if (!before) return missing("company location", "companyLocationId");
      for (const assignment of assignments.listOf(id)) assignments.delete(assignment.id);
      locations.delete(id);
      announce("company_locations/delete", before);
      return { ok: true, value: before };
    },
    touchLocation: (id: number): void => {
      const before = locations.get(id);
      if (!before) return;
      const touched = { ...before, updatedAt: stamp(context) };
      locations.put(touched);
      announce("company_locations/update", touched);
    },
  };
}

/** The location with the input laid over it, without writing it. */
function applyLocationInput(
  context: StateContext,
  { locations }: CompanyTables,
  before: LocationRecord,
  input: LocationInput,
): { after: LocationRecord; errors: Refusal[] } {
  const errors: Refusal[] = [];
  const text = (key: "externalId" | "locale" | "name" | "note" | "phone" | "taxRegistrationId"): string | null =>
    input[key] === undefined ? before[key] : blankToNull(input[key]);
  const phone = text("phone");
  const number = phone && toE164(phone, context.shop.countryCode);
  if (phone && !number) errors.push(refuse(["phone"], "Phone is invalid", "INVALID"));
  const name = text("name");
  if (name === null) errors.push(refuse(["name"], "Name can't be blank", "BLANK"));
  const after: LocationRecord = {
    ...before,
    name: name ?? "",
    externalId: text("externalId"),
    phone: number || null,
    note: text("note"),
    locale: text("locale"),
    taxExempt: input.taxExempt ?? before.taxExempt,
    taxExemptions: input.taxExemptions ?? before.taxExemptions,
    taxRegistrationId: text("taxRegistrationId"),
  };
  errors.push(...checkLength("name", "Name", after.name, 255));
  errors.push(...checkLength("externalId", "External id", after.externalId, 64));
  errors.push(...checkLength("note", "Note", after.note, 5_000));
  const isTaken = locations
    .listOf(before.companyId)
    .some((one) => one.id !== before.id && one.externalId !== null && one.externalId === after.externalId);
  if (isTaken) errors.push(refuse(["externalId"], "External id has already been taken", "TAKEN"));
  const billing = input.billingSameAsShipping === true ? input.shippingAddress : input.billingAddress;
  for (const [kind, address] of [
    ["shippingAddress", input.shippingAddress],
    ["billingAddress", billing],
  ] as const) {
    if (!address) continue;
    const read = readCompanyAddress(context, address, before[kind]);
    after[kind] = read.address;
    errors.push(...read.errors.map((error) => ({ ...error, field: [kind, ...(error.field ?? [])] })));
  }
  return { after, errors };
}

function blankLocation(context: StateContext, companyId: number, name: string): LocationRecord {
  const now = stamp(context);
  return {
    id: context.nextId(),
    companyId,
    // A location without a name of its own goes by the company's.
    name,
    externalId: null,
    phone: null,
    note: null,
    locale: null,
    billingAddress: null,
    shippingAddress: null,
    taxExempt: false,
    taxExemptions: [],
    taxRegistrationId: null,
    createdAt: now,
    updatedAt: now,
  };
}
