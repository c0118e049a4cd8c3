import type { CustomerFigures } from "./figures/customer-figures.ts";
import type { WriteRule } from "./plan/field-rule.ts";
import type { Connection, Lane, ObjectKey, RecordRef, Side, Value } from "./record.ts";
import type { RecordFact } from "./record-fact.ts";
import type { BackfillProgress } from "./run-ports.ts";
import type { ObjectSettings } from "./settings.ts";

export type { CustomerFigures } from "./figures/customer-figures.ts";
export type * from "./record-fact.ts";
export type * from "./run-ports.ts";
export type * from "./settings.ts";
export type * from "./vendor-ports.ts";

/** A baseline: per field the keyed hashes of what Shopify and HubSpot returned when the record last settled. */
export type Baseline = Readonly<Record<string, readonly [shopify: string, hubspot: string]>>;

/** What a write will have made of a field, noted before it is sent: the side that is written, and both sides' hashes afterwards. */
interface IntendedField {
  readonly side: Side;
  readonly hashes: readonly [shopify: string, hubspot: string];
}
export type Intended = Readonly<Record<string, IntendedField>>;

export interface RecordLink {
  readonly shopifyId: string;
  readonly hubspotId: string;
  /** `SideRecord.groupId` when it last settled: of a part the Shopify id of the whole */
  readonly groupId?: string | null;
  readonly baseline: Baseline;
  /** kept until the pair settles: a process may die between a write and its settling */
  readonly intended?: Intended | null;
  readonly settingsVersion: number;
  readonly shopifyModifiedAt: string | null;
  readonly hubspotModifiedAt: string | null;
  readonly owner: boolean;
  readonly putBackCount: number;
  readonly settledAt: string;
  /** this shop's part of a record that other shops of the portal share; absent or null where none does */
  readonly figures?: CustomerFigures | null;
}

/** What another connected shop of the portal holds of a HubSpot record; `figures` null: it has not noted its part yet. */
export interface FiguresOfOtherShop {
  readonly connection: Connection;
  readonly figures: CustomerFigures | null;
}

export interface Tombstone {
  /** side of the deletion and the id it had there */
  readonly side: Side;
  readonly recordId: string;
  readonly counterpartId: string | null;
  /** `excluded` and `unlinked` are no deletions but a merchant's decisions: the record is left out, or is no pair with its counterpart */
  readonly reason: "deleted" | "merged" | "redacted" | "excluded" | "unlinked";
  readonly at: string;
}

/** What a merchant decided of records, to be kept whatever changes about them. */
export interface Decision {
  /** the pair that ends, by its Shopify id */
  readonly endLink?: string;
  /** the pair that is one from now on: its fields have never settled */
  readonly link?: { readonly shopifyId: string; readonly hubspotId: string };
  readonly tombstones?: readonly Tombstone[];
  readonly liftTombstones?: readonly { readonly side: Side; readonly recordId: string }[];
  /** the records that are to be looked at in its light */
  readonly marks: readonly Mark[];
}

/** Records of one object by what became of them. */
export interface OutcomeGroup {
  readonly status: "excluded" | "failing";
  /** absent: whatever the reason */
  readonly reason?: string;
}

/** One batch of fields that was written, without their values: by rule the names, attributes in Shopify and properties in HubSpot. */
export interface WriteEntry {
  readonly side: Side;
  readonly shopifyId: string;
  readonly hubspotId: string | null;
  readonly created: boolean;
  /** what made us look: a change of the moment, a sweep's or an earlier one, a first sync, an audit, a person */
  readonly trigger: "change" | "catch_up" | "first_sync" | "audit" | "asked";
  readonly fields: Readonly<Partial<Record<WriteRule, readonly string[]>>>;
}

export interface Mark extends RecordRef {
  readonly lane: Lane;
  /** default: now; a row that is there already keeps the earlier of the two */
  readonly dueAt?: string;
  readonly deletedAt?: string;
  readonly mergedInto?: string;
  readonly restoredAt?: string;
  /**
   * By HubSpot property the hash of the value a webhook carried (`plan/hash-event.ts`); `{}` for a creation. Rows merge: a mark without
   * hashes, or one property with two values, makes the row's null for good, and null means that the record must be read.
   */
  readonly echoHashes?: Readonly<Record<string, string>>;
  /** "retry": try at once · "recreate": lift the tombstone first */
  readonly forced?: "retry" | "recreate";
}

export interface ClaimedChange extends RecordRef {
  readonly lane: Lane;
  readonly generation: string;
  readonly attempts: number;
  readonly markedAt: string;
  readonly deletedAt: string | null;
  readonly mergedInto: string | null;
  readonly restoredAt: string | null;
  readonly echoHashes: Readonly<Record<string, string>> | null;
  readonly forced: "retry" | "recreate" | null;
}

export interface OutcomeWrite {
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  readonly status: "in_sync" | "excluded" | "failing";
  readonly reason: string | null;
  readonly details: Readonly<Record<string, string>> | null;
  readonly lastAction: "created_in_hubspot" | "created_in_shopify" | "updated" | "linked" | "unchanged" | null;
  readonly changedFields: { readonly toShopify: readonly string[]; readonly toHubspot: readonly string[] } | null;
  /** null: keep those stored */
  readonly searchHashes: readonly string[] | null;
}

export interface EffectWrite {
  readonly kind: "consent";
  readonly shopifyId: string;
  readonly hubspotId: string;
  readonly payload: Readonly<Record<string, string>>;
}

/** An association as it is wanted. Exactly one of `toId` and `toHubspotId` is set. */
export interface WantedAssociation {
  readonly to: ObjectKey;
  /** Shopify id of the other record */
  readonly toId: string | null;
  /** HubSpot id of a record that has none in Shopify (a guest's contact) */
  readonly toHubspotId: string | null;
  readonly label: string | null;
}

/** The keys by which a record may be matched, as `plan/match-keys.ts` hashes them: they replace those stored of it. */
export interface MatchIndexEntry {
  readonly side: Side;
  readonly recordId: string;
  readonly keys: readonly string[];
}

/** What became of one claimed record, written in one transaction with its batch. */
export interface Settlement {
  /** its parts' links: written, and ended by Shopify id; absent: they stay as they are */
  readonly children?: {
    readonly object: ObjectKey;
    readonly links: readonly RecordLink[];
    readonly ended: readonly string[];
  };
  /** all associations that the record has now, by its Shopify id; absent: they stay as they are */
  readonly associations?: { readonly shopifyId: string; readonly wanted: readonly WantedAssociation[] };
  readonly matchKeys?: readonly MatchIndexEntry[];
  /** what was written at the vendors for it */
  readonly writes?: readonly WriteEntry[];
  readonly fact?: RecordFact;
  /** the record was deleted in Shopify at `deletedAt`: its figures, if there are any, say so from now on */
  readonly endedFact?: { readonly kind: RecordFact["kind"]; readonly shopifyId: string; readonly deletedAt: string };
  /** the claimed changes this answers: removed if their generation has not moved */
  readonly changes: readonly ClaimedChange[];
  /** null: no link to write */
  readonly link: RecordLink | null;
  /** links that end, by Shopify id */
  readonly endLinks: readonly string[];
  readonly tombstones: readonly Tombstone[];
  readonly liftTombstones: readonly { side: Side; recordId: string }[];
  readonly outcome: OutcomeWrite | null;
  /** outcome rows to forget (a record gone for good) */
  readonly dropOutcomes: readonly { side: Side; recordId: string }[];
  readonly effects: readonly EffectWrite[];
  /** put the change back instead of removing it: due then, attempts raised */
  readonly retryAt: string | null;
  readonly lastError: string | null;
}

export interface Claim {
  readonly leaseId: string;
  readonly changes: readonly ClaimedChange[];
  /** by Shopify id */
  readonly links: readonly RecordLink[];
  readonly tombstones: readonly Tombstone[];
}

/** A cart by whom and when: `buyer` is the keyed hash of the facts, `createdAt` ISO 8601. */
export interface BuyersCart {
  readonly buyer: string;
  readonly createdAt: string;
}

/** The engine's memory of one connection. Implemented on PostgreSQL (`app/store/`) and in memory (tests). All instants are ISO 8601. */
export interface EngineStore {
  /**
   * Raises the generation of each record's row, or makes it, and wakes the drain in the same transaction. `live` overrides `bulk`;
   * attempts begin anew; dates, `mergedInto` and `forced` stay when the new mark has none.
   */
  mark(connection: Connection, marks: readonly Mark[]): Promise<void>;
  /**
   * Marks, in the bulk lane, the Shopify records of all links of which nothing has settled since `before` and nothing is pending: a bulk
   * read that began then did not contain them. @returns how many.
   */
  markUnseen(connection: Connection, object: ObjectKey, before: string): Promise<number>;
  /**
   * Marks, in the bulk lane and by one statement, all records of a group, to be tried at once: of each its half in Shopify unless that was
   * deleted. @returns how many.
   */
  markGroup(connection: Connection, object: ObjectKey, group: OutcomeGroup): Promise<number>;
  /**
   * Keeps a decision and marks its records, in one transaction. Whoever has records in hand whose pair begins or ends loses the lease, so
   * that nothing planned before is settled after it.
   * @returns "taken", with nothing kept, when one of the two that are to be a pair is another pair's
   */
  decide(connection: Connection, object: ObjectKey, decision: Decision): Promise<"done" | "taken">;
  /**
   * Up to `limit` due changes of one object, with both sides' marks of a link in one claim (the other side's though not yet due),
   * leased for `leaseMs`. Locks `s:<id>` and `h:<id>` of each record and of its link's other end; records (pairs) locked by another
   * lease are left. Links and tombstones are read under those locks; the tombstones are those that name a claimed record, or its link's
   * other end, by `recordId` or, from the other side, by `counterpartId`. Never claims while the object is off or the connection is not active.
   */
  claim(connection: Connection, object: ObjectKey, lane: Lane | "any", limit: number, leaseMs: number): Promise<Claim>;
  /**
   * Leases further keys (`s:<id>`, `h:<id>`, `k:<hash>`) for a claim, all or nothing per key.
   * @returns those obtained; a record whose key is missing here must be put back.
   */
  lock(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    keys: readonly string[],
    leaseMs: number,
  ): Promise<ReadonlySet<string>>;
  /**
   * A lease for records that were not claimed from pending changes (a backfill's chunk).
   * @returns keys obtained: none while the object is off or the connection is not active.
   */
  lockNew(
    connection: Connection,
    object: ObjectKey,
    keys: readonly string[],
    leaseMs: number,
  ): Promise<{ leaseId: string; obtained: ReadonlySet<string> }>;
  /** Whether a lease may still be written for at the vendors: it is held, the object is on and the connection active. */
  mayWrite(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    intentions: readonly { readonly shopifyId: string; readonly intended: Intended }[],
  ): Promise<boolean>;
  links(connection: Connection, object: ObjectKey, side: Side, ids: readonly string[]): Promise<readonly RecordLink[]>;
  /** Links whose `groupId` is one of these: the parts of orders, the variants of products. */
  linksOfGroups(connection: Connection, object: ObjectKey, groupIds: readonly string[]): Promise<readonly RecordLink[]>;
  /** Records of one side by match key: ids by key; a key that nothing has is not in the answer. */
  findByMatchKeys(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** When the newest cart of each buyer that has settled was begun, ISO 8601, by the buyer's hash. */
  newestCarts(connection: Connection, buyers: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Shopify ids of settled carts that are still open and older than one of these of the same buyer. */
  olderOpenCarts(connection: Connection, carts: readonly BuyersCart[]): Promise<readonly string[]>;
  /** Notes match keys of records outside a settling: HubSpot's list pages before a first sync. */
  noteMatchKeys(connection: Connection, object: ObjectKey, entries: readonly MatchIndexEntry[]): Promise<void>;
  /** Tombstones that name one of these by `recordId` or, from the other side, by `counterpartId`. */
  tombstones(
    connection: Connection,
    object: ObjectKey,
    refs: readonly { side: Side; id: string }[],
  ): Promise<readonly Tombstone[]>;
  /** Which of these have a link or an outcome settled at `since` or later. */
  settledSince(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    ids: readonly string[],
    since: string,
  ): Promise<ReadonlySet<string>>;
  /** Which of these have a pending change. */
  pending(
    connection: Connection,
    object: ObjectKey,
    refs: readonly { side: Side; id: string }[],
  ): Promise<readonly { side: Side; id: string }[]>;
  /**
   * HubSpot records that another connected shop of the same portal has linked, and before this one did, should it have linked them too:
   * their ids.
   */
  ownedByOtherShops(
    connection: Connection,
    object: ObjectKey,
    hubspotIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** HubSpot records that another connected shop of the same portal has linked as well, whoever did first: their ids. */
  linkedByOtherShops(
    connection: Connection,
    object: ObjectKey,
    hubspotIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /**
   * What other connected shops of the same portal hold of HubSpot records that they have linked too, by HubSpot id, those that linked it
   * earlier first. A record that no other shop has linked is not in the answer.
   */
  figuresOfOtherShops(
    connection: Connection,
    object: ObjectKey,
    hubspotIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly FiguresOfOtherShop[]>>;
  /**
   * Writes settlements, and the checkpoint when given, in one transaction, frees the lease's locks, and gives claimed changes that no
   * settlement names back as they were. A claimed change whose generation has moved stays, due at once. Links: the one written replaces
   * one of the same Shopify id; `endLinks` of all settlements go first. Outcomes: the one written replaces those of either id.
   * @returns false, with nothing written, when the lease (or, with `progress`, the run's lease) is no longer held or the connection or
   * object is off.
   */
  settle(
    connection: Connection,
    object: ObjectKey,
    leaseId: string,
    settlements: readonly Settlement[],
    progress?: BackfillProgress,
  ): Promise<boolean>;
  /** Gives a claim back untouched, due at `dueAt`. */
  release(connection: Connection, object: ObjectKey, leaseId: string, dueAt: string): Promise<void>;
  settings(connection: Connection, object: ObjectKey): Promise<ObjectSettings | null>;
  /** How many links have a HubSpot modified time in [from, to]. */
  countLinksModified(connection: Connection, object: ObjectKey, side: Side, from: string, to: string): Promise<number>;
}

/** Keyed hash of a value, HMAC-SHA-256 in base64url, 22 characters: equal values of one connection and field give equal hashes. */
export type HashValue = (connectionId: string, name: string, value: Value) => string;

export interface Clock {
  now(): Date;
}
