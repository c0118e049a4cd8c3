import type { EffectWrite, OutcomeWrite } from "./ports.ts";
import type { Connection, ObjectKey, Side } from "./record.ts";

export type Checkpoint = Readonly<Record<string, string | number | null>>;

/** Replaces the run's checkpoint and adds to its counters. */
export interface BackfillProgress {
  readonly runId: string;
  /** the run's lease, from `RunStore.claim` */
  readonly runLeaseId: string;
  readonly checkpoint: Checkpoint;
  /** counts of this batch alone, to be added */
  readonly processed: number;
  readonly created: number;
  readonly updated: number;
  /** what an audit found apart, to be added */
  readonly drift?: Drift;
}

/** How many records differed, by HubSpot property; `_missing`: there was no counterpart, `_deleted`: it had been deleted. */
export type Drift = Readonly<Record<string, number>>;

export type BackfillPhase =
  | "prepare"
  | "index_hubspot"
  | "start_bulk"
  | "await_bulk"
  | "read_bulk"
  | "list_hubspot"
  | "done";

export interface BackfillRun {
  readonly id: string;
  readonly object: ObjectKey;
  /** `audit`: compares both sides completely and keeps count of what had drifted apart, besides repairing it */
  readonly kind: "backfill" | "audit";
  readonly phase: BackfillPhase;
  readonly settingsVersion: number;
  readonly checkpoint: Checkpoint;
  readonly attempts: number;
}

/** What of a run changes when it is saved; what is left out stays. */
export interface RunPatch {
  readonly phase?: BackfillPhase;
  readonly checkpoint?: Checkpoint;
  readonly total?: number | null;
  /** added to the run's counter */
  readonly processed?: number;
  /** when a worker should take it up again; the lease is given up with it */
  readonly dueAt?: string;
  readonly attempts?: number;
  readonly error?: string | null;
}

export interface SweepState {
  /** null until the first sync is through: there is nothing to sweep from */
  readonly firstSyncDoneAt: string | null;
  readonly shopifySweptTo: string | null;
  readonly hubspotSweptTo: string | null;
  /** a backfill of the object is running */
  readonly backfilling: boolean;
}

/** Backfill runs and sweep cursors of one connection. */
export interface RunStore {
  /** Leases a running run that is due or was left behind. @returns null when it is not running, leased by another, or the object is off. */
  claim(
    connection: Connection,
    runId: string,
    leaseMs: number,
  ): Promise<{ readonly run: BackfillRun; readonly leaseId: string } | null>;
  /** @returns false when the lease is no longer held: the caller must stop. */
  renew(connection: Connection, runId: string, leaseId: string, leaseMs: number): Promise<boolean>;
  /** @returns false, with nothing written, when the lease is no longer held. */
  save(connection: Connection, runId: string, leaseId: string, patch: RunPatch): Promise<boolean>;
  /** Whether a first sync of one of these objects is under way: what depends on its records waits for it. */
  isFirstSyncRunning(connection: Connection, objects: readonly ObjectKey[]): Promise<boolean>;
  /** Ends the run as done, notes the first sync's end unless noted, and sets both sweep cursors, in one transaction. */
  finish(connection: Connection, runId: string, leaseId: string, sweptTo: string): Promise<boolean>;
  /** Ends the run as failed with an error code. */
  fail(connection: Connection, runId: string, leaseId: string, error: string): Promise<boolean>;
  sweepState(connection: Connection, object: ObjectKey): Promise<SweepState | null>;
  saveSweptTo(connection: Connection, object: ObjectKey, side: Side, to: string): Promise<void>;
}

export interface ClaimedEffect extends EffectWrite {
  readonly object: ObjectKey;
  readonly generation: string;
  readonly attempts: number;
}

export interface EffectResult {
  readonly effect: ClaimedEffect;
  /** put it back, due then, attempts raised; null: it is done, and goes if its generation has not moved */
  readonly retryAt: string | null;
  readonly lastError: string | null;
  /** null: the record's outcome stays */
  readonly outcome: OutcomeWrite | null;
}

/** Writes that follow settled records in their own lane. */
export interface EffectStore {
  /** Due effects of active connections and objects that are on, leased. */
  claimEffects(
    connection: Connection,
    limit: number,
    leaseMs: number,
  ): Promise<{ readonly leaseId: string; readonly effects: readonly ClaimedEffect[] }>;
  /** @returns false, with nothing written, when the lease is no longer held. */
  settleEffects(connection: Connection, leaseId: string, results: readonly EffectResult[]): Promise<boolean>;
}
