import type { SyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, settleUnit } from "./unit.ts";

const MAX_BACKOFF_MS = 5 * 60_000;

// The two sides of one meeting wait differently, so that they do not meet again for ever.
const CONTENTION_MS = { shopify: 300, hubspot: 1_500 };

/** Milliseconds until the next attempt: doubling from one second to five minutes, never less than the vendor asked for. */
export function backoffMs(attempts: number, vendorMs = 0): number {
  return Math.max(vendorMs, Math.min(1_000 * 2 ** Math.min(attempts, 20), MAX_BACKOFF_MS));
}

/** How often the unit's changes have been tried. */
export function attemptsOf(unit: Unit): number {
  return Math.max(0, ...unit.changes.map(({ attempts }) => attempts));
}

export function retryAt(clock: Clock, unit: Unit, error?: SyncError): string {
  return new Date(clock.now().getTime() + backoffMs(attemptsOf(unit), error?.afterMs)).toISOString();
}

/** Puts the unit's changes back because another worker holds one of its records. */
export function yieldUnit(clock: Clock, unit: Unit): void {
  const waitMs = CONTENTION_MS[unit.read.shopify && !unit.link ? "shopify" : "hubspot"];
  const dueAt = new Date(clock.now().getTime() + waitMs).toISOString();
  settleUnit(unit, { ...bareSettlement(unit), liftTombstones: [], retryAt: dueAt, lastError: "record_busy" });
}
