import type {
  BackfillPhase,
  Checkpoint,
  ClaimedChange,
  ClaimedEffect,
  MatchIndexEntry,
  ObjectSettings,
  OutcomeWrite,
  RecordLink,
  SweepState,
  Tombstone,
} from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";

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
  phase: BackfillPhase;
  settingsVersion: number;
  checkpoint: Checkpoint;
  attempts: number;
  total: number | null;
  processed: number;
  created: number;
  updated: number;
  error: string | null;
  dueAt: string;
  leaseId: string | null;
  leasedUntil: string | null;
}

/** What the database holds of one connection's customers. */
export interface Tables {
  readonly connection: Connection;
  active: boolean;
  settings: ObjectSettings;
  readonly changes: Map<string, ChangeRow>;
  readonly links: Map<string, RecordLink>;
  /** by Shopify id, when its link was made */
  readonly linkedAt: Map<string, string>;
  readonly tombstones: Map<string, Tombstone>;
  /** by side and record id */
  readonly matchKeys: Map<string, MatchIndexEntry>;
  readonly outcomes: Set<OutcomeRow>;
  readonly locks: Map<string, LockRow>;
  readonly effects: Map<string, EffectRow>;
  readonly runs: Map<string, RunRow>;
  sweep: Omit<SweepState, "backfilling">;
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

export function emptyTables(connection: Connection, settings: Partial<ObjectSettings> = {}): Tables {
  return {
    connection,
    active: true,
    settings: { ...customerSettings, ...settings },
    changes: new Map(),
    links: new Map(),
    linkedAt: new Map(),
    tombstones: new Map(),
    matchKeys: new Map(),
    outcomes: new Set(),
    locks: new Map(),
    effects: new Map(),
    runs: new Map(),
    sweep: { firstSyncDoneAt: null, shopifySweptTo: null, hubspotSweptTo: null },
  };
}
