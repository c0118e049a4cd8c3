import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";
import { isEmail, normaliseEmail } from "#sandbox/hubspot/crm/check-value.ts";
import { invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";
import type { SubscriptionTypeSeed } from "#sandbox/hubspot/portal-seed.ts";

export type StatusState = "SUBSCRIBED" | "UNSUBSCRIBED" | "NOT_SPECIFIED";

export interface Status {
  state: StatusState;
  at: number;
  source: string;
  legalBasis?: string;
  legalBasisExplanation?: string;
}

interface Address {
  /** Opted out of everything, since when. */
  allSince?: number;
  byType: Map<number, Status>;
}

/** Who agreed to which kind of e-mail in a portal. Statuses belong to addresses and outlive contacts. */
export class SubscriptionStore {
  readonly types: SubscriptionTypeSeed[];
  readonly #contacts: ObjectSpace;
  readonly #now: () => number;
  readonly #addresses = new Map<string, Address>();

  constructor(options: { types: SubscriptionTypeSeed[]; contacts: ObjectSpace; now: () => number }) {
    this.types = options.types;
    this.#contacts = options.contacts;
    this.#now = options.now;
    for (const type of options.types) {
      this.#contacts.definitions.addStandard({
        name: `hs_email_optout_${type.id}`,
        label: `Opted out of email: ${type.name}`,
        type: "enumeration",
        fieldType: "booleancheckbox",
        groupName: "emailinformation",
        readOnly: true,
        options: [
          ["true", "Yes"],
          ["false", "No"],
        ],
      });
    }
  }

  type(id: number): SubscriptionTypeSeed {
    const type = this.types.find((one) => one.id === id);
    if (!type) throw notFound(`Subscription type ${id} does not exist`, { subscriptionId: [String(id)] });
    return type;
  }

  /** The address as HubSpot keeps it; 400 when it is none. */
  address(given: string): string {
    const email = normaliseEmail(given);
    if (!isEmail(email))
      throw invalid(`Email address ${given} is invalid`, { context: { subscriberIdString: [given] } });
    return email;
  }

  status(email: string, typeId: number): Status {
    const address = this.#addresses.get(email);
    const status = address?.byType.get(typeId);
    if (address?.allSince !== undefined) {
      return { ...status, state: "UNSUBSCRIBED", at: address.allSince, source: "Unsubscribed from all" };
    }
    return status ?? { state: "NOT_SPECIFIED", at: 0, source: "" };
  }

  allSince(email: string): number | undefined {
    return this.#addresses.get(email)?.allSince;
  }

  /** Sets one type's status; false when it already was so. */
  set(email: string, typeId: number, wanted: Omit<Status, "at">, source: ChangeSource): boolean {
    const address = this.#open(email);
    const wasOut = address.allSince !== undefined;
    if (this.status(email, typeId).state === wanted.state) return false;
    if (wasOut) {
      // Leaving "everything" for one type keeps the other types as they were opted out.
      for (const type of this.types) {
        address.byType.set(type.id, {
          state: "UNSUBSCRIBED",
          at: address.allSince ?? this.#now(),
          source: wanted.source,
        });
      }
      delete address.allSince;
    }
    address.byType.set(typeId, { ...wanted, at: this.#now() });
    this.#reflectAddress(email, source);
    return true;
  }

  /** Opts the address out of everything; false when it already was. */
  unsubscribeAll(email: string, source: ChangeSource): boolean {
    const address = this.#open(email);
    if (address.allSince !== undefined) return false;
    address.allSince = this.#now();
    this.#reflectAddress(email, source);
    return true;
  }

  /** Shows the statuses of a contact's address in its read-only properties. */
  reflect(contactId: string, source: ChangeSource): void {
    const record = this.#contacts.records.find(contactId);
    const email = record?.values.get("email");
    if (!record || (!email && !record.values.has("hs_email_optout"))) return;
    const address = email ? this.#addresses.get(email) : undefined;
    const shown = new Map<string, string>();
    const show = (name: string, isOut: boolean) => {
      // A property nobody ever opted out with stays unset.
      if (isOut || record.values.get(name)) shown.set(name, isOut ? "true" : "false");
    };
    show("hs_email_optout", address?.allSince !== undefined);
    for (const type of this.types) {
      show(`hs_email_optout_${type.id}`, address?.byType.get(type.id)?.state === "UNSUBSCRIBED");
    }
    this.#contacts.records.update(record, shown, source);
  }

  #open(email: string): Address {
    const address = this.#addresses.get(email) ?? { byType: new Map<number, Status>() };
    this.#addresses.set(email, address);
    return address;
  }

  #reflectAddress(email: string, source: ChangeSource): void {
    const contact = this.#contacts.records.findBy("email", email);
    if (contact?.values.get("email") === email) this.reflect(contact.id, source);
  }
}
