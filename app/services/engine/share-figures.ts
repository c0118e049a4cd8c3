import { combineFigures, figuresOf } from "#app/sync/figures/customer-figures.ts";
import type { CustomerFigures, FiguresOfOtherShop, Mark, RecordLink, Settlement } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { LEASE_MS } from "./context.ts";
import { rewriteSettlement } from "./rewrite-settlement.ts";
import type { Unit } from "./unit.ts";

/** Marks for another shop of the portal. */
export interface MarksOfShop {
  readonly connection: Connection;
  readonly marks: readonly Mark[];
}

/** Learns, in one query, what other connected shops of the portal hold of the same HubSpot records. No vendor is asked. */
export async function findFigures(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const { connection, definition, store } = context;
  const ids = units.flatMap((unit) => unit.ids.hubspot ?? []);
  if (!definition.figures || ids.length === 0) return;
  const found = await store.figuresOfOtherShops(connection, definition.key, ids);
  for (const unit of units) {
    if (unit.ids.hubspot) unit.others = found.get(unit.ids.hubspot) ?? [];
    overlayFigures(context, unit);
  }
}

/** Lays over a Shopify record that was just read what holds for all shops together. */
export function overlayFigures({ definition }: EngineContext, unit: Unit): void {
  const { shopify } = unit.read;
  if (!shopify || unit.others.length === 0 || !definition.figures) return;
  const others = unit.others.map(({ connection, figures }) => ({ shop: connection.shop, figures }));
  unit.read.shopify = { ...shopify, values: { ...shopify.values, ...combineFigures(shopify.values, others) } };
}

/**
 * Notes this shop's part with the links of settled records that other shops share, and with no others': where nothing is to be added up,
 * no figure is kept.
 */
export function attachFigures({ definition }: EngineContext, units: readonly Unit[]): void {
  if (!definition.figures) return;
  for (const unit of units) {
    const { shopify } = unit.read;
    if (!shopify) continue;
    const figures = unit.others.length > 0 ? figuresOf(shopify.values) : null;
    rewriteSettlement(unit, (settlement) => withFigures(settlement, figures));
  }
}

function withFigures(settlement: Settlement, figures: CustomerFigures | null): Settlement {
  const { link } = settlement;
  return link && (figures || link.figures) ? { ...settlement, link: { ...link, figures } } : settlement;
}

/**
 * Which shops must look at settled records once more: the one that writes a record's combined figures when this shop's part of them has
 * changed, and those whose own part is not noted yet.
 *
 * They are marked now, for when this batch's lease will be over: a process that dies before it settles leaves no sum behind that lacks a
 * part. Who settles well marks them once more, to be looked at at once.
 */
export async function markSharers(context: EngineContext, units: readonly Unit[]): Promise<readonly MarksOfShop[]> {
  const marks = new Map<string, { readonly connection: Connection; readonly marks: Mark[] }>();
  for (const unit of units) {
    const recordId = unit.ids.hubspot;
    if (recordId === null) continue;
    for (const { connection } of sharersOf(unit)) {
      const known = marks.get(connection.id) ?? { connection, marks: [] };
      marks.set(connection.id, known);
      // Nothing of the HubSpot record has changed: only a forced look compares it in full.
      known.marks.push({ object: context.definition.key, side: "hubspot", recordId, lane: "bulk", forced: "retry" });
    }
  }
  const dueAt = new Date(context.clock.now().getTime() + LEASE_MS).toISOString();
  for (const shop of marks.values())
    await context.store.mark(
      shop.connection,
      shop.marks.map((mark) => ({ ...mark, dueAt })),
    );
  return [...marks.values()];
}

function sharersOf(unit: Unit): readonly FiguresOfOtherShop[] {
  const after = settledLink(unit);
  if (!after) return [];
  const hasNews = !unit.owner && !isSame(unit.link, after);
  // The shop in front linked the record first: it writes what goes one way.
  return unit.others.filter((other, place) => (hasNews && place === 0) || other.figures === null);
}

function settledLink({ end }: Unit): RecordLink | null {
  if (end?.kind !== "settled") return null;
  return end.settlements.flatMap(({ link }) => link ?? [])[0] ?? null;
}

function isSame(before: RecordLink | null, after: RecordLink): boolean {
  const said = ({ figures, hubspotId }: RecordLink) =>
    JSON.stringify([hubspotId, figures?.ordersCount, figures?.totalSpent, figures?.currency]);
  return before !== null && said(before) === said(after);
}
