import { SubscriptionStore } from "#sandbox/hubspot/consent/subscription-store.ts";
import { AssociationStore } from "#sandbox/hubspot/crm/associations/association-store.ts";
import { AssociationTypes } from "#sandbox/hubspot/crm/associations/association-types.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";
import { checkProperties } from "#sandbox/hubspot/crm/check-properties.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { objectTypes } from "#sandbox/hubspot/crm/object-types.ts";
import type { PlannedWrite, RecordStore } from "#sandbox/hubspot/crm/record-store.ts";
import type { ObjectSpace, PortalOptions } from "#sandbox/hubspot/open-space.ts";
import { openSpace } from "#sandbox/hubspot/open-space.ts";
import type { PortalSeed } from "#sandbox/hubspot/portal-seed.ts";

export type { ObjectSpace } from "#sandbox/hubspot/open-space.ts";

/** A person working in the portal, as the source of a change. */
export const UI_SOURCE: ChangeSource = { changeSource: "CRM_UI", sourceId: "userId:1001" };

const DEFAULT_SUBSCRIPTION_TYPES = [
  { id: 901_001, name: "Marketing Information", description: "Marketing offers and updates." },
  { id: 901_002, name: "One to One", description: "One to One emails" },
];

/** One HubSpot account: its facts, records, associations, definitions and subscriptions. */
export class Portal {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
  readonly seed: PortalSeed;
  readonly subscriptions: SubscriptionStore;
  readonly associationTypes: AssociationTypes;
  readonly associations: AssociationStore;
  readonly #spaces = new Map<string, ObjectSpace>();
  readonly #options: PortalOptions;
  #isSeeding = true;

  constructor(seed: PortalSeed, options: PortalOptions) {
    this.id = seed.id;
    this.seed = seed;
    this.#options = options;
    this.name = seed.name ?? `Portal ${seed.id}`;
    this.domain = seed.domain ?? `portal-${seed.id}.hubspot.com`;
    const hasCartsToCompanies = seed.associatesCartsWithCompanies ?? true;
    this.associationTypes = new AssociationTypes(
      ({ from, to, isUncertain }) => this.has(from) && this.has(to) && (!isUncertain || hasCartsToCompanies),
    );
    this.associations = new AssociationStore(this.associationTypes, (change, source) => {
      const event: RecordEvent = { kind: "associationChange", id: change.from.id, change };
      this.#tell(change.from.typeId, event, source);
    });
    for (const type of objectTypes) {
      if (!this.has(type.typeId)) continue;
      const onEvent = (event: RecordEvent, record: CrmRecord, source: ChangeSource) =>
        this.#follow(type.typeId, event, record, source);
      const space = openSpace(type, { ...options, seed, onEvent, portal: this, isSeeding: () => this.#isSeeding });
      this.#spaces.set(type.typeId, space);
    }
    this.subscriptions = new SubscriptionStore({
      types: seed.subscriptionTypes ?? DEFAULT_SUBSCRIPTION_TYPES,
      contacts: this.space("0-1"),
      now: options.clock.now,
    });
    this.#sow();
    this.#isSeeding = false;
  }

  /** Whether this account has such records at all. */
  has(typeId: string): boolean {
    const type = objectTypes.find((one) => one.typeId === typeId);
    return type !== undefined && !(this.seed.missingObjects ?? []).includes(type.plural);
  }

  /** The space of a type id; unknown ids are a mistake of the caller. */
  space(typeId: string): ObjectSpace {
    const space = this.#spaces.get(typeId);
    if (!space) throw new Error(`No object type ${typeId}`);
    return space;
  }

  spaces(): ObjectSpace[] {
    return [...this.#spaces.values()];
  }

  /** Contacts, for tests and seeding. */
  get contacts(): RecordStore {
    return this.space("0-1").records;
  }

  /** How many records of each kind there are, by plural name. */
  counts(): Record<string, { active: number; archived: number }> {
    return Object.fromEntries(
      this.spaces().map(({ type, records }) => [
        type.plural,
        { active: records.count(), archived: records.count(true) },
      ]),
    );
  }

  /** No record waits to become visible to search. */
  isIndexed(): boolean {
    return this.spaces().every(({ index }) => index.isCaughtUp());
  }

  checkProperties(typeId: string, given: Record<string, unknown>): Map<string, string> {
    const { definitions } = this.space(typeId);
    return checkProperties(given, { definitions, portalId: this.id, owners: this.seed.owners ?? [] });
  }

  /** Carries out a planned write and makes the associations that go with it. */
  carryOut({ type, records }: ObjectSpace, write: PlannedWrite): CrmRecord {
    const record = records.carryOut(write);
    for (const { to, types } of write.associations ?? []) {
      this.associations.associate({ typeId: type.typeId, id: record.id }, to, types, write.source);
    }
    return record;
  }

  /** Creates a record as a person in HubSpot would, with the API's own checks. */
  createRecord(typeId: string, properties: Record<string, unknown>, source: ChangeSource = UI_SOURCE): CrmRecord {
    return this.space(typeId).records.create(this.checkProperties(typeId, properties), source);
  }

  /** Edits a record as a person in HubSpot would, with the API's own checks. */
  updateRecord(
    typeId: string,
    id: string,
    properties: Record<string, unknown>,
    source: ChangeSource = UI_SOURCE,
  ): CrmRecord {
    const { records } = this.space(typeId);
    const record = records.find(id);
    if (!record) throw new Error(`No record ${id}`);
    return records.update(record, this.checkProperties(typeId, properties), source);
  }

  /** What a change brings along elsewhere in the account, and then the news of it. */
  #follow(typeId: string, event: RecordEvent, record: CrmRecord, source: ChangeSource): void {
    const { id } = event;
    if (event.kind === "deletion" || event.kind === "privacyDeletion") this.associations.drop({ typeId, id });
    if (event.kind === "merge") {
      for (const old of [event.primaryId, ...event.mergedIds]) {
        if (old !== id) this.associations.move({ typeId, id: old }, { typeId, id });
      }
    }
    // A status belongs to an address, so a contact that takes the address on shows it at once.
    if (typeId === "0-1" && event.kind === "propertyChange" && event.name === "email") {
      this.subscriptions?.reflect(record.id, source);
    }
    this.#tell(typeId, event, source);
  }

  #tell(typeId: string, event: RecordEvent, source: ChangeSource): void {
    if (!this.#isSeeding) this.#options.onEvent(this, typeId, event, source);
  }

  #sow(): void {
    const { seed } = this;
    for (const name of seed.propertiesInUse ?? []) this.space("0-1").definitions.markInUse(name, "workflow: Welcome");
    const contacts = (seed.contacts ?? []).map((properties) => ({ object: "contacts", key: undefined, properties }));
    const keyed = new Map<string, { typeId: string; id: string }>();
    for (const { object, key, properties } of [...contacts, ...(seed.records ?? [])]) {
      const typeId = this.spaces().find(({ type }) => type.plural === object)?.type.typeId;
      if (!typeId) throw new Error(`The seed of portal ${seed.id} has a record of unknown kind ${object}`);
      const { id } = this.createRecord(typeId, properties);
      if (key !== undefined) keyed.set(key, { typeId, id });
    }
    for (const { from, to, typeId } of seed.associations ?? []) {
      const [one, other] = [keyed.get(from), keyed.get(to)];
      if (!one || !other) throw new Error(`The seed of portal ${seed.id} associates unknown records ${from}, ${to}`);
      const { associationTypes } = this;
      const type =
        typeId === undefined
          ? associationTypes.standard(one.typeId, other.typeId)
          : associationTypes.find(one.typeId, "HUBSPOT_DEFINED", typeId);
      if (!type) throw new Error(`The seed of portal ${seed.id} associates ${from} and ${to} in no way known`);
      this.associations.associate(one, other, [type], UI_SOURCE);
    }
  }
}
