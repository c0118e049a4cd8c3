import { normaliseTags, refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import type { Customers } from "./customers.ts";
import type { CustomerRecord, Outcome } from "./records.ts";

export interface MergeOverrides {
  customerIdOfEmailToKeep?: number | undefined;
  customerIdOfPhoneNumberToKeep?: number | undefined;
  customerIdOfFirstNameToKeep?: number | undefined;
  customerIdOfLastNameToKeep?: number | undefined;
  customerIdOfDefaultAddressToKeep?: number | undefined;
  note?: string | undefined;
  tags?: string[] | undefined;
}

/** Merges two customers by the rules of `customerMerge`: returns the one that is kept; the other is gone, its orders move. */
export function mergeCustomers(
  context: StateContext,
  customers: Customers,
  moveOrders: (from: number, to: number) => void,
  ids: { oneId: number; twoId: number },
  overrides: MergeOverrides = {},
): Outcome<CustomerRecord> {
  const one = customers.get(ids.oneId);
  const two = customers.get(ids.twoId);
  if (!one || !two || one === two)
    return {
      ok: false,
      errors: [refuse([one ? "customerTwoId" : "customerOneId"], "Customer does not exist", "INVALID_CUSTOMER_ID")],
    };
  const bad = checkOverrides(one, two, overrides);
  if (bad) return { ok: false, errors: [bad] };
  const kept = chooseKept(one, two, overrides);
  const loser = kept === one ? two : one;
  const from = (id: number | undefined) => (id === loser.id ? loser : id === kept.id ? kept : undefined);
  const addressOwner = from(overrides.customerIdOfDefaultAddressToKeep) ?? kept;
  const tags = overrides.tags ?? [...kept.tags, ...loser.tags];
  const note = overrides.note ?? ([kept.note, loser.note].filter(Boolean).join(" ") || null);
  if (normaliseTags(tags).length > 250)
    return { ok: false, errors: [refuse(["overrideFields", "tags"], "Tags exceed 250", "OVERRIDE_ATTRIBUTE_INVALID")] };
  const phoneOwner = from(overrides.customerIdOfPhoneNumberToKeep) ?? (kept.phone ? kept : loser);
  moveOrders(loser.id, kept.id);
  const after: CustomerRecord = {
    ...kept,
    firstName: (from(overrides.customerIdOfFirstNameToKeep) ?? kept).firstName ?? loser.firstName,
    lastName: (from(overrides.customerIdOfLastNameToKeep) ?? kept).lastName ?? loser.lastName,
    phone: phoneOwner.phone,
    smsConsent: phoneOwner.smsConsent,
    note,
    tags: normaliseTags(tags),
    addresses: [...kept.addresses, ...loser.addresses],
    defaultAddressId: addressOwner.defaultAddressId ?? kept.defaultAddressId ?? loser.defaultAddressId,
  };
  const saved = customers.replace(loser, kept, after);
  context.emit("customers/merge", {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept.id}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${loser.id}`,
    admin_graphql_api_job_id: null,
    status: "completed",
    errors: [],
  });
  return { ok: true, value: saved };
}

function checkOverrides(one: CustomerRecord, two: CustomerRecord, overrides: MergeOverrides) {
  const keeper = [one, two].find((customer) => customer.id === overrides.customerIdOfEmailToKeep);
  if (overrides.customerIdOfEmailToKeep !== undefined && !keeper?.email)
    return refuse(
      ["overrideFields", "customerIdOfEmailToKeep"],
      "Customer is missing the email to keep",
      "MISSING_OVERRIDE_ATTRIBUTE",
    );
  return undefined;
}

/** Shopify's order of choice, from the description of `customerMerge` in the Admin schema. */
function chooseKept(one: CustomerRecord, two: CustomerRecord, overrides: MergeOverrides): CustomerRecord {
  if (overrides.customerIdOfEmailToKeep === one.id) return one;
  if (overrides.customerIdOfEmailToKeep === two.id) return two;
  if (one.email && !two.email) return one;
  if (!one.email) return two;
  const enabled = [one, two].filter((customer) => customer.state === "ENABLED");
  if (enabled.length === 1 && enabled[0]) return enabled[0];
  const consenting = [one, two].filter((customer) => ["SUBSCRIBED", "PENDING"].includes(customer.emailConsent.state));
  if (consenting.length === 1 && consenting[0]) return consenting[0];
  const invited = [one, two].filter((customer) => customer.state === "INVITED");
  if (invited.length === 1 && invited[0]) return invited[0];
  return two;
}
