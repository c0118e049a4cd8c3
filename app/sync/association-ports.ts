import type { Connection, ObjectKey } from "./record.ts";

/** An association that is due: to be written, or to be taken away. */
export interface ClaimedAssociation {
  readonly id: string;
  readonly object: ObjectKey;
  readonly to: ObjectKey;
  readonly fromShopifyId: string;
  readonly label: string | null;
  readonly wanted: boolean;
  /** HubSpot ids of both ends as they are linked now; null: not linked yet */
  readonly fromId: string | null;
  readonly toId: string | null;
  /** HubSpot ids between which it is written; null: it is not */
  readonly written: { readonly fromId: string; readonly toId: string } | null;
  readonly attempts: number;
}

export type AssociationResult =
  | { readonly id: string; readonly kind: "written"; readonly fromId: string; readonly toId: string }
  | { readonly id: string; readonly kind: "removed" }
  /** an end is not linked, or not there: linking it wakes the wish */
  | { readonly id: string; readonly kind: "waiting" }
  | { readonly id: string; readonly kind: "retry"; readonly at: string; readonly error: string }
  /** for good, until the record's associations change */
  | { readonly id: string; readonly kind: "failed"; readonly error: string };

/** What records are to be associated with, and what of it is written. */
export interface AssociationStore {
  /** Due associations of active connections and objects that are on, leased. */
  claim(
    connection: Connection,
    limit: number,
    leaseMs: number,
  ): Promise<{ readonly leaseId: string; readonly associations: readonly ClaimedAssociation[] }>;
  /** Writes nothing when the lease is no longer held: what was written at HubSpot is then written once more, which changes nothing. */
  settle(connection: Connection, leaseId: string, results: readonly AssociationResult[]): Promise<void>;
}
