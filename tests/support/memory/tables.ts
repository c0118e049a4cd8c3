import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import type {
  BackfillPhase,
  BackfillRun,
  Checkpoint,
  ClaimedChange,
  ClaimedEffect,
  Drift,
  MatchIndexEntry,
  ObjectSettings,
  OutcomeWrite,
  RecordFact,
  RecordLink,
  SweepState,
  Tombstone,
  WriteEntry,
} from "#app/sync/ports.ts";
import type { Connection, MainObjectKey, ObjectKey } from "#app/sync/record.ts";

export interface ChangeRow extends Omit<ClaimedChange, "generation"> {
  generation: number;
  dueAt: string;
  leaseId: string | null;
  leasedUntil: string | null;
  lastError: string | null;
}

export interface EffectRow extends Omit<ClaimedEffect, "generation"> {
  generation: number;
  dueAt: string;
  leaseId: string | null;
  leasedUntil: string | null;
}

/** As in the database, with what it is due for. */
export interface AssociationRow {
  readonly id: string;
  readonly object: ObjectKey;
  readonly to: ObjectKey;
  readonly fromShopifyId: string;
  readonly toId: string;
  readonly toHubspotId: string;
  readonly label: string;
  wanted: boolean;
  written: { readonly fromId: string; readonly toId: string } | null;
  attempts: number;
  dueAt: string | null;
  lastError: string | null;
  leaseId: string | null;
  leasedUntil: string | null;
}

interface LockRow {
  leaseId: string;
  until: string;
}

export interface OutcomeRow extends OutcomeWrite {
  settledAt: string;
}

export interface RunRow {
  id: string;
  status: "running" | "done" | "failed";
  pausedAt: string | null;
  kind: BackfillRun["kind"];
  phase: BackfillPhase;
  settingsVersion: number;
  checkpoint: Checkpoint;
  attempts: number;
  total: number | null;
  processed: number;
  created: number;
  updated: number;
  drift: Drift;
  error: string | null;
  dueAt: string;
  leaseId: string | null;
  leasedUntil: string | null;
}

/** What the database holds of one connection's records of one object. Locks of parts are their whole's. */
export interface ObjectTables {
  settings: ObjectSettings;
  readonly changes: Map<string, ChangeRow>;
  readonly links: Map<string, RecordLink>;
  /** by Shopify id, when its link was made */
  readonly linkedAt: Map<string, string>;
  readonly tombstones: Map<string, Tombstone>;
  /** by side and record id */
  readonly matchKeys: Map<string, MatchIndexEntry>;
  readonly outcomes: Set<OutcomeRow>;
  readonly writes: WriteEntry[];
  readonly locks: Map<string, LockRow>;
  readonly runs: Map<string, RunRow>;
  sweep: Omit<SweepState, "backfilling">;
}

/** What the database holds of one connection. The customers' tables are at hand; those of any object come by its name. */
export class Tables implements ObjectTables {
  active = true;
  settings: ObjectSettings;
  sweep: ObjectTables["sweep"];
  readonly connection: Connection;
  readonly changes: ObjectTables["changes"];
  readonly links: ObjectTables["links"];
  readonly linkedAt: ObjectTables["linkedAt"];
  readonly tombstones: ObjectTables["tombstones"];
  readonly matchKeys: ObjectTables["matchKeys"];
  readonly outcomes: ObjectTables["outcomes"];
  readonly writes: ObjectTables["writes"];
  readonly locks: ObjectTables["locks"];
  readonly runs: ObjectTables["runs"];
  readonly effects = new Map<string, EffectRow>();
  readonly associations = new Map<string, AssociationRow>();
  /** by kind and Shopify id */
  readonly facts = new Map<string, RecordFact>();
  readonly #others = new Map<ObjectKey, ObjectTables>();
  /** what is known of an object's records of the HubSpot type that it is not now, by `object@type` */
  readonly #aside = new Map<string, ObjectTables>();
  readonly #associationsAside = new Map<string, AssociationRow>();
  readonly #setUp: Partial<Record<ObjectKey, Partial<ObjectSettings>>>;

  constructor(
    connection: Connection,
    settings: Partial<ObjectSettings>,
    others: Partial<Record<ObjectKey, Partial<ObjectSettings>>>,
  ) {
    const customers = emptyObject(settingsFor("customers", settings));
    this.connection = connection;
    this.#setUp = others;
    this.settings = customers.settings;
    this.sweep = customers.sweep;
    this.changes = customers.changes;
    this.links = customers.links;
    this.linkedAt = customers.linkedAt;
    this.tombstones = customers.tombstones;
    this.matchKeys = customers.matchKeys;
    this.outcomes = customers.outcomes;
    this.writes = customers.writes;
    this.locks = customers.locks;
    this.runs = customers.runs;
  }

  of(object: ObjectKey): ObjectTables {
    if (object === "customers") return this;
    const known = this.#others.get(object) ?? emptyObject(settingsFor(object, this.#setUp[object]));
    this.#others.set(object, known);
    return known;
  }

  /** As the database does it: what is known of the former HubSpot type goes aside, that of the new one comes back. */
  switchMode(object: Exclude<MainObjectKey, "customers">, options: ObjectSettings["options"]): void {
    const definition = syncObject(object);
    const { settings, changes, runs, sweep } = this.of(object);
    for (const row of runs.values()) if (row.status === "running") row.status = "failed";
    const keys: readonly ObjectKey[] = [object, ...(definition.children ? [definition.children.object] : [])];
    const type = (of: ObjectSettings["options"]) => objectUnder(object, { options: of }).hubspot.objectType;
    for (const key of keys) {
      this.#aside.set(`${key}@${type(settings.options)}`, this.of(key));
      this.#others.set(key, this.#aside.get(`${key}@${type(options)}`) ?? emptyObject(settingsFor(key)));
    }
    const now = this.of(object);
    now.settings = { ...settings, options, version: settings.version + 1, unavailable: {}, mappings: [], stages: [] };
    now.sweep = sweep;
    now.outcomes.clear();
    now.locks.clear();
    now.changes.clear();
    for (const [key, row] of changes)
      if (row.side === "shopify")
        now.changes.set(key, { ...row, generation: row.generation + 1, leaseId: null, leasedUntil: null });
    this.#switchAssociations(object, type(settings.options), type(options));
  }

  #switchAssociations(object: ObjectKey, former: string, next: string): void {
    const now = new Date(0).toISOString();
    for (const [key, row] of [...this.associations]) {
      if (row.object === object) {
        this.associations.delete(key);
        this.#associationsAside.set(`${former}:${key}`, row);
      } else if (row.to === object && !row.wanted) this.associations.delete(key);
      else if (row.to === object) Object.assign(row, { written: null, dueAt: now, leaseId: null, leasedUntil: null });
    }
    for (const [name, row] of [...this.#associationsAside]) {
      if (row.object !== object || !name.startsWith(`${next}:`)) continue;
      this.#associationsAside.delete(name);
      this.associations.set(name.slice(next.length + 1), { ...row, dueAt: now, leaseId: null, leasedUntil: null });
    }
  }

  /** null: the object was never set up */
  settingsOf(object: ObjectKey): ObjectSettings | null {
    return object === "customers" || this.#setUp[object] ? this.of(object).settings : null;
  }
}

export const customerSettings: ObjectSettings = {
  object: "customers",
  enabled: true,
  direction: "both",
  winner: "shopify",
  createInShopify: false,
  consentFromHubspot: false,
  limit: [{ field: "email", operator: "is_known" }],
  limitMatch: "all",
  limitScope: "always",
  mappings: [],
  stages: [],
  options: {},
  historyFrom: null,
  unavailable: {},
  version: 1,
};

/** Settings with which an object syncs everything it can. */
export function settingsFor(object: ObjectKey, settings: Partial<ObjectSettings> = {}): ObjectSettings {
  const oneWay = object === "orders" || object === "carts";
  const limit = object === "customers" ? customerSettings.limit : [];
  return { ...customerSettings, object, limit, direction: oneWay ? "to_hubspot" : "both", ...settings };
}

/** A connection of which nothing is known yet. Customers are set up; `others` are, too. */
export function emptyTables(
  connection: Connection,
  settings: Partial<ObjectSettings> = {},
  others: Partial<Record<ObjectKey, Partial<ObjectSettings>>> = {},
): Tables {
  return new Tables(connection, settings, others);
}

function emptyObject(settings: ObjectSettings): ObjectTables {
  return {
    settings,
    changes: new Map(),
    links: new Map(),
    linkedAt: new Map(),
    tombstones: new Map(),
    matchKeys: new Map(),
    outcomes: new Set(),
    writes: [],
    locks: new Map(),
    runs: new Map(),
    sweep: { firstSyncDoneAt: null, shopifySweptTo: null, hubspotSweptTo: null },
  };
}
