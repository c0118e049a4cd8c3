import type { SyncError } from "#app/sync/errors.ts";
import { nextBaseline } from "#app/sync/plan/baseline.ts";
import { consentChannels, consentName } from "#app/sync/plan/consent-state.ts";
import { isLeftOut } from "#app/sync/plan/left-out.ts";
import type { FailingReason, Plan, SkippedField } from "#app/sync/plan/plan.ts";
import { recentPutBacks } from "#app/sync/plan/plan-pair.ts";
import { searchHashesOf } from "#app/sync/plan/search-hashes.ts";
import type { OutcomeWrite, RecordLink, Settlement } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { attemptsOf, retryAt } from "./retry-unit.ts";
import { NOT_IN_STEP } from "./rewrite-settlement.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, settleUnit } from "./unit.ts";

/** A plan that needs no further write, a record that is as it was settled, or a failure that will pass. */
export type Finish =
  | Exclude<Plan, { kind: "create" | "update" }>
  | { readonly kind: "unchanged"; readonly link: RecordLink }
  | { readonly kind: "retry"; readonly error: SyncError };

// Another record's change may take these away; after about two minutes a person has to.
const passing: ReadonlySet<string> = new Set<FailingReason>(["ambiguous_match", "email_taken", "phone_taken"]);
const MAX_TRIES = 6;

/** Ends a unit: its link and baseline, outcome and effects, whatever of it was written before. */
export function finishUnit(context: EngineContext, unit: Unit, finish: Finish): void {
  if (finish.kind === "unchanged") {
    settleUnit(unit, { ...bareSettlement(unit), link: finish.link, outcome: unchangedOutcome(finish.link) });
    return;
  }
  const bare = { ...bareSettlement(unit), link: linkOf(context, unit, finish) };
  if (finish.kind === "retry") {
    settleUnit(unit, { ...bare, retryAt: retryAt(context.clock, unit, finish.error), lastError: finish.error.code });
    return;
  }
  const outcome = outcomeOf(context, unit, finish);
  const heals = outcome.reason !== null && passing.has(outcome.reason) && attemptsOf(unit) < MAX_TRIES;
  const settlement: Settlement = {
    ...bare,
    outcome,
    effects: effectsOf(unit, finish),
    retryAt: heals ? retryAt(context.clock, unit) : null,
    lastError: heals ? outcome.reason : null,
  };
  settleUnit(unit, settlement);
}

function unchangedOutcome({ shopifyId, hubspotId }: RecordLink): OutcomeWrite {
  return {
    shopifyId,
    hubspotId,
    status: "in_sync",
    reason: null,
    details: null,
    lastAction: "unchanged",
    changedFields: null,
    searchHashes: null,
  };
}

function isPair(finish: Finish): finish is Extract<Finish, { kind: "link" | "nothing" }> {
  return finish.kind === "link" || finish.kind === "nothing";
}

/** The pair as it stands: wholly settled, partly (a write failed), or only seen (excluded). Null when there is none to note. */
function linkOf(context: EngineContext, unit: Unit, finish: Finish): RecordLink | null {
  const { shopify, hubspot } = unit.read;
  const wrote = unit.written.shopify.size + unit.written.hubspot.size > 0;
  if (!unit.ids.shopify || !unit.ids.hubspot) return null;
  if (!shopify || !hubspot || (!isPair(finish) && !wrote))
    return unit.link && { ...unit.link, settingsVersion: NOT_IN_STEP };
  const unsettled = unsettledFields(context, unit, finish);
  const now = context.clock.now();
  return {
    shopifyId: unit.ids.shopify,
    hubspotId: unit.ids.hubspot,
    ...groupOf(shopify.groupId ?? unit.link?.groupId),
    baseline: nextBaseline(
      context,
      {
        read: { shopify: shopify.values, hubspot: hubspot.values },
        stored: unit.stored,
        associations: shopify.associations,
        unsettled,
      },
      unit.link?.baseline ?? null,
    ),
    settingsVersion: isPair(finish) && unsettled.size === 0 ? context.settings.version : NOT_IN_STEP,
    shopifyModifiedAt: settledAtShopify(
      context,
      unit.written.shopify.size > 0 ? unit.modifiedAt.shopify : shopify.modifiedAt,
    ),
    hubspotModifiedAt: unit.written.hubspot.size > 0 ? unit.modifiedAt.hubspot : hubspot.modifiedAt,
    // Taken over once its one-way fields are through, so that a failure in between does not leave the former owner's values.
    owner: unit.owner && (isPair(finish) || unit.link?.owner !== false),
    putBackCount: recentPutBacks(unit.link, now) + unit.putBacks,
    settledAt: now.toISOString(),
  };
}

function groupOf(groupId: string | null | undefined): Pick<RecordLink, "groupId"> {
  return groupId ? { groupId } : {};
}

// Shopify's times are whole seconds, and its clock need not be ours to the second.
const SECOND_MS = 2_000;

/**
 * Shopify's modified time as the sweep may compare it; null when another edit could bear the same second. Then the sweep reads the record
 * once more, when its second is past.
 */
export function settledAtShopify(context: EngineContext, modifiedAt: string | null): string | null {
  if (modifiedAt === null || Date.parse(modifiedAt) + SECOND_MS > Date.parse(context.readSince)) return null;
  return modifiedAt;
}

/** Fields whose baseline must not move: those skipped, and when a write failed those it would have changed. */
function unsettledFields(context: EngineContext, unit: Unit, finish: Finish): ReadonlySet<string> {
  const failed = (entries: readonly SkippedField[]): readonly string[] =>
    entries.filter((entry) => !isLeftOut(context.definition, entry)).map(({ field }) => field);
  const skipped = new Set([...failed(unit.refused), ...(isPair(finish) ? failed(finish.skipped) : [])]);
  if (isPair(finish) || unit.plan?.kind !== "update") return skipped;
  for (const { shopify, hubspot } of context.definition.fields) {
    const pendingShopify = unit.plan.toShopify[shopify] !== undefined && !unit.written.shopify.has(shopify);
    const pendingHubspot = unit.plan.toHubspot[hubspot] !== undefined && !unit.written.hubspot.has(hubspot);
    if (pendingShopify || pendingHubspot) skipped.add(hubspot);
  }
  for (const channel of consentChannels(context.definition)) {
    const isTold = channel.hubspot.kind === "opt_out" ? unit.effect !== null : skipped.has(channel.hubspot.property);
    if (isTold || unit.plan.toShopify[channel.shopifyState] !== undefined) skipped.add(consentName(channel));
  }
  return skipped;
}

function outcomeOf(
  context: EngineContext,
  unit: Unit,
  finish: Exclude<Finish, { kind: "retry" | "unchanged" }>,
): OutcomeWrite {
  const base = {
    shopifyId: unit.ids.shopify,
    hubspotId: unit.ids.hubspot,
    ...lastActionOf(unit, finish),
    // Nobody shall be able to look up by their address who was redacted.
    searchHashes:
      finish.kind === "exclude" && finish.reason === "redacted"
        ? []
        : searchHashesOf(context.hash, context.connectionId, context.definition.searchKeys, knownValues(context, unit)),
  };
  if (finish.kind === "exclude" || finish.kind === "fail") {
    const status = finish.kind === "fail" ? "failing" : "excluded";
    return { ...base, status, reason: finish.reason, details: withGroup(context, unit, finish.details) };
  }
  const leftOut = finish.skipped.filter((entry) => isLeftOut(context.definition, entry));
  const skipped = finish.skipped.filter((entry) => !leftOut.includes(entry));
  const [worst] = skipped;
  if (worst) {
    const details = { fields: skipped.map(({ field }) => field).join(", ") };
    return { ...base, status: "failing", reason: worst.reason, details };
  }
  if (finish.fights.length > 0)
    return {
      ...base,
      status: "failing",
      reason: "portal_rule",
      details: { fields: finish.fights.join(", "), kind: "fight" },
    };
  const details = leftOut.length > 0 ? { leftOut: leftOut.map(({ field }) => field).join(", ") } : null;
  return { ...base, status: "in_sync", reason: null, details };
}

/** What has no link is found in the admin by its details. */
function withGroup({ definition }: EngineContext, { read, link }: Unit, details: OutcomeWrite["details"]) {
  const group = definition.shopify.shownWithGroup ? (read.shopify?.groupId ?? link?.groupId) : null;
  return group ? { ...details, group } : details;
}

function lastActionOf(unit: Unit, finish: Finish): Pick<OutcomeWrite, "lastAction" | "changedFields"> {
  const toShopify = [...unit.written.shopify];
  const toHubspot = [...unit.written.hubspot];
  const changedFields = toShopify.length + toHubspot.length > 0 ? { toShopify, toHubspot } : null;
  if (unit.created)
    return { lastAction: unit.created === "hubspot" ? "created_in_hubspot" : "created_in_shopify", changedFields };
  if (changedFields) return { lastAction: "updated", changedFields };
  if (finish.kind === "link") return { lastAction: "linked", changedFields: null };
  return { lastAction: finish.kind === "nothing" ? "unchanged" : null, changedFields: null };
}

function effectsOf(unit: Unit, finish: Finish): Settlement["effects"] {
  const { shopify, hubspot } = unit.ids;
  if (!isPair(finish) || !unit.effect || !shopify || !hubspot) return [];
  return [{ kind: "consent", shopifyId: shopify, hubspotId: hubspot, payload: { state: unit.effect } }];
}

/** Shopify's attributes of a record, from HubSpot's properties where only that side is known. */
function knownValues(context: EngineContext, unit: Unit): Values {
  if (unit.read.shopify) return { ...unit.read.shopify.values, ...unit.stored.shopify };
  const hubspot = unit.read.hubspot?.values ?? {};
  return Object.fromEntries(context.definition.fields.map((field) => [field.shopify, hubspot[field.hubspot] ?? null]));
}
