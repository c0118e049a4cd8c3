import { randomUUID } from "node:crypto";
import type { BackfillRun, Clock, EffectResult, EffectStore, RunPatch, RunStore, SweepState } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { applySettlement } from "./apply-settlement.ts";
import type { EffectRow, RunRow, Tables } from "./tables.ts";

/** Backfill runs, sweep cursors and effects in maps, with the promises of the database's. */
export class MemoryRuns implements RunStore, EffectStore {
  readonly #tables: ReadonlyMap<string, Tables>;
  readonly #clock: Clock;

  constructor(tables: ReadonlyMap<string, Tables>, clock: Clock) {
    this.#tables = tables;
    this.#clock = clock;
  }

  start(connection: Connection, object: ObjectKey = "customers", kind: BackfillRun["kind"] = "backfill"): string {
    const tables = this.#of(connection).of(object);
    const id = randomUUID();
    const dueAt = this.#now();
    tables.runs.set(id, { ...newRun, id, kind, settingsVersion: tables.settings.version, dueAt });
    return id;
  }

  async claim(
    connection: Connection,
    runId: string,
    leaseMs: number,
  ): Promise<{ run: BackfillRun; leaseId: string } | null> {
    const found = this.#find(connection, runId);
    const now = this.#now();
    if (!found) return null;
    const { object, row } = found;
    if (row.status !== "running" || row.pausedAt !== null || row.dueAt > now || (row.leasedUntil ?? "") > now)
      return null;
    const tables = this.#of(connection);
    if (!tables.active || !tables.of(object).settings.enabled) return null;
    row.leaseId = randomUUID();
    row.leasedUntil = new Date(Date.parse(now) + leaseMs).toISOString();
    return { run: { ...row, object }, leaseId: row.leaseId };
  }

  async renew(connection: Connection, runId: string, leaseId: string, leaseMs: number): Promise<boolean> {
    const row = this.#held(connection, runId, leaseId);
    if (row) row.leasedUntil = new Date(Date.parse(this.#now()) + leaseMs).toISOString();
    return row !== null;
  }

  async save(connection: Connection, runId: string, leaseId: string, patch: RunPatch): Promise<boolean> {
    const row = this.#held(connection, runId, leaseId);
    if (!row) return false;
    const { processed, ...rest } = patch;
    Object.assign(row, rest);
    row.processed += processed ?? 0;
    if (patch.dueAt) {
      row.leaseId = null;
      row.leasedUntil = null;
    }
    return true;
  }

  async isFirstSyncRunning(connection: Connection, objects: readonly ObjectKey[]): Promise<boolean> {
    const tables = this.#of(connection);
    return objects
      .map((object) => tables.of(object))
      .some(({ settings, sweep, runs }) => {
        return settings.enabled && sweep.firstSyncDoneAt === null && isRunning(runs);
      });
  }

  async finish(connection: Connection, runId: string, leaseId: string, sweptTo: string): Promise<boolean> {
    const row = this.#held(connection, runId, leaseId);
    const found = this.#find(connection, runId);
    if (!row || !found) return false;
    const tables = this.#of(connection).of(found.object);
    row.status = "done";
    row.phase = "done";
    tables.sweep = {
      firstSyncDoneAt: tables.sweep.firstSyncDoneAt ?? this.#now(),
      shopifySweptTo: sweptTo,
      hubspotSweptTo: sweptTo,
    };
    return true;
  }

  async fail(connection: Connection, runId: string, leaseId: string, error: string): Promise<boolean> {
    const row = this.#held(connection, runId, leaseId);
    if (row) Object.assign(row, { status: "failed", error });
    return row !== null;
  }

  async sweepState(connection: Connection, object: ObjectKey): Promise<SweepState> {
    const { sweep, runs } = this.#of(connection).of(object);
    return { ...sweep, backfilling: isRunning(runs) };
  }

  async saveSweptTo(connection: Connection, object: ObjectKey, side: Side, to: string): Promise<void> {
    const tables = this.#of(connection).of(object);
    tables.sweep = { ...tables.sweep, [side === "shopify" ? "shopifySweptTo" : "hubspotSweptTo"]: to };
  }

  async claimEffects(connection: Connection, limit: number, leaseMs: number): ReturnType<EffectStore["claimEffects"]> {
    const { effects, active, settings } = this.#of(connection);
    const now = this.#now();
    const leaseId = randomUUID();
    const free = (row: EffectRow): boolean => row.dueAt <= now && (row.leasedUntil ?? "") <= now;
    const due = active && settings.enabled ? [...effects.values()].filter(free).slice(0, limit) : [];
    for (const row of due) {
      row.leaseId = leaseId;
      row.leasedUntil = new Date(Date.parse(now) + leaseMs).toISOString();
    }
    return { leaseId, effects: due.map((row) => ({ ...row, generation: String(row.generation) })) };
  }

  async settleEffects(connection: Connection, leaseId: string, results: readonly EffectResult[]): Promise<boolean> {
    const tables = this.#of(connection);
    const now = this.#now();
    for (const { effect, retryAt, outcome } of results) {
      const key = `${effect.kind}:${effect.shopifyId}`;
      const row = tables.effects.get(key);
      if (!row || row.leaseId !== leaseId || (row.leasedUntil ?? "") <= now) continue;
      if (String(row.generation) === effect.generation && retryAt === null) tables.effects.delete(key);
      else Object.assign(row, { leaseId: null, leasedUntil: null, dueAt: retryAt ?? now, attempts: row.attempts + 1 });
      if (outcome) applySettlement(tables, effect.object, { ...nothingElse, outcome }, leaseId, now);
    }
    return true;
  }

  #find(connection: Connection, runId: string): { object: ObjectKey; row: RunRow } | null {
    const tables = this.#of(connection);
    for (const object of mainObjectKeys) {
      const row = tables.of(object).runs.get(runId);
      if (row) return { object, row };
    }
    return null;
  }

  #held(connection: Connection, runId: string, leaseId: string): RunRow | null {
    const row = this.#find(connection, runId)?.row;
    const isHeld = row?.leaseId === leaseId && row.status === "running" && (row.leasedUntil ?? "") > this.#now();
    return isHeld && row.pausedAt === null ? row : null;
  }

  #of(connection: Connection): Tables {
    const found = this.#tables.get(connection.id);
    if (!found) throw new Error(`no connection ${connection.id}`);
    return found;
  }

  #now(): string {
    return this.#clock.now().toISOString();
  }
}

function isRunning(runs: ReadonlyMap<string, RunRow>): boolean {
  return [...runs.values()].some(({ status, pausedAt }) => status === "running" && pausedAt === null);
}

const newRun: Omit<RunRow, "id" | "kind" | "settingsVersion" | "dueAt"> = {
  status: "running",
  pausedAt: null,
  phase: "start_bulk",
  checkpoint: {},
  attempts: 0,
  total: null,
  processed: 0,
  created: 0,
  updated: 0,
  drift: {},
  error: null,
  leaseId: null,
  leasedUntil: null,
};

const nothingElse = {
  changes: [],
  link: null,
  endLinks: [],
  tombstones: [],
  liftTombstones: [],
  dropOutcomes: [],
  effects: [],
  retryAt: null,
  lastError: null,
};
