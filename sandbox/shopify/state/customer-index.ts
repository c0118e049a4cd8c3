import { refuse } from "./check-customer.ts";
import type { CustomerRecord, Refusal } from "./records.ts";

/** Customers by id, and by what no two of a shop may share: e-mail without regard to case, and phone number. */
export function createCustomerIndex(touch: () => void) {
  const byId = new Map<number, CustomerRecord>();
  const byEmail = new Map<string, number>();
  const byPhone = new Map<string, number>();

  function put(customer: CustomerRecord): void {
    forgetKeys(customer.id);
    byId.set(customer.id, customer);
    if (customer.email) byEmail.set(customer.email.toLowerCase(), customer.id);
    if (customer.phone) byPhone.set(customer.phone, customer.id);
    touch();
  }

  function forgetKeys(id: number): void {
    const old = byId.get(id);
    if (old?.email) byEmail.delete(old.email.toLowerCase());
    if (old?.phone) byPhone.delete(old.phone);
  }

  return {
    put,
    delete: (id: number): void => {
      forgetKeys(id);
      byId.delete(id);
      touch();
    },
    get: (id: number) => byId.get(id),
    findByEmail: (email: string) => byId.get(byEmail.get(email.trim().toLowerCase()) ?? -1),
    findByPhone: (phone: string) => byId.get(byPhone.get(phone) ?? -1),
    /** In the order they were made. */
    list: (): CustomerRecord[] => [...byId.values()],
    count: () => byId.size,
    /** Refusals for what another customer holds already. */
    checkUnique: (customer: CustomerRecord): Refusal[] => {
      const errors: Refusal[] = [];
      const holder = customer.email ? byEmail.get(customer.email.toLowerCase()) : undefined;
      if (holder !== undefined && holder !== customer.id)
        errors.push(refuse(["email"], "Email has already been taken", "TAKEN"));
      const other = customer.phone ? byPhone.get(customer.phone) : undefined;
      if (other !== undefined && other !== customer.id)
        errors.push(refuse(["phone"], "Phone has already been taken", "TAKEN"));
      return errors;
    },
    snapshot: () => new Map(byId),
    restore: (customers: Map<number, CustomerRecord>) => {
      for (const index of [byId, byEmail, byPhone]) index.clear();
      for (const customer of customers.values()) put(customer);
    },
  };
}
