import type { Connection, ObjectKey, Side } from "./record.ts";
import type { Tally } from "./review/tally.ts";
import type { Checkpoint } from "./run-ports.ts";
import type { ObjectSettings } from "./settings.ts";

export type ReviewPhase =
  | "prepare"
  | "index_hubspot"
  | "start_bulk"
  | "await_bulk"
  | "read_bulk"
  | "list_links"
  | "list_hubspot"
  | "done";

/** A dry run of an object under settings that need not be saved, as its worker takes it up. */
export interface Review {
  readonly id: string;
  readonly object: ObjectKey;
  readonly phase: ReviewPhase;
  /** the settings that are tried */
  readonly settings: ObjectSettings;
  readonly checkpoint: Checkpoint;
  readonly attempts: number;
  readonly tally: Tally;
}

/** Two records that the review has found to belong together; `hubspotId` is `new:<Shopify id>` where it would have to be made. */
export interface ReviewPair {
  readonly shopifyId: string;
  readonly hubspotId: string;
}

/** What of a review changes when it is saved; what is left out stays. */
export interface ReviewPatch {
  readonly phase?: ReviewPhase;
  readonly checkpoint?: Checkpoint;
  readonly settings?: ObjectSettings;
  readonly tally?: Tally;
  readonly total?: number | null;
  /** added to the counter */
  readonly processed?: number;
  readonly pairs?: readonly ReviewPair[];
  /** when a worker should take it up again; the lease is given up with it */
  readonly dueAt?: string;
  readonly attempts?: number;
  readonly error?: string | null;
}

/** Reviews of one connection. All instants are ISO 8601. */
export interface ReviewStore {
  /** Leases a running review that is due or was left behind, whether its object is on or off. @returns null when there is none to take. */
  claim(
    connection: Connection,
    reviewId: string,
    leaseMs: number,
  ): Promise<{ readonly review: Review; readonly leaseId: string } | null>;
  /** Saves in one transaction and prolongs the lease. @returns false, with nothing written, when the lease is no longer held. */
  save(connection: Connection, reviewId: string, leaseId: string, patch: ReviewPatch): Promise<boolean>;
  /** Ends the review, with an error code when it failed, and forgets its pairs. @returns false when the lease is no longer held. */
  end(connection: Connection, reviewId: string, leaseId: string, error: string | null): Promise<boolean>;
  /** What the review has found so far of these records. */
  pairs(connection: Connection, reviewId: string, side: Side, ids: readonly string[]): Promise<readonly ReviewPair[]>;
  /** Shopify ids of links that the review has not met, in the order of their ids, after one of them. */
  linksNotMet(
    connection: Connection,
    reviewId: string,
    object: ObjectKey,
    after: string | null,
    limit: number,
  ): Promise<readonly string[]>;
}
