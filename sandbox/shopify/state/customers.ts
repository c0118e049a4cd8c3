import { applyCustomerInput, isSame, noEmailConsent, noSmsConsent } from "./apply-customer-input.ts";
import { normaliseTags, readAddress, refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import {
  customerPayload,
  deletedCustomerPayload,
  emailConsentPayload,
  smsConsentPayload,
  tagsPayload,
} from "./customer-payload.ts";
import type { AddressInput, CustomerInput, CustomerSeed, EmailConsentInput, SmsConsentInput } from "./input.ts";
import type { AddressRecord, CustomerRecord, CustomerState, Outcome, Refusal } from "./records.ts";

export type Customers = ReturnType<typeof createCustomers>;

/**
 * The shop's customers. Records are never changed in place, so a reader may keep one. Writes validate as Shopify does,
 * return its refusals, and tell subscribers; a write that changes nothing changes no time and tells nobody.
 */
export function createCustomers(context: StateContext, hasOrders: (customerId: number) => boolean) {
  const byId = new Map<number, CustomerRecord>();
  const byEmail = new Map<string, number>();
  const byPhone = new Map<string, number>();

  function put(customer: CustomerRecord): void {
    forget(customer.id);
    byId.set(customer.id, customer);
    if (customer.email) byEmail.set(customer.email.toLowerCase(), customer.id);
    if (customer.phone) byPhone.set(customer.phone, customer.id);
    context.touch();
  }

  function forget(id: number): void {
    const old = byId.get(id);
    if (old?.email) byEmail.delete(old.email.toLowerCase());
    if (old?.phone) byPhone.delete(old.phone);
  }

  function checkUnique(customer: CustomerRecord): Refusal[] {
    const errors: Refusal[] = [];
    const holder = customer.email ? byEmail.get(customer.email.toLowerCase()) : undefined;
    if (holder !== undefined && holder !== customer.id)
      errors.push(refuse(["email"], "Email has already been taken", "TAKEN"));
    const other = customer.phone ? byPhone.get(customer.phone) : undefined;
    if (other !== undefined && other !== customer.id)
      errors.push(refuse(["phone"], "Phone has already been taken", "TAKEN"));
    return errors;
  }

  function blank(id: number): CustomerRecord {
    const now = stamp(context);
    return {
      id,
      firstName: null,
      lastName: null,
      email: null,
      phone: null,
      note: null,
      tags: [],
      state: "DISABLED",
      verifiedEmail: true,
      taxExempt: false,
      taxExemptions: [],
      locale: "en",
      multipassIdentifier: null,
      dataSaleOptOut: false,
      addresses: [],
      defaultAddressId: null,
      emailConsent: noEmailConsent(),
      smsConsent: noSmsConsent(),
      createdAt: now,
      updatedAt: now,
    };
  }

  function insert(seed: CustomerSeed): Outcome<CustomerRecord> {
    const base = blank(seed.id ?? context.nextId());
    const { after, errors } = applyCustomerInput(context, base, seed);
    const refused = [...errors, ...checkUnique(after)];
    if (byId.has(base.id)) refused.push(refuse(["id"], "Id has already been taken", "TAKEN"));
    if (refused.length > 0) return { ok: false, errors: refused };
    const customer = {
      ...after,
      state: seed.state ?? after.state,
      verifiedEmail: seed.verifiedEmail ?? after.verifiedEmail,
      createdAt: seed.createdAt ?? after.createdAt,
      updatedAt: seed.updatedAt ?? seed.createdAt ?? after.updatedAt,
    };
    put(customer);
    return { ok: true, value: customer };
  }

  function create(input: CustomerInput): Outcome<CustomerRecord> {
    const outcome = insert(input);
    if (!outcome.ok) return outcome;
    const customer = outcome.value;
    context.emit("customers/create", customerPayload(customer, context.shop));
    announceParts(blank(customer.id), customer);
    return outcome;
  }

  /** Stores the new version with a new time when anything but the time differs, and announces it. */
  function save(before: CustomerRecord, after: CustomerRecord): CustomerRecord {
    if (JSON.stringify({ ...before, updatedAt: "" }) === JSON.stringify({ ...after, updatedAt: "" })) return before;
    const saved = { ...after, updatedAt: stamp(context) };
    put(saved);
    context.emit("customers/update", customerPayload(saved, context.shop));
    announceParts(before, saved);
    return saved;
  }

  function announceParts(before: CustomerRecord, after: CustomerRecord): void {
    const added = after.tags.filter((tag) => !before.tags.includes(tag));
    const removed = before.tags.filter((tag) => !after.tags.includes(tag));
    if (added.length > 0) context.emit("customer.tags_added", tagsPayload(after.id, added, context.now()));
    if (removed.length > 0) context.emit("customer.tags_removed", tagsPayload(after.id, removed, context.now()));
    if (JSON.stringify(before.emailConsent) !== JSON.stringify(after.emailConsent))
      context.emit("customers_email_marketing_consent/update", emailConsentPayload(after, context.shop));
    if (JSON.stringify(before.smsConsent) !== JSON.stringify(after.smsConsent))
      context.emit("customers_marketing_consent/update", smsConsentPayload(after, context.shop));
  }

  function change(id: number, work: (before: CustomerRecord) => Outcome<CustomerRecord>): Outcome<CustomerRecord> {
    const before = byId.get(id);
    if (!before) return missing();
    const outcome = work(before);
    if (!outcome.ok) return outcome;
    const taken = checkUnique(outcome.value);
    if (taken.length > 0) return { ok: false, errors: taken };
    return { ok: true, value: save(before, outcome.value) };
  }

  const update = (id: number, input: CustomerInput): Outcome<CustomerRecord> =>
    change(id, (before) => {
      const { after, errors } = applyCustomerInput(context, before, input);
      return errors.length > 0 ? { ok: false, errors } : { ok: true, value: after };
    });

  function remove(id: number): Outcome<CustomerRecord> {
    const before = byId.get(id);
    if (!before) return missing();
    if (hasOrders(id))
      return {
        ok: false,
        errors: [refuse(["id"], "Customer can’t be deleted because they have associated orders")],
      };
    drop(before);
    return { ok: true, value: before };
  }

  function drop(customer: CustomerRecord): void {
    forget(customer.id);
    byId.delete(customer.id);
    context.touch();
    context.emit("customers/delete", deletedCustomerPayload(customer));
  }

  function saveAddress(id: number, input: AddressInput, addressId?: number): Outcome<AddressRecord> {
    const before = byId.get(id);
    if (!before) return missing();
    const known = before.addresses.find((address) => address.id === addressId);
    if (addressId !== undefined && !known) return missing("address");
    const { address, errors } = readAddress(known?.id ?? context.nextId(), input, known);
    if (errors.length > 0) return { ok: false, errors };
    if (before.addresses.some((other) => other.id !== address.id && isSame(other, address)))
      return { ok: false, errors: [refuse(null, "Customer address already exists", "TAKEN")] };
    const addresses = known
      ? before.addresses.map((other) => (other.id === known.id ? address : other))
      : [...before.addresses, address];
    save(before, { ...before, addresses, defaultAddressId: before.defaultAddressId ?? address.id });
    return { ok: true, value: address };
  }

  function deleteAddress(id: number, addressId: number): Outcome<CustomerRecord> {
    const before = byId.get(id);
    if (!before) return missing();
    const addresses = before.addresses.filter((address) => address.id !== addressId);
    if (addresses.length === before.addresses.length) return missing("address");
    const defaultAddressId =
      before.defaultAddressId === addressId ? (addresses[0]?.id ?? null) : before.defaultAddressId;
    return { ok: true, value: save(before, { ...before, addresses, defaultAddressId }) };
  }

  return {
    create,
    update,
    delete: remove,
    /** Puts a customer from an import or a seed in place: validated alike, but nobody is told. */
    load: insert,
    get: (id: number) => byId.get(id),
    findByEmail: (email: string) => byId.get(byEmail.get(email.trim().toLowerCase()) ?? -1),
    findByPhone: (phone: string) => byId.get(byPhone.get(phone) ?? -1),
    /** In the order they were made. */
    list: (): CustomerRecord[] => [...byId.values()],
    count: () => byId.size,
    setEmailConsent: (id: number, emailConsent: EmailConsentInput) => update(id, { emailConsent }),
    setSmsConsent: (id: number, smsConsent: SmsConsentInput) => update(id, { smsConsent }),
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
        if (state !== before.state && (state === "ENABLED" || state === "DISABLED"))
          context.emit(
            state === "ENABLED" ? "customers/enable" : "customers/disable",
            customerPayload(after, context.shop),
          );
        return { ok: true, value: after };
      }),
    addAddress: (id: number, input: AddressInput) => saveAddress(id, input),
    updateAddress: (id: number, addressId: number, input: AddressInput) => saveAddress(id, input, addressId),
    deleteAddress,
    setDefaultAddress: (id: number, addressId: number) =>
      change(id, (before) =>
        before.addresses.some((address) => address.id === addressId)
          ? { ok: true, value: { ...before, defaultAddressId: addressId } }
          : missing("address"),
      ),
    /** For the merge, which removes one and rewrites the other in one step. */
    replace: (loser: CustomerRecord, before: CustomerRecord, after: CustomerRecord) => {
      drop(loser);
      return save(before, after);
    },
    /** Raises the modified time without another change, as a new order does. */
    touch: (id: number) => {
      const before = byId.get(id);
      if (before) put({ ...before, updatedAt: stamp(context) });
    },
    snapshot: () => new Map(byId),
    restore: (customers: Map<number, CustomerRecord>) => {
      for (const index of [byId, byEmail, byPhone]) index.clear();
      for (const customer of customers.values()) put(customer);
    },
  };
}

function missing(what: "customer" | "address" = "customer"): { ok: false; errors: Refusal[] } {
  return what === "customer"
    ? { ok: false, errors: [refuse(["id"], "Customer does not exist", "NOT_FOUND")] }
    : { ok: false, errors: [refuse(["addressId"], "Address does not exist", "NOT_FOUND")] };
}
