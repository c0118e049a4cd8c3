import { objectUnder } from "#app/sync/objects/index.ts";
import { isAsSettled } from "#app/sync/plan/baseline.ts";
import type { RecordLink } from "#app/sync/ports.ts";
import type { Reviewed } from "#app/sync/review/find-kinds.ts";
import { noParts } from "#app/sync/review/find-kinds.ts";
import type { EngineContext } from "../engine/context.ts";
import { openChildContext } from "../engine/context.ts";
import { planUnit } from "../engine/plan-unit.ts";
import { readCounterparts } from "../engine/read-units.ts";
import { resolveReferences } from "../engine/resolve-references.ts";
import type { Unit } from "../engine/unit.ts";
import { newUnit } from "../engine/unit.ts";

type Parts = { -readonly [what in keyof Reviewed["parts"]]: number };

/** What would become of the parts (line items, locations) of records that have, or would get, a HubSpot record: by whole. */
export async function countParts(
  context: EngineContext,
  units: readonly Unit[],
): Promise<ReadonlyMap<Unit, Reviewed["parts"]>> {
  const { children } = context.definition;
  const counted = new Map<Unit, Parts>();
  if (!children || (children.option !== undefined && context.settings.options[children.option] !== true))
    return counted;
  const wholes = units.filter((unit) => unit.read.shopify?.children !== undefined && staysInHubspot(unit));
  if (wholes.length === 0) return counted;
  const child = openChildContext(context, objectUnder(children.object, context.settings));
  const ids = wholes.flatMap((unit) => unit.ids.shopify ?? []);
  const links = await context.store.linksOfGroups(context.connection, children.object, ids);
  for (const whole of wholes) counted.set(whole, { ...noParts });
  const looked = await openLinkedParts(child, wholes, links, counted);
  await readCounterparts(
    child,
    looked.map(({ unit }) => unit),
  );
  for (const { unit, whole } of looked) {
    const parts = counted.get(whole);
    if (!parts) continue;
    // Deleted in HubSpot it is made again: Shopify is the truth of what an order holds.
    if (unit.gone.hubspot) parts.create += 1;
    else if (planUnit(child, unit).kind === "update") parts.update += 1;
  }
  return counted;
}

/** The record has, or would get, its counterpart, and is not held back. */
function staysInHubspot({ plan }: Unit): boolean {
  if (!plan || plan.kind === "exclude" || plan.kind === "fail") return false;
  return plan.kind !== "create" || plan.side === "hubspot";
}

interface Looked {
  readonly unit: Unit;
  readonly whole: Unit;
}

/** Counts parts that are new and links whose part is gone. @returns the others, unless they are as they were settled. */
async function openLinkedParts(
  child: EngineContext,
  wholes: readonly Unit[],
  links: readonly RecordLink[],
  counted: ReadonlyMap<Unit, Parts>,
): Promise<readonly Looked[]> {
  const lines = wholes.flatMap((whole) => (whole.read.shopify?.children ?? []).map((record) => ({ whole, record })));
  const records = await resolveReferences(
    child,
    lines.map(({ record }) => record),
  );
  const linkOf = new Map(links.map((link) => [link.shopifyId, link]));
  const looked: Looked[] = [];
  for (const [index, { whole }] of lines.entries()) {
    const record = records[index];
    const parts = counted.get(whole);
    if (!record || !parts) continue;
    const link = whole.link ? linkOf.get(record.id) : undefined;
    if (!link) parts.create += 1;
    else if (!isAsSettled(child, record, link)) {
      const unit = newUnit([], link);
      unit.read.shopify = record;
      looked.push({ unit, whole });
    }
  }
  for (const whole of wholes) {
    const there = new Set(whole.link ? (whole.read.shopify?.children ?? []).map(({ id }) => id) : []);
    const own = links.filter(({ groupId, shopifyId }) => groupId === whole.ids.shopify && !there.has(shopifyId));
    const parts = counted.get(whole);
    if (parts) parts.archive += own.length;
  }
  return looked;
}
