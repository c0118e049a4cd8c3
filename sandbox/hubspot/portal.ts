import type { Clock } from "#sandbox/http/clock.ts";
import { seededRandom } from "#sandbox/http/seeded-random.ts";
import { SubscriptionStore } from "#sandbox/hubspot/consent/subscription-store.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";
import { checkProperties } from "#sandbox/hubspot/crm/check-properties.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { objectTypes } from "#sandbox/hubspot/crm/object-type.ts";
import { PropertyStore } from "#sandbox/hubspot/crm/property-store.ts";
import { RecordStore } from "#sandbox/hubspot/crm/record-store.ts";
import { SearchIndex } from "#sandbox/hubspot/crm/search-index.ts";
import type { PortalSeed } from "#sandbox/hubspot/portal-seed.ts";

/** A person working in the portal, as the source of a change. */
export const UI_SOURCE: ChangeSource = { changeSource: "CRM_UI", sourceId: "userId:1001" };

/** Everything a portal keeps about one object type. */
export interface ObjectSpace {
  type: ObjectType;
  definitions: PropertyStore;
  records: RecordStore;
  index: SearchIndex;
}

export interface PortalOptions {
  clock: Clock;
  random: () => number;
  searchLagMs: number;
  onEvent: (portal: Portal, type: ObjectType, event: RecordEvent, record: CrmRecord, source: ChangeSource) => void;
}

const DEFAULT_SUBSCRIPTION_TYPES = [
  { id: 901_001, name: "Marketing Information", description: "Marketing offers and updates." },
  { id: 901_002, name: "One to One", description: "One to One emails" },
];

/** One HubSpot account: its facts, records, definitions and subscriptions. */
export class Portal {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
  readonly seed: PortalSeed;
  readonly subscriptions: SubscriptionStore;
  readonly #spaces = new Map<string, ObjectSpace>();
  #isSeeding = true;

  constructor(seed: PortalSeed, options: PortalOptions) {
    this.id = seed.id;
    this.seed = seed;
    this.name = seed.name ?? `Portal ${seed.id}`;
    this.domain = seed.domain ?? `portal-${seed.id}.hubspot.com`;
    for (const type of objectTypes) this.#spaces.set(type.typeId, this.#makeSpace(type, options));
    this.subscriptions = new SubscriptionStore({
      types: seed.subscriptionTypes ?? DEFAULT_SUBSCRIPTION_TYPES,
      contacts: this.space("0-1"),
      now: options.clock.now,
    });
    for (const name of seed.propertiesInUse ?? []) this.space("0-1").definitions.markInUse(name, "workflow: Welcome");
    for (const properties of seed.contacts ?? []) this.createRecord("0-1", properties, UI_SOURCE);
    this.#isSeeding = false;
  }

  /** The space of a type id; unknown ids are a mistake of the caller. */
  space(typeId: string): ObjectSpace {
    const space = this.#spaces.get(typeId);
    if (!space) throw new Error(`No object type ${typeId}`);
    return space;
  }

  /** Contacts, for tests and seeding. */
  get contacts(): RecordStore {
    return this.space("0-1").records;
  }

  checkProperties(typeId: string, given: Record<string, unknown>): Map<string, string> {
    const { definitions } = this.space(typeId);
    return checkProperties(given, { definitions, portalId: this.id, owners: this.seed.owners ?? [] });
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

  #makeSpace(type: ObjectType, options: PortalOptions): ObjectSpace {
    const { clock, random } = options;
    const definitions = new PropertyStore(type, clock.now);
    const lagMs = () => (this.#isSeeding ? 0 : options.searchLagMs * (0.75 + random() / 2));
    const index = new SearchIndex(clock, lagMs);
    // Ids do not depend on the portal: two portals hold the same ids, so that a mix-up of tenants shows.
    const idSteps = seededRandom(Number(type.typeId.slice(2)));
    let lastId = 100_000_000;
    const records = new RecordStore({
      type,
      portalId: this.id,
      now: clock.now,
      uniqueNames: () => definitions.uniqueNames(),
      nextId: () => {
        lastId += 1 + Math.floor(idSteps() * 50);
        return String(lastId);
      },
      mergeMakesNewId: this.seed.mergeMakesNewId ?? true,
      onState: (record) => index.note(record),
      onEvent: (event, record, source) => {
        if (type.typeId === "0-1") this.#keepConsent(event, record, source);
        if (!this.#isSeeding) options.onEvent(this, type, event, record, source);
      },
    });
    return { type, definitions, records, index };
  }

  /** A status belongs to an address, so a contact that takes the address on shows it at once. */
  #keepConsent(event: RecordEvent, record: CrmRecord, source: ChangeSource): void {
    if (event.kind === "propertyChange" && event.name === "email") this.subscriptions?.reflect(record.id, source);
  }
}
