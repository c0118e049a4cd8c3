import { buyerHash } from "#app/sync/facts/fact-context.ts";
import { supersededCart } from "#app/sync/objects/carts/cart-status.ts";
import type { BuyersCart } from "#app/sync/ports.ts";
import { isHandedOver } from "./attach-facts.ts";
import type { EngineContext } from "./context.ts";
import { isInHubspot } from "./rewrite-settlement.ts";
import type { Unit } from "./unit.ts";
import { openUnits } from "./unit.ts";

/**
 * Marks carts as superseded whose buyer has begun a newer one: each device and private window makes a checkout of its own, and only the
 * last is the one to remind of. Known are the carts of the batch and those that have settled, by the buyer's keyed hash.
 */
export async function supersedeCarts(context: EngineContext, units: readonly Unit[]): Promise<void> {
  if (context.definition.facts !== "cart") return;
  const carts = new Map<Unit, BuyersCart>();
  for (const unit of openUnits(units)) {
    const cart = cartOf(context, unit);
    if (cart) carts.set(unit, cart);
  }
  if (carts.size === 0) return;
  const newest = new Map(await context.store.newestCarts(context.connection, [...carts.values()].map(hashOf)));
  for (const { buyer, createdAt } of carts.values()) {
    if (createdAt > (newest.get(buyer) ?? "")) newest.set(buyer, createdAt);
  }
  for (const [unit, { buyer, createdAt }] of carts) {
    const { shopify } = unit.read;
    if (shopify && createdAt < (newest.get(buyer) ?? ""))
      unit.read.shopify = context.enrich({ ...shopify, values: supersededCart(shopify.values) });
  }
}

/** Carts that are older than one that has just settled, and of the same buyer: they are to be looked at again. */
export async function markOlderCarts(context: EngineContext, units: readonly Unit[]): Promise<void> {
  if (context.definition.facts !== "cart") return;
  const settled = units
    .filter((unit) => isInHubspot(unit) || isHandedOver(context, unit))
    .flatMap((unit) => cartOf(context, unit) ?? []);
  if (settled.length === 0) return;
  const ids = await context.store.olderOpenCarts(context.connection, settled);
  await context.store.mark(
    context.connection,
    ids.map((recordId) => ({ object: "carts", side: "shopify", recordId, lane: "bulk" }) as const),
  );
}

const hashOf = ({ buyer }: BuyersCart): string => buyer;

function cartOf({ connectionId, hash }: EngineContext, { read }: Unit): BuyersCart | null {
  const values = read.shopify?.values;
  const createdAt = values?.createdAt;
  if (!values || !createdAt) return null;
  const buyer = buyerHash({ connectionId, hash, stageId: null, deletedAt: null }, values);
  return buyer ? { buyer, createdAt } : null;
}
