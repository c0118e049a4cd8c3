import { announceParts, isOther } from "./announce-customer.ts";
import { applyCustomerInput, noEmailConsent, noSmsConsent } from "./apply-customer-input.ts";
import { refuse } from "./check-customer.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import { createCustomerEdits } from "./customer-edits.ts";
import { createCustomerIndex } from "./customer-index.ts";
import { customerPayload, deletedCustomerPayload } from "./customer-payload.ts";
import type { CustomerInput, CustomerSeed, EmailConsentInput, SmsConsentInput } from "./input.ts";
import type { CustomerRecord, Outcome, Refusal } from "./records.ts";

export type Customers = ReturnType<typeof createCustomers>;

/**
 * The shop's customers. Records are never changed in place, so a reader may keep one. Writes validate as Shopify does,
 * return its refusals, and tell subscribers; a write that changes nothing changes no time and tells nobody.
 */
export function createCustomers(context: StateContext, hasOrders: (customerId: number) => boolean) {
  const index = createCustomerIndex(context.touch);

  function insert(seed: CustomerSeed): Outcome<CustomerRecord> {
    const base = blankCustomer(seed.id ?? context.nextId(), stamp(context));
    const { after, errors } = applyCustomerInput(context, base, seed);
    const refused = [...errors, ...index.checkUnique(after)];
    if (index.get(base.id)) refused.push(refuse(["id"], "Id has already been taken", "TAKEN"));
    if (refused.length > 0) return { ok: false, errors: refused };
    const customer = {
      ...after,
      state: seed.state ?? after.state,
      verifiedEmail: seed.verifiedEmail ?? after.verifiedEmail,
      createdAt: seed.createdAt ?? after.createdAt,
      updatedAt: seed.updatedAt ?? seed.createdAt ?? after.updatedAt,
    };
    index.put(customer);
    return { ok: true, value: customer };
  }

  function create(input: CustomerInput): Outcome<CustomerRecord> {
    const outcome = insert(input);
    if (!outcome.ok) return outcome;
    const customer = outcome.value;
    context.emit("customers/create", customerPayload(customer, context.shop));
    announceParts(context, blankCustomer(customer.id, customer.createdAt), customer);
    return outcome;
  }

  /** Stores the new version with a new time when anything but the time differs, and announces it. */
  function save(before: CustomerRecord, after: CustomerRecord): CustomerRecord {
    if (!isOther({ ...before, updatedAt: "" }, { ...after, updatedAt: "" })) return before;
    const saved = { ...after, updatedAt: stamp(context) };
    index.put(saved);
    context.emit("customers/update", customerPayload(saved, context.shop));
    announceParts(context, before, saved);
    return saved;
  }

  function change(id: number, work: (before: CustomerRecord) => Outcome<CustomerRecord>): Outcome<CustomerRecord> {
    const before = index.get(id);
    if (!before) return missing();
    const outcome = work(before);
    if (!outcome.ok) return outcome;
    const taken = index.checkUnique(outcome.value);
    if (taken.length > 0) return { ok: false, errors: taken };
    return { ok: true, value: save(before, outcome.value) };
  }

  const update = (id: number, input: CustomerInput): Outcome<CustomerRecord> =>
    change(id, (before) => {
      const { after, errors } = applyCustomerInput(context, before, input);
      return errors.length > 0 ? { ok: false, errors } : { ok: true, value: after };
    });

  function drop(customer: CustomerRecord): void {
    index.delete(customer.id);
    context.emit("customers/delete", deletedCustomerPayload(customer));
  }

  function remove(id: number): Outcome<CustomerRecord> {
    const before = index.get(id);
    if (!before) return missing();
    if (hasOrders(id))
      return { ok: false, errors: [refuse(["id"], "Customer can’t be deleted because they have associated orders")] };
    drop(before);
    return { ok: true, value: before };
  }

  return {
    ...createCustomerEdits(context, change),
    create,
    update,
    delete: remove,
    /** Puts a customer from an import or a seed in place: validated alike, but nobody is told. */
    load: insert,
    get: index.get,
    findByEmail: index.findByEmail,
    findByPhone: index.findByPhone,
    /** In the order they were made. */
    list: index.list,
    count: index.count,
    setEmailConsent: (id: number, emailConsent: EmailConsentInput) => update(id, { emailConsent }),
    setSmsConsent: (id: number, smsConsent: SmsConsentInput) => update(id, { smsConsent }),
    /** For the merge, which removes one and rewrites the other in one step. */
    replace: (loser: CustomerRecord, before: CustomerRecord, after: CustomerRecord) => {
      drop(loser);
      return save(before, after);
    },
    /** A new modified time without another change, as an order of the customer's gives it. */
    touch: (id: number) => {
      const before = index.get(id);
      if (!before) return;
      const touched = { ...before, updatedAt: stamp(context) };
      index.put(touched);
      context.emit("customers/update", customerPayload(touched, context.shop));
    },
    snapshot: index.snapshot,
    restore: index.restore,
  };
}

function blankCustomer(id: number, now: string): CustomerRecord {
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

function missing(): { ok: false; errors: Refusal[] } {
  return { ok: false, errors: [refuse(["id"], "Customer does not exist", "NOT_FOUND")] };
}
