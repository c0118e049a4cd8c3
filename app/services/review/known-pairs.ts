import type { EngineStore, RecordLink } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { ReviewPair, ReviewStore } from "#app/sync/review-ports.ts";
import type { Unit } from "../engine/unit.ts";

// What stands for a HubSpot record that is not there: one that would be made, and one that would not.
const NEW = "new:";
const NONE = "none:";

/** How the review remembers a Shopify record that stays alone. */
export function withoutPartner(shopifyId: string): ReviewPair {
  return { shopifyId, hubspotId: `${NONE}${shopifyId}` };
}

/** How the review remembers a Shopify record that it has met: with the HubSpot record that it found, would make, or would do without. */
export function pairOf(unit: Unit): ReviewPair | null {
  const { shopify: shopifyId, hubspot } = unit.ids;
  if (!shopifyId) return null;
  const { plan } = unit;
  if (plan?.kind === "create") return { shopifyId, hubspotId: `${NEW}${shopifyId}` };
  const isPair = plan !== null && plan.kind !== "exclude" && plan.kind !== "fail";
  return isPair && hubspot ? { shopifyId, hubspotId: hubspot } : withoutPartner(shopifyId);
}

/**
 * The engine's memory as a first sync would have it by now: what the review has found to belong together counts as linked. Without it two
 * records would be promised the same counterpart.
 * @param now pairs of the batch at hand, which are not saved yet
 */
export function withKnownPairs(
  store: EngineStore,
  { reviews, reviewId, object }: { reviews: ReviewStore; reviewId: string; object: ObjectKey },
  now: readonly ReviewPair[] = [],
): EngineStore {
  const links = async (connection: Connection, of: ObjectKey, side: Side, ids: readonly string[]) => {
    const linked = await store.links(connection, of, side, ids);
    if (of !== object) return linked;
    const idOf = (pair: ReviewPair) => (side === "shopify" ? pair.shopifyId : pair.hubspotId);
    const known = new Set(linked.map(idOf));
    const rest = ids.filter((id) => !known.has(id));
    const found = [...(await reviews.pairs(connection, reviewId, side, rest)), ...now].filter(
      (pair) => rest.includes(idOf(pair)) && !pair.hubspotId.startsWith(NONE),
    );
    return [...linked, ...found.map(asLink)];
  };
  return { ...store, links };
}

function asLink({ shopifyId, hubspotId }: ReviewPair): RecordLink {
  return {
    ...{ shopifyId, hubspotId, baseline: {}, settingsVersion: 0, shopifyModifiedAt: null, hubspotModifiedAt: null },
    ...{ owner: true, putBackCount: 0, settledAt: new Date(0).toISOString() },
  };
}
