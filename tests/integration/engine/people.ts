import type { Value, Values } from "#app/sync/record.ts";
import { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import { UI_SOURCE } from "#sandbox/hubspot/portal.ts";
import type { CustomerInput } from "#sandbox/shopify/state/input.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";

const CONTACTS = "0-1";
const addressFields: ReadonlySet<string> = new Set(["city", "countryCode"]);

/** What people do in a shop. Null where Shopify refuses it. */
export class Merchant {
  readonly #shop: ShopState;

  constructor(shop: ShopState) {
    this.#shop = shop;
  }

  create(values: Values): string | null {
    const { city = null, countryCode = null, tags, ...rest } = values;
    const addresses = city === null && countryCode === null ? {} : { addresses: [{ city, countryCode }] };
    const listed = tags ? { tags: tags.split(",") } : {};
    const made = this.#shop.customers.create({ ...(rest as CustomerInput), ...listed, ...addresses });
    return made.ok ? String(made.value.id) : null;
  }

  edit(id: string, field: string, value: Value): true | null {
    const { customers } = this.#shop;
    const number = Number(id);
    if (addressFields.has(field)) return this.#editAddress(number, { [field]: value });
    if (field === "tags") return done(customers.update(number, { tags: value?.split(",") ?? [] }));
    if (field === "emailConsent") {
      const state = value === "subscribed" ? "SUBSCRIBED" : "UNSUBSCRIBED";
      return done(customers.setEmailConsent(number, { state }));
    }
    if (field === "smsConsent") {
      const state = value === "subscribed" ? "SUBSCRIBED" : "UNSUBSCRIBED";
      return done(customers.setSmsConsent(number, { state }));
    }
    return done(customers.update(number, { [field]: value }));
  }

  delete(id: string): void {
    this.#shop.customers.delete(Number(id));
  }

  /** Shopify keeps the one that has an e-mail: where that is the other one, these people think better of it. */
  merge(winner: string, loser: string): void {
    const { customers } = this.#shop;
    const keepsEmail = Boolean(customers.get(Number(winner))?.email);
    if (!keepsEmail && customers.get(Number(loser))?.email) return;
    // Without any e-mail it is the second that is kept.
    const overrides = keepsEmail ? { customerIdOfEmailToKeep: Number(winner) } : {};
    customers.merge(Number(loser), Number(winner), overrides);
  }

  #editAddress(id: number, input: { city?: Value; countryCode?: Value }): true | null {
    const { customers } = this.#shop;
    const addressId = customers.get(id)?.defaultAddressId ?? null;
    if (addressId !== null) return done(customers.updateAddress(id, addressId, input));
    if (Object.values(input).every((value) => value === null)) return true;
    return done(customers.addAddress(id, input));
  }
}

function done({ ok }: { ok: boolean }): true | null {
  return ok ? true : null;
}

/** What people do in a portal. Null where HubSpot refuses it. */
export class Marketer {
  readonly #portal: Portal;

  constructor(portal: Portal) {
    this.#portal = portal;
  }

  create(values: Values): string | null {
    const known = Object.entries(values).filter(([, value]) => value !== null);
    return unlessRefused(() => this.#portal.createRecord(CONTACTS, Object.fromEntries(known)).id);
  }

  edit(id: string, property: string, value: Value): true | null {
    return unlessRefused(() => {
      this.#portal.updateRecord(CONTACTS, id, { [property]: value ?? "" });
      return true;
    });
  }

  delete(id: string): void {
    const record = this.#portal.contacts.find(id);
    if (record) this.#portal.contacts.archive(record, UI_SOURCE);
  }

  deleted(): string[] {
    return [...this.#portal.contacts.list(true)].map(({ id }) => id);
  }

  restore(id: string): void {
    unlessRefused(() => this.#portal.contacts.restore(id, UI_SOURCE));
  }

  /** @returns the id of the contact that lives on. */
  merge(primary: string, other: string, newId: boolean): string | null {
    const { contacts } = this.#portal;
    const [one, two] = [contacts.find(primary), contacts.find(other)];
    return one && two ? contacts.merge(one, two, UI_SOURCE, newId).id : null;
  }

  /** The person's own doing, by the link in an e-mail or on HubSpot's page. */
  optOut(id: string, value: boolean): void {
    const { contacts, subscriptions } = this.#portal;
    const email = contacts.find(id)?.values.get("email");
    if (!email) return;
    if (value) subscriptions.unsubscribeAll(email, UI_SOURCE);
    else
      for (const { id: type } of subscriptions.types)
        subscriptions.set(email, type, { state: "SUBSCRIBED", source: "Preferences page" }, UI_SOURCE);
  }
}

function unlessRefused<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof HubspotError) return null;
    throw error;
  }
}
