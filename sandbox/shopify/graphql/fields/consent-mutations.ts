import type { CustomerRecord, Outcome } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { idOf } from "../gid.ts";
import { customerNodeOf } from "./customer-mutations.ts";
import type { Input } from "./read-input.ts";
import { readCustomerInput, refuseState } from "./read-input.ts";

type Channel = "emailMarketingConsent" | "smsMarketingConsent";

function updateConsent(channel: Channel, args: Args, call: Call) {
  const input = args.input as Input;
  const consent = input[channel] as Input;
  const path = ["input", channel];
  const refuse = (field: string[], message: string, code: string) => ({
    customer: null,
    userErrors: [{ field, message, code }],
  });
  const unsettable = refuseState(consent);
  if (unsettable) return refuse([...path, "marketingState"], unsettable, "INVALID");
  const id = idOf(input.customerId, "Customer");
  const customer = call.state.customers.get(id);
  if (!customer) return refuse(["input", "customerId"], "Customer not found", "INVALID");
  const level = consent.marketingOptInLevel ?? undefined;
  if (level === "UNKNOWN")
    return refuse(
      [...path, "marketingOptInLevel"],
      "Cannot specify UNKNOWN as a marketing opt-in level input",
      "INVALID",
    );
  const write = readCustomerInput({ [channel]: consent });
  const outcome: Outcome<CustomerRecord> = call.state.customers.update(id, write);
  return outcome.ok
    ? { customer: customerNodeOf(outcome.value), userErrors: [] }
    : { customer: null, userErrors: outcome.errors.map((error) => ({ ...error, field: path, code: "INVALID" })) };
}

export const consentMutations: FieldTable<unknown> = {
  customerEmailMarketingConsentUpdate: (_, args, call) => updateConsent("emailMarketingConsent", args, call),
  customerSmsMarketingConsentUpdate: (_, args, call) => updateConsent("smsMarketingConsent", args, call),
};
