import { expect } from "vitest";
import type { AssociationStore } from "#app/sync/association-ports.ts";
import type { BackfillRun, Drift, EngineStore, Mark, RecordLink, RunStore, Settlement } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";

/** What a store must offer to be put through the battery. Each test gets a fresh one. */
export interface EngineStoreFixture {
  readonly store: EngineStore;
  readonly runs: RunStore;
  readonly associations: AssociationStore;
  /** its objects "customers", "orders" and "carts" are on */
  readonly connection: Connection;
  /** another shop of the same portal, on as well */
  readonly neighbour: Connection;
  now(): Date;
  advance(ms: number): void;
  turn(state: "on" | "off"): Promise<void>;
  disconnect(): Promise<void>;
  /** of customers */
  startRun(kind?: BackfillRun["kind"]): Promise<string>;
  driftOf(runId: string): Promise<Drift>;
  outcomes(): Promise<
    readonly { shopifyId: string | null; hubspotId: string | null; status: string; searchHashes: readonly string[] }[]
  >;
}

/** How long the battery leases, in milliseconds. */
export const lease = 60_000;
export const object = "customers";

export function shopifyMark(recordId: string, more: Partial<Mark> = {}): Mark {
  return { object, side: "shopify", recordId, lane: "live", ...more };
}

export function hubspotMark(recordId: string, more: Partial<Mark> = {}): Mark {
  return { object, side: "hubspot", recordId, lane: "live", ...more };
}

export function makeLink(shopifyId: string, hubspotId: string, settledAt: Date): RecordLink {
  const at = settledAt.toISOString();
  return {
    shopifyId,
    hubspotId,
    baseline: { email: ["a", "b"] },
    settingsVersion: 1,
    shopifyModifiedAt: at,
    hubspotModifiedAt: at,
    owner: true,
    putBackCount: 0,
    settledAt: at,
  };
}

export function settlement(more: Partial<Settlement>): Settlement {
  return {
    changes: [],
    link: null,
    endLinks: [],
    tombstones: [],
    liftTombstones: [],
    outcome: null,
    dropOutcomes: [],
    effects: [],
    retryAt: null,
    lastError: null,
    ...more,
  };
}

export function outcomeOf(
  shopifyId: string | null,
  hubspotId: string | null,
  status: "in_sync" | "failing" = "in_sync",
) {
  return {
    shopifyId,
    hubspotId,
    status,
    reason: status === "in_sync" ? null : "unexpected",
    details: null,
    lastAction: "linked" as const,
    changedFields: null,
    searchHashes: null,
  };
}

/** Links two records, as a settled backfill does. */
export async function link({ store, connection, now }: EngineStoreFixture, shopifyId: string, hubspotId: string) {
  const { leaseId } = await store.lockNew(connection, object, [`s:${shopifyId}`, `h:${hubspotId}`], lease);
  const linked = settlement({ link: makeLink(shopifyId, hubspotId, now()), outcome: outcomeOf(shopifyId, hubspotId) });
  expect(await store.settle(connection, object, leaseId, [linked])).toBe(true);
}
