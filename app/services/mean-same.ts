import type { ObjectSettings } from "#app/sync/ports.ts";

/**
 * Whether settings of an object lead a sync to the same. Neither whether it is on matters, nor the hour at which its history begins, nor
 * their version; and what HubSpot lacks is not chosen.
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

/** Lists and keys in an order of their own: neither mappings, conditions nor stages have one that matters. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{${entries
    .map(([key, entry]) => `${key}:${canonical(entry)}`)
    .sort()
    .join()}}`;
}
