import { toSyncError } from "#app/sync/errors.ts";
import { isConsentCurrent } from "#app/sync/plan/baseline.ts";
import type { FailingReason } from "#app/sync/plan/plan.ts";
import type {
  ClaimedEffect,
  ConsentState,
  EffectResult,
  EffectStore,
  OutcomeWrite,
  RecordLink,
} from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import { LEASE_MS } from "./engine/context.ts";
import { backoffMs } from "./engine/retry-unit.ts";

/** One call a contact, in the bulk lane: small batches leave room for others. */
const BATCH = 20;

// An answer that we do not understand stays so. A vendor that is down gets about eight hours: an outage must not lose an opt-out.
const MAX_ATTEMPTS = { bug: 10, transient: 100 };

export interface EffectsResult {
  readonly more: boolean;
  readonly claimed: number;
}

/**
 * Writes consent that changed in Shopify to HubSpot's communication preferences. An effect that a later change has overtaken is dropped;
 * a refusal makes the record failing: only the person can undo an opt-out, and only the merchant grant a scope. So does an effect that
 * keeps failing; while HubSpot has to be connected again, it waits.
 */
export async function drainEffects(
  deps: EngineDeps & { readonly effects: EffectStore },
  { connection }: { readonly connection: Connection },
): Promise<EffectsResult> {
  const { leaseId, effects } = await deps.effects.claimEffects(connection, BATCH, LEASE_MS);
  const results: EffectResult[] = [];
  const links = await linksOf(deps, connection, effects);
  for (const effect of effects)
    results.push(await perform(deps, connection, effect, links.get(effect.shopifyId) ?? null));
  if (results.length > 0) await deps.effects.settleEffects(connection, leaseId, results);
  return { more: effects.length >= BATCH, claimed: effects.length };
}

async function linksOf(
  deps: EngineDeps,
  connection: Connection,
  effects: readonly ClaimedEffect[],
): Promise<ReadonlyMap<string, RecordLink>> {
  const found = new Map<string, RecordLink>();
  for (const object of new Set(effects.map((effect) => effect.object))) {
    const ids = effects.filter((effect) => effect.object === object).map(({ shopifyId }) => shopifyId);
    for (const link of await deps.store.links(connection, object, "shopify", ids)) found.set(link.shopifyId, link);
  }
  return found;
}

async function perform(
  deps: EngineDeps,
  connection: Connection,
  effect: ClaimedEffect,
  link: RecordLink | null,
): Promise<EffectResult> {
  const done: EffectResult = { effect, retryAt: null, lastError: null, outcome: null };
  const state = effect.payload.state as ConsentState;
  if (!link || !isConsentCurrent(deps.hash, connection.id, link, state)) return done;
  try {
    const result = await deps.vendors.consents(connection).set(link.hubspotId, state);
    return result === "refused" ? { ...done, outcome: failingOutcome(link, "consent_refused") } : done;
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "permanent") {
      // Somebody who opted out in the shop still gets HubSpot's e-mails: that must be seen.
      const reason = error.code === "missing_scope" ? "missing_scope" : "vendor_refused";
      return { ...done, lastError: error.code, outcome: failingOutcome(link, reason) };
    }
    if (error.kind !== "reconnect" && effect.attempts + 1 >= MAX_ATTEMPTS[error.kind]) {
      const details = { kind: effect.kind, code: error.code };
      return { ...done, lastError: error.code, outcome: failingOutcome(link, "unexpected", details) };
    }
    const dueAt = new Date(deps.clock.now().getTime() + backoffMs(effect.attempts, error.afterMs)).toISOString();
    return { ...done, retryAt: dueAt, lastError: error.code };
  }
}

function failingOutcome(
  { shopifyId, hubspotId }: RecordLink,
  reason: FailingReason,
  details: OutcomeWrite["details"] = null,
): OutcomeWrite {
  return {
    shopifyId,
    hubspotId,
    status: "failing",
    reason,
    details,
    lastAction: null,
    changedFields: null,
    searchHashes: null,
  };
}
