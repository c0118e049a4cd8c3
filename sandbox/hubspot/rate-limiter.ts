import { randomUUID } from "node:crypto";
import { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";

const TEN_SECONDS_MS = 10_000;
const SECOND_MS = 1_000;

/** A marketplace OAuth app's requests in any ten seconds per account (HubSpot's usage guidelines). */
export const DEFAULT_RATE_LIMIT = 110;
/** Searches per second and account, of all apps together. */
export const DEFAULT_SEARCH_LIMIT = 5;

export type RatePolicy = "ten_secondly" | "search" | "exempt";

/** Which limit the requests of an API count against: `x-hubspot-rate-limit-exemptions` of HubSpot's own definitions. */
export const RATE_POLICIES = {
  objects: "ten_secondly",
  properties: "ten_secondly",
  pipelines: "ten_secondly",
  search: "search",
  associations: "exempt",
} as const satisfies Record<string, RatePolicy>;

/** HubSpot's answer to a request over a limit; no Retry-After is documented, so none is sent unless asked for. */
export function tooManyRequests(policyName: string, headers: Record<string, string> = {}): HubspotError {
  const extra = { errorType: "RATE_LIMIT", policyName, requestId: randomUUID() };
  return new HubspotError(429, { message: `You have reached your ${policyName.toLowerCase()} limit.`, extra }, headers);
}

class RollingWindow {
  readonly #times: number[] = [];
  readonly #windowMs: number;
  readonly #max: number;

  constructor(max: number, windowMs: number) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Counts a request unless the window is full; how many are left, or undefined when it was refused. */
  take(now: number): number | undefined {
    while (this.#times.length > 0 && (this.#times[0] ?? now) <= now - this.#windowMs) this.#times.shift();
    if (this.#times.length >= this.#max) return undefined;
    this.#times.push(now);
    return this.#max - this.#times.length;
  }
}

/** The rate limits of one app in one portal. */
export class RateLimiter {
  readonly #max: number;
  readonly #requests: RollingWindow;
  readonly #searches: RollingWindow;

  constructor(max: number, searchesPerSecond: number) {
    this.#max = max;
    this.#requests = new RollingWindow(max, TEN_SECONDS_MS);
    this.#searches = new RollingWindow(searchesPerSecond, SECOND_MS);
  }

  /** Counts an ordinary request and gives the headers of its answer; throws 429. */
  takeRequest(now: number): Record<string, string> {
    const left = this.#requests.take(now);
    const headers = {
      "x-hubspot-ratelimit-max": String(this.#max),
      "x-hubspot-ratelimit-remaining": String(left ?? 0),
      "x-hubspot-ratelimit-interval-milliseconds": String(TEN_SECONDS_MS),
    };
    if (left === undefined) throw tooManyRequests("TEN_SECONDLY_ROLLING", headers);
    return headers;
  }

  /** Counts a search, which has its own limit and no headers; throws 429. */
  takeSearch(now: number): Record<string, string> {
    if (this.#searches.take(now) === undefined) throw tooManyRequests("SECONDLY");
    return {};
  }
}
