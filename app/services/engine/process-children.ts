import { SyncError, toSyncError } from "#app/sync/errors.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import { isAsSettled } from "#app/sync/plan/baseline.ts";
import type { OutcomeWrite, RecordLink, Settlement } from "#app/sync/ports.ts";
import { partsEntry } from "./attach-writes.ts";
import { clearFormerParts } from "./clear-former-parts.ts";
import type { EngineContext } from "./context.ts";
import { openChildContext } from "./context.ts";
import { readCounterparts } from "./read-units.ts";
import { findUnderWay, resolveReferences, waitsFor } from "./resolve-references.ts";
import { retryAt } from "./retry-unit.ts";
import { isInHubspot, putBackSettled, rewriteSettlement } from "./rewrite-settlement.ts";
import { tellBug } from "./tell-bug.ts";
import type { Unit } from "./unit.ts";
import { newUnit } from "./unit.ts";
import { writeUnits } from "./write-units.ts";

interface Part {
  readonly unit: Unit;
  readonly parent: Unit;
}

interface Parts {
  /** those that are to be looked at */
  readonly parts: readonly Part[];
  /** wholes of which a part names a record whose counterpart is about to be made */
  readonly waiting: ReadonlySet<Unit>;
}

const none: Parts = { parts: [], waiting: new Set() };

/**
 * Brings the parts (line items, locations) of settled records in step: new ones are made with their association to the whole, changed
 * ones updated, those that Shopify no longer has archived. Parts have no outcome of their own: one that fails makes its whole fail, and
 * one that is put back puts its whole back.
 * @returns the failure of a vendor as a whole; the wholes concerned are put back.
 */
export async function processChildren(context: EngineContext, units: readonly Unit[]): Promise<SyncError | null> {
  const { children } = context.definition;
  if (!children) return null;
  const wholes = units.filter((unit) => unit.read.shopify?.children !== undefined && isInHubspot(unit));
  if (wholes.length === 0) return null;
  const isOn = children.option === undefined || context.settings.options[children.option] === true;
  const child = openChildContext(context, objectUnder(children.object, context.settings));
  try {
    const links = await context.store.linksOfGroups(
      context.connection,
      children.object,
      wholes.flatMap((unit) => unit.ids.shopify ?? []),
    );
    const known = await clearFormerParts(child, wholes, links);
    const settled = wholes.filter(isInHubspot);
    const { parts, waiting } = isOn ? await openParts(child, settled, known) : none;
    await readCounterparts(
      child,
      parts.map(({ unit }) => unit),
    );
    for (const { unit } of parts) beginAgainWhereGone(unit);
    await writeUnits(
      child,
      parts.map(({ unit }) => unit),
    );
    const ended = await archiveRest(child, settled, isOn ? links : []);
    for (const whole of settled) settleParts(context, whole, parts, ended);
    for (const whole of waiting) lookAgain(context, whole);
    return null;
  } catch (cause) {
    const error = toSyncError(cause);
    tellBug(child, error);
    for (const whole of wholes) putBackSettled(context.clock, whole, error);
    return error;
  }
}

async function openParts(child: EngineContext, wholes: readonly Unit[], links: readonly RecordLink[]): Promise<Parts> {
  const linkOf = new Map(links.map((link) => [link.shopifyId, link]));
  const lines = wholes.flatMap((parent) => (parent.read.shopify?.children ?? []).map((record) => ({ parent, record })));
  const given = lines.map(({ record }) => record);
  const underWay = await findUnderWay(child, given);
  const records = await resolveReferences(child, given);
  const waiting = lines.flatMap(({ parent }, index) => {
    const record = records[index];
    return record && waitsFor(child, record, underWay) ? [parent] : [];
  });
  const parts = lines.flatMap(({ parent, record: { id } }, index): Part[] => {
    const record = records[index];
    const link = linkOf.get(id) ?? null;
    // Asked for by a person, or by an edit of a part in HubSpot: then HubSpot's side is looked at, too.
    const isForced = child.isAudit || parent.changes.some(({ forced }) => forced !== null);
    if (!record || (link && !isForced && isAsSettled(child, record, link))) return [];
    const unit = newUnit([], link);
    unit.ids.shopify = id;
    unit.read.shopify = record;
    unit.parentId = parent.ids.hubspot;
    return [{ unit, parent }];
  });
  return { parts, waiting: new Set(waiting) };
}

/** A line is written without its product while that has none in HubSpot: once it has, the line shall name it. */
function lookAgain({ clock }: EngineContext, whole: Unit): void {
  rewriteSettlement(whole, (settlement) =>
    settlement.retryAt === null
      ? { ...settlement, retryAt: retryAt(clock, whole), lastError: "reference_pending" }
      : settlement,
  );
}

/** A part that somebody deleted in HubSpot is made again: Shopify is the truth of what an order holds. */
function beginAgainWhereGone(unit: Unit): void {
  if (!unit.gone.hubspot) return;
  unit.gone.hubspot = false;
  unit.ids.hubspot = null;
  unit.link = null;
}

/** Archives what is linked and no longer there in Shopify. @returns Shopify ids of those that are gone now, by whole. */
async function archiveRest(
  child: EngineContext,
  wholes: readonly Unit[],
  links: readonly RecordLink[],
): Promise<ReadonlyMap<Unit, readonly string[]>> {
  const ended = new Map<Unit, readonly string[]>();
  const rest = wholes.flatMap((whole) => {
    const there = new Set((whole.read.shopify?.children ?? []).map(({ id }) => id));
    return links
      .filter(({ groupId, shopifyId }) => groupId === whole.ids.shopify && !there.has(shopifyId))
      .map((link) => ({ whole, link }));
  });
  if (rest.length === 0 || !(await child.mayWrite([]))) return ended;
  const results = await child.archive(rest.map(({ link }) => link.hubspotId));
  for (const { whole, link } of rest) {
    const result = results.get(link.hubspotId);
    if (result === "done") ended.set(whole, [...(ended.get(whole) ?? []), link.shopifyId]);
    else putBackSettled(child.clock, whole, result ?? new SyncError("transient", { code: "answer_lost" }));
  }
  return ended;
}

function settleParts(
  context: EngineContext,
  whole: Unit,
  parts: readonly Part[],
  ended: ReadonlyMap<Unit, readonly string[]>,
): void {
  const { children } = context.definition;
  const units = parts.filter(({ parent }) => parent === whole).map(({ unit }) => unit);
  const own = units.flatMap(settlementsOf);
  const writes = partsEntry(context, whole, units);
  const links = own.flatMap(({ link }) => (link ? [link] : []));
  const goneIds = ended.get(whole) ?? [];
  const retry = own.find(({ retryAt }) => retryAt !== null);
  const failing = own.find(({ outcome }) => outcome?.status === "failing")?.outcome ?? null;
  rewriteSettlement(whole, (settlement) => ({
    ...settlement,
    ...(writes.length > 0 ? { writes: [...(settlement.writes ?? []), ...writes] } : {}),
    ...(children && links.length + goneIds.length > 0
      ? { children: { object: children.object, links, ended: goneIds } }
      : {}),
    outcome: failing ? failWhole(settlement.outcome, failing) : settlement.outcome,
    ...(retry ? { retryAt: retry.retryAt, lastError: retry.lastError } : {}),
  }));
}

/** The whole's own failure counts before its parts'. */
function failWhole(outcome: OutcomeWrite | null, part: OutcomeWrite): OutcomeWrite | null {
  if (!outcome || outcome.status === "failing") return outcome;
  const details = { ...part.details, part: part.shopifyId ?? "" };
  return { ...outcome, status: "failing", reason: part.reason, details };
}

function settlementsOf({ end }: Unit): readonly Settlement[] {
  return end?.kind === "settled" ? end.settlements : [];
}
