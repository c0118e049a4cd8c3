import type { SyncError } from "./errors.ts";
import type { Connection, Lane, ObjectKey, RecordRef, Side, SideRecord, Value, Values } from "./record.ts";
import type { BackfillProgress } from "./run-ports.ts";

export type * from "./run-ports.ts";

/* ------------------------------------------------------------------ vendors */

export type ReadResult =
  | { readonly kind: "found"; readonly record: SideRecord }
  /** the vendor merged it: the record that lives on, which may bear a new id */
  | { readonly kind: "moved"; readonly record: SideRecord }
  /** deleted for sure: no missing scope, access rule or retention window explains the null */
  | { readonly kind: "gone" }
  /** not shown, and maybe there all the same: too old for the granted scopes, or dropped from the vendor's list. Nobody may conclude anything */
  | { readonly kind: "hidden" };

export type RecordWrite =
  /** `key` is `shop:id`; it makes the write safe to repeat. `parentId`: HubSpot id of the record that this one is a part of */
  | {
      readonly kind: "create";
      readonly ref: string;
      readonly key: string;
      readonly values: Values;
      readonly parentId?: string;
    }
  | { readonly kind: "update"; readonly ref: string; readonly id: string; readonly values: Values };

export type WriteResult =
  /** as the vendor says it stored it; `values` may lack attributes that the answer does not carry */
  | { readonly kind: "written"; readonly record: SideRecord; readonly created: boolean }
  /** a create found that another record holds its match key: nothing was written. `property`: which one, where the vendor says so */
  | { readonly kind: "held"; readonly holderId: string; readonly property?: string }
  /** an update found its record deleted */
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: SyncError };

/**
 * One vendor's records of one object, for one connection and lane. Batches of any size: the adapter splits them into the vendor's
 * largest batches and takes its calls from the rate budget of the lane. One bad record never sinks its batch.
 * Throws SyncError of kind transient, reconnect or bug when the vendor as a whole cannot be used.
 */
export interface RecordPort {
  readonly side: Side;
  /** @returns an entry for every id asked for. */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, ReadResult>>;
  /** Records whose match key `attribute` equals a value; keys of the answer are the values asked for (normalised as given). */
  findBy(attribute: string, values: readonly string[]): Promise<ReadonlyMap<string, readonly SideRecord[]>>;
  /** @returns an entry for every `ref`. Safe to repeat after a crash or a lost answer. */
  write(writes: readonly RecordWrite[]): Promise<ReadonlyMap<string, WriteResult>>;
}

/** Opens both vendors' ports for a connection. */
export interface Vendors {
  records(connection: Connection, object: ObjectKey, side: Side, lane: Lane): RecordPort;
  bulk(connection: Connection, object: ObjectKey): ShopifyBulkPort;
  pages(connection: Connection, object: ObjectKey): HubspotPagesPort;
  changes(connection: Connection, object: ObjectKey, side: Side): ChangesPort;
  consents(connection: Connection): ConsentPort;
  associations(connection: Connection, lane: Lane): AssociationPort;
  archives(connection: Connection, object: ObjectKey, lane: Lane): ArchivePort;
}

/** Deletes records in HubSpot (it archives them for 90 days). */
export interface ArchivePort {
  /** @returns an entry for every id; one that is gone already is done. Throws SyncError when HubSpot as a whole cannot be used. */
  archive(ids: readonly string[]): Promise<ReadonlyMap<string, "done" | SyncError>>;
}

/** Shopify's bulk operation over all records of an object. */
export interface ShopifyBulkPort {
  /**
   * Starts a bulk read, of all records or of those created in a window: `createdFrom` is inclusive, `createdBefore` exclusive.
   * @returns the operation's id and Shopify's created-at. Transient error when too many run.
   */
  start(window?: CreatedWindow): Promise<{ id: string; startedAt: string }>;
  status(id: string): Promise<
    | { kind: "running"; objectCount: number }
    /** `url` is null when there is nothing to read */
    | { kind: "completed"; url: string | null; objectCount: number }
    | { kind: "failed"; code: string; partialUrl: string | null }
  >;
  /** Streams records from a byte offset, in file order, in constant memory; `endOffset` is where the next line begins. */
  read(url: string, fromByte: number): AsyncIterable<{ record: SideRecord; endOffset: number }>;
  /** How many records the shop has (in the window), for progress. */
  count(window?: CreatedWindow): Promise<number>;
}

/** Instants, ISO 8601; null: open. */
export interface CreatedWindow {
  readonly createdFrom: string | null;
  readonly createdBefore: string | null;
}

/** Associations between HubSpot records of two objects, in batches as large as HubSpot takes. Writing one that is there changes nothing. */
export interface AssociationPort {
  /**
   * @returns an entry for every pair, by its place. `gone`: one of the two is not there.
   * Throws SyncError when HubSpot as a whole cannot be used.
   */
  write(
    from: ObjectKey,
    to: ObjectKey,
    pairs: readonly AssociationPair[],
  ): Promise<readonly ("done" | "gone" | SyncError)[]>;
  /** Takes associations away; one that is not there is done. */
  remove(
    from: ObjectKey,
    to: ObjectKey,
    pairs: readonly AssociationPair[],
  ): Promise<readonly ("done" | "gone" | SyncError)[]>;
}

/** HubSpot ids; with a label the association carries it, and HubSpot's unlabelled default as well. */
export interface AssociationPair {
  readonly fromId: string;
  readonly toId: string;
  readonly label: string | null;
}

/** HubSpot's list pages of an object: ids and match keys, before a backfill. */
export interface HubspotPagesPort {
  page(after: string | null): Promise<{ records: readonly SideRecord[]; after: string | null }>;
}

/** What a vendor says has changed, for the sweep. */
export interface ChangesPort {
  /**
   * Ids with their modified time since an instant (inclusive), oldest first, page by page. `total` is how many the vendor counts in
   * all (HubSpot's search), null when it does not say.
   */
  since(from: string): AsyncIterable<{ changes: readonly { id: string; modifiedAt: string }[]; total: number | null }>;
}

export type ConsentState = "subscribed" | "unsubscribed";

/** HubSpot's communication preferences, one call per contact: for the budgeted consent lane. */
export interface ConsentPort {
  /** @returns "refused" when HubSpot does not let an opted-out contact be subscribed again. */
  set(contactId: string, state: ConsentState): Promise<"done" | "refused" | "no_email">;
}

/* ------------------------------------------------------------------ store */

/** A baseline: per field the keyed hashes of what Shopify and HubSpot returned when the record last settled. */
export type Baseline = Readonly<Record<string, readonly [shopify: string, hubspot: string]>>;

/** What a write will have made of a field, noted before it is sent: the side that is written, and both sides' hashes afterwards. */
export interface IntendedField {
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
}

export interface Tombstone {
  /** side of the deletion and the id it had there */
  readonly side: Side;
  readonly recordId: string;
  readonly counterpartId: string | null;
  readonly reason: "deleted" | "merged" | "redacted";
  readonly at: string;
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

export interface ObjectSettings {
  readonly object: ObjectKey;
  readonly enabled: boolean;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly winner: Side;
  readonly createInShopify: boolean;
  readonly consentFromHubspot: boolean;
  readonly limit: readonly LimitCondition[];
  /** whether a record must meet every condition of the limit or any of them */
  readonly limitMatch: "all" | "any";
  /** what becomes of a linked record that stops meeting the limit: excluded, or synced on */
  readonly limitScope: "always" | "new_records";
  /** the merchant's changes to the object's fields: custom mappings, and defaults switched off or turned another way */
  readonly mappings: readonly FieldMapping[];
  /** the merchant's stages by Shopify status; a status that is not named has the definition's */
  readonly stages: readonly StageMapping[];
  /** switches of the object's own, by name (`products.perProduct`); absent: off */
  readonly options: Readonly<Record<string, boolean>>;
  /** records created before are left to themselves unless they are linked, ISO 8601; null: none is */
  readonly historyFrom: string | null;
  /** properties that the portal lacks or lets nobody write: their fields rest */
  readonly unavailable: Readonly<Record<string, "missing" | "archived" | "read_only">>;
  readonly version: number;
}

/** One field of a merchant's choosing, or what became of a default one (same `shopify` and `hubspot` names). */
export interface FieldMapping {
  /** Shopify attribute; a metafield is `metafield:<namespace>.<key>` */
  readonly shopify: string;
  readonly hubspot: string;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly transform: string;
  readonly enabled: boolean;
}

export interface StageMapping {
  readonly status: string;
  /** null: records of this status are skipped */
  readonly stage: { readonly pipelineId: string; readonly stageId: string } | null;
}

export interface LimitCondition {
  /** a Shopify attribute; `lines.<attribute>` asks whether any part of the record meets it */
  readonly field: string;
  readonly operator: LimitOperator;
  readonly value?: string;
}

export type LimitOperator =
  | "is_known"
  | "is_unknown"
  | "equals"
  | "not_equals"
  | "contains"
  | "not_contains"
  | "one_of"
  | "none_of"
  | "greater_than"
  | "less_than"
  | "after"
  | "before";

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

/** Figures of a settled order or cart for the reports. No personal data: who bought is a keyed hash. */
export interface RecordFact {
  readonly shopifyId: string;
  readonly kind: "order" | "cart";
  readonly createdAt: string;
  readonly processedAt: string | null;
  readonly cancelledAt: string | null;
  readonly completedAt: string | null;
  readonly deletedAt: string | null;
  readonly currency: string;
  /** decimal strings in that currency */
  readonly total: string;
  readonly subtotal: string;
  readonly tax: string;
  readonly shipping: string;
  readonly discount: string;
  readonly refunded: string;
  readonly status: string;
  readonly stageId: string | null;
  readonly source: string | null;
  readonly isTest: boolean;
  /** keyed hash of the customer's id, or of the guest's e-mail; null when neither is known */
  readonly buyerHash: string | null;
  /** keyed hash of the checkout's token: ties a cart to its order */
  readonly checkoutHash: string | null;
  readonly lines: readonly {
    readonly productId: string | null;
    readonly variantId: string | null;
    readonly title: string;
    readonly quantity: number;
    /** decimal string: what the line costs after discounts */
    readonly amount: string;
  }[];
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
  readonly fact?: RecordFact;
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
   * Up to `limit` due changes of one object, with both sides' marks of a link in one claim (the other side's though not yet due),
   * leased for `leaseMs`. Locks `s:<id>` and `h:<id>` of each record and of its link's other end; records (pairs) locked by another
   * lease are left. Links and tombstones are read under those locks; the tombstones are those that name a claimed record by
   * `recordId` or, from the other side, by `counterpartId`. Never claims while the object is off or the connection is not active.
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
