import type { SyncObjectDefinition } from "./definition.ts";
import type { SyncError } from "./errors.ts";
import type { Connection, Lane, ObjectKey, Side, SideRecord, Values } from "./record.ts";

export type ReadResult =
  | { readonly kind: "found"; readonly record: SideRecord }
  /** the vendor merged it: the record that lives on, which may bear a new id */
  | { readonly kind: "moved"; readonly record: SideRecord }
  /** deleted for sure: no missing scope, access rule or retention window explains the null */
  | { readonly kind: "gone" }
  /** not to be seen, which its age or a missing scope may explain: nothing is concluded */
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

/**
 * Opens both vendors' ports for a connection. `definition`: the object's as it holds under the merchant's settings, which says of what
 * HubSpot type its records are and which fields and metafields are read and written; default: the object's own.
 */
export interface Vendors {
  records(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    lane: Lane,
    definition?: SyncObjectDefinition,
  ): RecordPort;
  bulk(connection: Connection, object: ObjectKey, definition?: SyncObjectDefinition): ShopifyBulkPort;
  pages(connection: Connection, object: ObjectKey, definition?: SyncObjectDefinition): HubspotPagesPort;
  changes(connection: Connection, object: ObjectKey, side: Side, definition?: SyncObjectDefinition): ChangesPort;
  consents(connection: Connection): ConsentPort;
  /** `definitionOf`: each object's as it holds under the merchant's settings */
  associations(
    connection: Connection,
    lane: Lane,
    definitionOf?: (object: ObjectKey) => SyncObjectDefinition,
  ): AssociationPort;
  archives(connection: Connection, object: ObjectKey, lane: Lane, definition?: SyncObjectDefinition): ArchivePort;
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
