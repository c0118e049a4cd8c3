import { canonical } from "#app/lib/canonical.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";

/**
 * Whether settings of an object lead a sync to the same. Neither whether it is on matters, nor the hour at which its history begins, nor
 * their version, nor the order of mappings, conditions and stages; and what HubSpot lacks is not chosen.
 */
export function meanSame(a: ObjectSettings, b: ObjectSettings): boolean {
  return canonical(chosen(a)) === canonical(chosen(b));
}

function chosen(settings: ObjectSettings) {
  const { direction, winner, createInShopify, consentFromHubspot, limit, limitMatch, limitScope } = settings;
  const { mappings, stages, options, historyFrom } = settings;
  const day = historyFrom?.slice(0, "2026-01-01".length) ?? null;
  return {
    ...{ direction, winner, createInShopify, consentFromHubspot, limit, limitMatch, limitScope },
    ...{ mappings, stages, options, day },
  };
}
