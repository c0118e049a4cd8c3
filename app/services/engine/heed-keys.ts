import { recordKey } from "#app/sync/plan/plan-create.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import type { Unit } from "./unit.ts";

/** Shopify's numbers. Keys of guests and of carts name nothing that could be read. */
const shopifyId = /^\d+$/;

/** The Shopify record of this shop whose key a HubSpot record bears; null: none, or none that could be read. */
function namedBy({ connection, definition }: EngineContext, { values }: SideRecord): string | null {
  const prefix = recordKey(connection.shop, "");
  const key = values[definition.hubspot.keyProperty];
  const id = key?.startsWith(prefix) ? key.slice(prefix.length) : "";
  return shopifyId.test(id) ? id : null;
}

/** Of these Shopify records those that are there and have no HubSpot record yet, by id. */
async function readLone(
  { connection, definition, store, ports }: EngineContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SideRecord>> {
  if (ids.length === 0) return new Map();
  const links = await store.links(connection, definition.key, "shopify", ids);
  const linked = new Set(links.map((link) => link.shopifyId));
  const lone = ids.filter((id) => !linked.has(id));
  if (lone.length === 0) return new Map();
  const results = await ports.shopify.read(lone);
  return new Map(
    [...results].flatMap(([id, result]) => (result.kind === "found" ? [[id, result.record] as const] : [])),
  );
}

/**
 * A sync that was deleted and set up again has lost its links, not its keys: a HubSpot record that bears the key of a Shopify record
 * that has no other is that one's, whatever became of names and numbers.
 */
export async function findByOwnKey(
  context: EngineContext,
  units: readonly Unit[],
  found: Map<Unit, readonly SideRecord[]>,
): Promise<void> {
  if (context.definition.direction === "to_hubspot") return;
  const named = new Map<Unit, string>();
  for (const unit of units) {
    const id = unit.read.hubspot && !found.has(unit) ? namedBy(context, unit.read.hubspot) : null;
    if (id !== null) named.set(unit, id);
  }
  const lone = await readLone(context, [...new Set(named.values())]);
  for (const [unit, id] of named) {
    const record = lone.get(id);
    if (record) found.set(unit, [record]);
  }
}

/**
 * Several records may share a name or a number. Of the HubSpot records that fit a Shopify record the one with its key is its own, and one
 * with the key of another that is there and has no other is that one's.
 */
export async function withoutOthers(
  context: EngineContext,
  fitting: ReadonlyMap<Unit, readonly SideRecord[]>,
): Promise<ReadonlyMap<Unit, readonly SideRecord[]>> {
  const others = new Set<string>();
  for (const [unit, candidates] of fitting) {
    for (const candidate of candidates) {
      const id = namedBy(context, candidate);
      if (id !== null && id !== unit.ids.shopify) others.add(id);
    }
  }
  const lone = await readLone(context, [...others]);
  return new Map(
    [...fitting].map(([unit, candidates]) => {
      const own = candidates.filter((candidate) => namedBy(context, candidate) === unit.ids.shopify);
      if (own.length > 0) return [unit, own] as const;
      return [unit, candidates.filter((candidate) => !lone.has(namedBy(context, candidate) ?? ""))] as const;
    }),
  );
}
