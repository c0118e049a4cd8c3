import type { ConsentChannel, SyncObjectDefinition } from "../definition.ts";
import type { Baseline, ConsentState, HashValue, Intended, ObjectSettings, RecordLink } from "../ports.ts";
import type { AssociationWish, Side, SideRecord, Values } from "../record.ts";
import { activeFields } from "./active-fields.ts";
import { comparableConsent, consentChannels, consentName } from "./consent-state.ts";
import { ASSOCIATIONS, hashField } from "./hash-field.ts";

export interface BaselineContext {
  readonly hash: HashValue;
  readonly connectionId: string;
  readonly definition: SyncObjectDefinition;
  readonly settings: ObjectSettings;
}

function hashConsent(
  { hash, connectionId }: BaselineContext,
  channel: ConsentChannel,
  side: Side,
  values: Values,
): string {
  return hash(connectionId, `${side}:${consentName(channel)}`, comparableConsent(channel, side, values));
}

/** What a record is associated with, whatever the order in which Shopify says it. */
function hashAssociations({ hash, connectionId }: BaselineContext, wishes: readonly AssociationWish[]): string {
  const texts = wishes.map(({ to, id, email, label }) => JSON.stringify([to, id, email ?? null, label ?? null]));
  return hash(connectionId, `shopify:${ASSOCIATIONS}`, texts.sort().join("\n"));
}

/** Whether Shopify's consent by e-mail, when the pair last settled, was this: an effect that says otherwise has been overtaken. */
export function isConsentCurrent(
  hash: HashValue,
  connectionId: string,
  link: RecordLink,
  state: ConsentState,
): boolean {
  const name = consentName({ channel: "email" });
  return link.baseline[name]?.[0] === hash(connectionId, `shopify:${name}`, state);
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
  for (const channel of consentChannels(context.definition)) {
    const entry = baseline[consentName(channel)];
    if (entry) changed.set(consentName(channel), entry[index] !== hashConsent(context, channel, side, values));
  }
  return changed;
}

/**
 * Whether a record as it was read is what its link settled, so that nothing is to be done and the other side need not be read. Never so
 * when settings or mappings are newer than the link.
 */
export function isAsSettled(context: BaselineContext, record: SideRecord, link: RecordLink): boolean {
  if (link.settingsVersion !== context.settings.version || link.intended) return false;
  const changed = changedSince(context, record.side, record.values, link.baseline);
  const fields = activeFields(context.definition, context.settings);
  if (record.associations && link.baseline[ASSOCIATIONS]?.[0] !== hashAssociations(context, record.associations))
    return false;
  const consents = consentChannels(context.definition).map((channel) => changed.get(consentName(channel)));
  return fields.every(({ field }) => changed.get(field.hubspot) === false) && !consents.includes(true);
}

/**
 * The hashes that both sides will have once a pair's update is written, for the fields that it writes. Noted before the write, so that a
 * process which dies before it settles does not leave its own write looking like a person's edit.
 */
export function intendedBy(
  context: BaselineContext,
  read: Readonly<Record<Side, Values>>,
  writes: Readonly<Record<Side, Values>>,
): Intended {
  const { hash, connectionId } = context;
  const shopify = { ...read.shopify, ...writes.shopify };
  const hubspot = { ...read.hubspot, ...writes.hubspot };
  const intended: Record<string, Intended[string]> = {};
  for (const { field } of activeFields(context.definition, context.settings)) {
    const side = field.hubspot in writes.hubspot ? "hubspot" : field.shopify in writes.shopify ? "shopify" : null;
    if (side === null) continue;
    const hashes = [
      hashField(hash, connectionId, field, "shopify", shopify[field.shopify]),
      hashField(hash, connectionId, field, "hubspot", hubspot[field.hubspot]),
    ] as const;
    intended[field.hubspot] = { side, hashes };
  }
  for (const channel of consentChannels(context.definition)) {
    const { hubspot: own, shopifyState } = channel;
    if (own.kind === "opt_out") continue;
    const side = own.property in writes.hubspot ? "hubspot" : shopifyState in writes.shopify ? "shopify" : null;
    if (side === null) continue;
    const hashes = [
      hashConsent(context, channel, "shopify", shopify),
      hashConsent(context, channel, "hubspot", hubspot),
    ] as const;
    intended[consentName(channel)] = { side, hashes };
  }
  return intended;
}

/** The baseline with each intended write that has arrived: a side that holds what we meant to write there did not change by itself. */
export function afterIntended(
  context: BaselineContext,
  link: RecordLink,
  read: Readonly<Record<Side, Values>>,
): Baseline {
  if (!link.intended) return link.baseline;
  const next: Record<string, readonly [string, string]> = { ...link.baseline };
  for (const { field } of activeFields(context.definition, context.settings)) {
    const entry = link.intended[field.hubspot];
    if (!entry) continue;
    const value = entry.side === "shopify" ? read.shopify[field.shopify] : read.hubspot[field.hubspot];
    const now = hashField(context.hash, context.connectionId, field, entry.side, value);
    if (now === entry.hashes[entry.side === "shopify" ? 0 : 1]) next[field.hubspot] = entry.hashes;
  }
  for (const channel of consentChannels(context.definition)) {
    const entry = link.intended[consentName(channel)];
    if (!entry) continue;
    const now = hashConsent(context, channel, entry.side, read[entry.side]);
    if (now === entry.hashes[entry.side === "shopify" ? 0 : 1]) next[consentName(channel)] = entry.hashes;
  }
  return next;
}

export interface SettledValues {
  /** as read before anything was written: what the plan compared */
  readonly read: Readonly<Record<Side, Values>>;
  /** what was written and stored, by attribute or property */
  readonly stored: Readonly<Record<Side, Values>>;
  readonly associations?: readonly AssociationWish[] | undefined;
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
  const associations = settled.associations
    ? ([hashAssociations(context, settled.associations), ""] as const)
    : before?.[ASSOCIATIONS];
  if (associations) next[ASSOCIATIONS] = associations;
  for (const channel of consentChannels(definition)) {
    const name = consentName(channel);
    const entry = settled.unsettled.has(name)
      ? before?.[name]
      : ([
          hashConsent(context, channel, "shopify", shopify),
          hashConsent(context, channel, "hubspot", hubspot),
        ] as const);
    if (entry) next[name] = entry;
  }
  return next;
}
