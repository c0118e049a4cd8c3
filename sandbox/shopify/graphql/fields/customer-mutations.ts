import { toE164 } from "../../state/check-customer.ts";
import type { MergeOverrides } from "../../state/merge-customers.ts";
import type { CustomerRecord, Outcome, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { findByCustomId } from "./custom-id.ts";
import type { StoreOptions } from "./metafield-mutations.ts";
import { storeMetafields } from "./metafield-mutations.ts";
import type { Input } from "./read-input.ts";
import { readCustomerInput, refuseState, userErrors } from "./read-input.ts";

export const customerNodeOf = (of: CustomerRecord) => ({ __typename: "Customer", of });

function payload(outcome: Outcome<CustomerRecord>, prefix: string[] = []) {
  return outcome.ok
    ? { customer: customerNodeOf(outcome.value), userErrors: [] }
    : { customer: null, userErrors: userErrors(outcome.errors, prefix) };
}

function create(_: unknown, args: Args, call: Call) {
  const input = args.input as Input;
  const unsettable = (["emailMarketingConsent", "smsMarketingConsent"] as const).flatMap((field) => {
    const consent = input[field] as Input | null | undefined;
    const refusal = consent ? refuseState(consent) : null;
    return refusal ? [{ field: [field, "marketingState"], message: refusal }] : [];
  });
  if (unsettable.length > 0) return { customer: null, userErrors: unsettable };
  const refused = setMetafields(input, "gid://shopify/Customer/0", call, { isDryRun: true });
  if (refused.length > 0) return { customer: null, userErrors: refused };
  const outcome = call.state.customers.create(readCustomerInput(input));
  if (outcome.ok) setMetafields(input, gid("Customer", outcome.value.id), call, { isQuiet: true });
  return payload(outcome);
}

function update(_: unknown, args: Args, call: Call) {
  const input = args.input as Input;
  // Consent has mutations of its own; customerUpdate names them.
  for (const [field, mutation] of [
    ["emailMarketingConsent", "customerEmailMarketingConsentUpdate"],
    ["smsMarketingConsent", "customerSmsMarketingConsentUpdate"],
  ] as const)
    if (input[field])
      return {
        customer: null,
        userErrors: [{ field: [field], message: `To update ${field}, please use the ${mutation} Mutation instead` }],
      };
  if (typeof input.id !== "string")
    return { customer: null, userErrors: [{ field: ["id"], message: "Customer does not exist" }] };
  const id = idOf(input.id, "Customer");
  const refused = setMetafields(input, gid("Customer", id), call, { isDryRun: true });
  if (refused.length > 0) return { customer: null, userErrors: refused };
  const before = call.state.customers.get(id);
  const outcome = call.state.customers.update(id, readCustomerInput(input));
  if (!outcome.ok) return payload(outcome);
  // One write is told once, whether fields, metafields or both changed.
  setMetafields(input, gid("Customer", id), call, { isQuiet: outcome.value !== before });
  return payload({ ok: true, value: call.state.customers.get(id) ?? outcome.value });
}

function setMetafields(input: Input, ownerId: string, call: Call, options: StoreOptions): Refusal[] {
  if (!Array.isArray(input.metafields)) return [];
  const wanted = (input.metafields as Input[]).map((metafield) => ({ ...metafield, ownerId }));
  return storeMetafields(wanted, call, options).errors;
}

/** Creates, updates by id, or does either by e-mail or phone; what is listed replaces what was there. */
function set(_: unknown, args: Args, call: Call) {
  const input = args.input as Input;
  const identifier = args.identifier as Record<string, string | undefined> | null | undefined;
  const refuse = (code: string, message: string, field: string[] = ["identifier"]) => ({
    customer: null,
    userErrors: [{ field, code, message }],
  });
  if (identifier && input.id)
    return refuse("ID_NOT_ALLOWED", "The id field is not allowed if identifier is provided.", ["input", "id"]);
  if (identifier?.customId) return setByCustomId(identifier.customId, input, call);
  const { customers } = call.state;
  const id = identifier?.id ?? (input.id as string | undefined);
  if (id) {
    if (!customers.get(idOf(id, "Customer")))
      return refuse("NOT_FOUND", "Resource matching the identifier was not found.");
    return payload(customers.update(idOf(id, "Customer"), readCustomerInput(input)), ["input"]);
  }
  if (!identifier) return payload(customers.create(readCustomerInput(input)), ["input"]);
  const key = identifier.email ? "email" : "phone";
  const wanted = identifier[key] ?? "";
  const given = input[key];
  if (given === undefined || given === null)
    return refuse("MISSING_FIELD_REQUIRED", "The input field corresponding to the identifier is required.", [
      "input",
      key,
    ]);
  const isSame =
    key === "email"
      ? String(given).trim().toLowerCase() === wanted.trim().toLowerCase()
      : toPhone(String(given), call) === toPhone(wanted, call);
  if (!isSame)
    return refuse(
      "INPUT_MISMATCH",
      "The identifier value does not match the value of the corresponding field in the input.",
    );
  const found = key === "email" ? customers.findByEmail(wanted) : customers.findByPhone(toPhone(wanted, call));
  const outcome = found
    ? customers.update(found.id, readCustomerInput(input))
    : customers.create(readCustomerInput(input));
  return payload(outcome, ["input"]);
}

/** The customer that carries the custom id, or a new one that is given it. */
function setByCustomId(customId: unknown, input: Input, call: Call) {
  const { customers } = call.state;
  const ownerId = findByCustomId("Customer", customId, call);
  const outcome = ownerId
    ? customers.update(idOf(ownerId, "Customer"), readCustomerInput(input))
    : customers.create(readCustomerInput(input));
  if (outcome.ok && !ownerId)
    storeMetafields([{ ...(customId as Input), ownerId: gid("Customer", outcome.value.id) }], call, { isQuiet: true });
  return payload(outcome, ["input"]);
}

function toPhone(text: string, call: Call): string {
  return toE164(text, call.state.shop.countryCode) ?? text;
}

function remove(_: unknown, args: Args, call: Call) {
  const id = (args.input as { id: string }).id;
  const outcome = call.state.customers.delete(idOf(id, "Customer"));
  const shop = { __typename: "Shop", of: call.state.shop };
  return outcome.ok
    ? { deletedCustomerId: gid("Customer", outcome.value.id), shop, userErrors: [] }
    : { deletedCustomerId: null, shop, userErrors: outcome.errors };
}

function merge(_: unknown, args: Args, call: Call) {
  const given = (args.overrideFields ?? {}) as Record<string, unknown>;
  const overrides: MergeOverrides = {};
  for (const key of [
    "customerIdOfEmailToKeep",
    "customerIdOfPhoneNumberToKeep",
    "customerIdOfFirstNameToKeep",
    "customerIdOfLastNameToKeep",
    "customerIdOfDefaultAddressToKeep",
  ] as const)
    if (typeof given[key] === "string") overrides[key] = idOf(given[key], "Customer");
  if (typeof given.note === "string") overrides.note = given.note;
  if (Array.isArray(given.tags)) overrides.tags = given.tags as string[];
  const outcome = call.state.customers.merge(
    idOf(args.customerOneId, "Customer"),
    idOf(args.customerTwoId, "Customer"),
    overrides,
  );
  if (!outcome.ok) return { job: null, resultingCustomerId: null, userErrors: outcome.errors };
  return {
    // The merge is over at once here; Shopify may answer with a job that still runs.
    job: { id: gid("Job", call.state.nextId()), done: true, query: null },
    resultingCustomerId: gid("Customer", outcome.value.id),
    userErrors: [],
  };
}

export const customerMutations: FieldTable<unknown> = {
  customerCreate: create,
  customerUpdate: update,
  customerSet: set,
  customerDelete: remove,
  customerMerge: merge,
};
