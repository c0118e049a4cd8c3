import type { Budget } from "#app/sync/access-ports.ts";

const windowMs = 10_000;

// What a request may spend on its way: HubSpot counts arrivals, we count departures.
const travelMs = 250;

/**
 * A marketplace app may send 110 requests in any ten seconds to each account that installed it, searches apart.
 * One is kept back. Source: developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines.
 * @param per10s the limit for the way the app is distributed
 */
export function requestBudget(portalId: string, per10s: number): Budget {
  const capacity = per10s - 1;
  return {
    vendor: "hubspot",
    scope: portalId,
    capacity,
    refillPerSec: capacity / 10,
    windowMs: windowMs + travelMs,
    // Two drains' worth, so that a change waits for no backfill.
    reserve: 6,
  };
}

/** Five searches a second, shared by all apps of the account: one is left to the others. */
export function searchBudget(portalId: string): Budget {
  return {
    vendor: "hubspot",
    scope: `search:${portalId}`,
    capacity: 4,
    refillPerSec: 4,
    windowMs: 1000 + travelMs,
    reserve: 0,
  };
}

/**
 * How long a 429 lasts. HubSpot names the policy and not the wait, so the wait is that policy's whole window.
 * @param policy `policyName` of the body; absent on some answers, then taken for the ten-second one
 * @param retryAfter seconds, honoured should HubSpot send it
 * @param timeZone IANA name of the portal's zone, in which a day ends
 */
export function waitOfPolicy(
  policy: string | undefined,
  retryAfter: string | null,
  now: Date,
  timeZone: string | null,
): number {
  const asked = Number(retryAfter ?? Number.NaN);
  if (Number.isFinite(asked) && asked > 0) return asked * 1000;
  if (policy === "DAILY") return msToMidnight(now, timeZone ?? "UTC");
  return policy === "SECONDLY" ? 1000 : windowMs;
}

/** Milliseconds to the next midnight of a zone; an unknown zone counts as UTC. A day of summer time's change may be off by its hour. */
export function msToMidnight(now: Date, timeZone: string): number {
  const format = (zone: string) =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = format(timeZone).formatToParts(now);
  } catch {
    parts = format("UTC").formatToParts(now); // RangeError: no such zone
  }
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return (86_400 - (read("hour") * 3600 + read("minute") * 60 + read("second"))) * 1000;
}
