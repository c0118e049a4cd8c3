import { blankToNull, checkTags, isEmail, normaliseTags, refuse } from "./check-customer.ts";
import type { OrderAct } from "./order-change.ts";
import type { Attribute, OrderRecord } from "./order-records.ts";
import type { Buyers } from "./orders.ts";
import type { AddressRecord, Refusal } from "./records.ts";

/** A field left out stays as it is; null or "" clears it. */
export interface OrderInput {
  email?: string | null | undefined;
  phone?: string | null | undefined;
  note?: string | null | undefined;
  poNumber?: string | null | undefined;
  tags?: string[] | undefined;
  customAttributes?: Attribute[] | undefined;
  shippingAddress?: AddressRecord | null | undefined;
  customerId?: number | null | undefined;
}

const MAX_NOTE = 5000;

export function updateOrder(before: OrderRecord, input: OrderInput, buyers: Buyers): OrderAct {
  const errors: Refusal[] = [];
  const pick = (name: "email" | "note" | "phone" | "poNumber"): string | null =>
    input[name] === undefined ? before[name] : blankToNull(input[name]);
  const after: OrderRecord = {
    ...before,
    email: pick("email"),
    phone: pick("phone"),
    note: pick("note"),
    poNumber: pick("poNumber"),
    tags: input.tags ? normaliseTags(input.tags) : before.tags,
    customAttributes: input.customAttributes ?? before.customAttributes,
    shippingAddress: input.shippingAddress === undefined ? before.shippingAddress : input.shippingAddress,
    customerId: input.customerId === undefined ? before.customerId : input.customerId,
  };
  if (input.email && after.email && !isEmail(after.email)) errors.push(refuse(["email"], "Email is invalid"));
  if (after.note && after.note.length > MAX_NOTE)
    errors.push(refuse(["note"], `Note is too long (maximum is ${MAX_NOTE} characters)`, "TOO_LONG"));
  if (input.tags) errors.push(...checkTags(after.tags));
  if (input.customerId && !buyers.find(input.customerId))
    errors.push(refuse(["customerId"], "Customer does not exist", "NOT_FOUND"));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: { after } };
}
