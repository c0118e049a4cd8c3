import { applyCustomerInput, isSame } from "./apply-customer-input.ts";
import { normaliseTags, readAddress, refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { customerPayload } from "./customer-payload.ts";
import type { AddressInput } from "./input.ts";
import type { AddressRecord, CustomerRecord, CustomerState, Outcome, Refusal } from "./records.ts";

type Change = (id: number, work: (before: CustomerRecord) => Outcome<CustomerRecord>) => Outcome<CustomerRecord>;

/** The single steps that people and the API take on a customer: addresses, tags, account state. */
export function createCustomerEdits(context: StateContext, change: Change) {
  function saveAddress(id: number, input: AddressInput, addressId?: number): Outcome<AddressRecord> {
    let saved: AddressRecord | undefined;
    const outcome = change(id, (before) => {
      const known = before.addresses.find((address) => address.id === addressId);
      if (addressId !== undefined && !known) return missingAddress();
      const { address, errors } = readAddress(known?.id ?? context.nextId(), input, known);
      if (errors.length > 0) return { ok: false, errors };
      if (before.addresses.some((other) => other.id !== address.id && isSame(other, address)))
        return { ok: false, errors: [refuse(null, "Customer address already exists", "TAKEN")] };
      saved = address;
      const addresses = known
        ? before.addresses.map((other) => (other.id === known.id ? address : other))
        : [...before.addresses, address];
      return {
        ok: true,
        value: { ...before, addresses, defaultAddressId: before.defaultAddressId ?? address.id },
      };
    });
    if (!outcome.ok) return outcome;
    return saved ? { ok: true, value: saved } : missingAddress();
  }

  return {
    addAddress: (id: number, input: AddressInput) => saveAddress(id, input),
    updateAddress: (id: number, addressId: number, input: AddressInput) => saveAddress(id, input, addressId),
    deleteAddress: (id: number, addressId: number) =>
      change(id, (before) => {
        const addresses = before.addresses.filter((address) => address.id !== addressId);
        if (addresses.length === before.addresses.length) return missingAddress();
        const isDefault = before.defaultAddressId === addressId;
        const defaultAddressId = isDefault ? (addresses[0]?.id ?? null) : before.defaultAddressId;
        return { ok: true, value: { ...before, addresses, defaultAddressId } };
      }),
    setDefaultAddress: (id: number, addressId: number) =>
      change(id, (before) =>
        before.addresses.some((address) => address.id === addressId)
          ? { ok: true, value: { ...before, defaultAddressId: addressId } }
          : missingAddress(),
      ),
    addTags: (id: number, tags: string[]) =>
      change(id, (before) => {
        const { after, errors } = applyCustomerInput(context, before, { tags: [...before.tags, ...tags] });
        return errors.length > 0 ? { ok: false, errors } : { ok: true, value: after };
      }),
    removeTags: (id: number, tags: string[]) =>
      change(id, (before) => {
        const gone = new Set(normaliseTags(tags).map((tag) => tag.toLowerCase()));
        return { ok: true, value: { ...before, tags: before.tags.filter((tag) => !gone.has(tag.toLowerCase())) } };
      }),
    setState: (id: number, state: CustomerState) =>
      change(id, (before) => {
        const after = { ...before, state };
        const topic = state === "ENABLED" ? "customers/enable" : state === "DISABLED" ? "customers/disable" : null;
        if (topic && state !== before.state) context.emit(topic, customerPayload(after, context.shop));
        return { ok: true, value: after };
      }),
  };
}

function missingAddress(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["addressId"], "Address does not exist", "NOT_FOUND")] };
}
