import type { SyncObjectDefinition } from "../definition.ts";
import type { Baseline, ConsentState, HashValue, ObjectSettings, RecordLink } from "../ports.ts";
import type { Side, SideRecord, Values } from "../record.ts";
import { activeFields } from "./active-fields.ts";
import { CONSENT, hashField } from "./hash-field.ts";

export interface BaselineContext {
  readonly hash: HashValue;
  readonly connectionId: string;
  readonly definition: SyncObjectDefinition;
  readonly settings: ObjectSettings;
}

/** "subscribed" and "unsubscribed" are decisions; null is everything else Shopify says. */
export function consentOfShopify(
  definition: SyncObjectDefinition,
  values: Values,
): "subscribed" | "unsubscribed" | null {
  const state = definition.consent ? values[definition.consent.shopifyState] : null;
  return state === "subscribed" || state === "unsubscribed" ? state : null;
}

/** Whether the contact has opted out of e-mail; HubSpot leaves the property blank until it has. */
export function hasOptedOut(definition: SyncObjectDefinition, values: Values): boolean {
  return definition.consent !== null && values[definition.consent.hubspotOptOut] === "true";
}

function hashConsent({ hash, connectionId, definition }: BaselineContext, side: Side, values: Values): string {
  const state = side === "shopify" ? consentOfShopify(definition, values) : String(hasOptedOut(definition, values));
  return hash(connectionId, `${side}:${CONSENT}`, state);
}

/** Whether Shopify's consent, when the pair last settled, was this: an effect that says otherwise has been overtaken. */
export function isConsentCurrent(
  hash: HashValue,
  connectionId: string,
  link: RecordLink,
  state: ConsentState,
): boolean {
  return link.baseline[CONSENT]?.[0] === hash(connectionId, `shopify:${CONSENT}`, state);
}

/** Per field whether a side differs from its own hash of the baseline; undefined when the field has no baseline. */
export function changedSince(
  context: BaselineContext,
  side: Side,
  values: Values,
  baseline: Baseline,
): ReadonlyMap<string, boolean> {
  const index = side === "shopify" ? 0 : 1;
  const changed = new Map<string, boolean>();
  for (const { field } of activeFields(context.definition, context.settings)) {
    const entry = baseline[field.hubspot];
    const value = values[side === "shopify" ? field.shopify : field.hubspot];
    if (entry)
      changed.set(field.hubspot, entry[index] !== hashField(context.hash, context.connectionId, field, side, value));
  }
  const consent = baseline[CONSENT];
  if (consent) changed.set(CONSENT, consent[index] !== hashConsent(context, side, values));
  return changed;
}

/**
 * Whether a record as it was read is what its link settled, so that nothing is to be done and the other side need not be read. Never so
 * when settings or mappings are newer than the link.
 */
export function isAsSettled(context: BaselineContext, record: SideRecord, link: RecordLink): boolean {
  if (link.settingsVersion !== context.settings.version) return false;
  const changed = changedSince(context, record.side, record.values, link.baseline);
  const fields = activeFields(context.definition, context.settings);
  return fields.every(({ field }) => changed.get(field.hubspot) === false) && changed.get(CONSENT) !== true;
}

export interface SettledValues {
  /** as read before anything was written: what the plan compared */
  readonly read: Readonly<Record<Side, Values>>;
  /** what was written and stored, by attribute or property */
  readonly stored: Readonly<Record<Side, Values>>;
  /** fields that could not be brought in step: they keep the baseline they had */
  readonly unsettled: ReadonlySet<string>;
}

/**
 * The baseline after a settle: of a value that was written what the vendor says it stored, so that its normalisation cannot come back as
 * a change; of every other what was read and compared, since an answer may carry an edit that nobody has seen yet.
 */
export function nextBaseline(context: BaselineContext, settled: SettledValues, before: Baseline | null): Baseline {
  const { hash, connectionId, definition, settings } = context;
  const shopify = { ...settled.read.shopify, ...settled.stored.shopify };
  const hubspot = { ...settled.read.hubspot, ...settled.stored.hubspot };
  const next: Record<string, readonly [string, string]> = {};
  for (const { field } of activeFields(definition, settings)) {
    const entry = settled.unsettled.has(field.hubspot)
      ? before?.[field.hubspot]
      : ([
          hashField(hash, connectionId, field, "shopify", shopify[field.shopify]),
          hashField(hash, connectionId, field, "hubspot", hubspot[field.hubspot]),
        ] as const);
    if (entry) next[field.hubspot] = entry;
  }
  if (!definition.consent) return next;
  const consent = settled.unsettled.has(CONSENT)
    ? before?.[CONSENT]
    : ([hashConsent(context, "shopify", shopify), hashConsent(context, "hubspot", hubspot)] as const);
  if (consent) next[CONSENT] = consent;
  return next;
}
