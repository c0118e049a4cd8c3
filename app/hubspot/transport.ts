import { takeTokens } from "#app/lib/take-tokens.ts";
import type { BudgetStore, Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { Lane } from "#app/sync/record.ts";
import { hubspotApi } from "./api-version.ts";
import { areOptional } from "./granted-scopes.ts";
import type { PortalTokens } from "./portal-tokens.ts";
import { requestBudget, searchBudget, waitOfPolicy } from "./rate-limits.ts";
import type { HubspotErrorBody } from "./translate-error.ts";
import { scopesNamed } from "./translate-error.ts";

/** Who calls, and what the call may cost. */
export interface Caller {
  readonly portalId: string;
  readonly lane: Lane;
}

interface HubspotCall {
  readonly method: string;
  /** path and query */
  readonly path: string;
  readonly body?: string;
  /** sending it twice does no harm */
  readonly repeatable: boolean;
}

interface HubspotAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface HubspotTransport {
  /**
   * Sends one request inside the portal's rate budget. Answers that concern the request come back as they are (2xx, 400, 403, 404, 409,
   * 414); those that concern the portal or the network are waited for as long as that is short, or thrown.
   * A CRM call that lacks a scope we require marks the portal to be reconnected; optional scopes are the caller's affair.
   * @throws SyncError transient (`rate_limited`, `portal_moving`, `record_locked`, `hubspot_unavailable`, and `answer_lost` when a call that
   * must not be repeated may or may not have run) or reconnect (`hubspot_access_revoked`).
   */
  send(caller: Caller, call: HubspotCall): Promise<HubspotAnswer>;
}

export interface TransportDeps {
  readonly tokens: PortalTokens;
  readonly budgets: BudgetStore;
  readonly clock: Clock;
  readonly pause: Pause;
  readonly requestsPer10s: number;
  /** HubSpot takes no requests for the portal before then */
  readonly onPaused: (portalId: string, until: Date) => Promise<void>;
  readonly random?: () => number;
  readonly timeoutMs?: number;
  readonly counted?: (status: string) => void;
}

const longestShortWaitMs = 11_000;
const mostAttempts = 3;

/**
 * A transport of our own under the official client: its limiter and retries are one per process, not per portal, and it knows no time-out
 * (`README.md`, 1 and 2).
 */
export function createHubspotTransport(deps: TransportDeps): HubspotTransport {
  const jitter = (ms: number) => Math.floor((deps.random ?? Math.random)() * ms);

  async function send(caller: Caller, call: HubspotCall): Promise<HubspotAnswer> {
    const { portalId, lane } = caller;
    const budget = isSearch(call) ? searchBudget(portalId) : requestBudget(portalId, deps.requestsPer10s);
    let token = await deps.tokens.token(portalId);
    let renewed = false;

    for (let attempt = 1; ; attempt++) {
      await takeTokens(deps, budget, 1, lane);
      const answer = await exchange(call, token);
      deps.counted?.(answer ? String(answer.status) : "lost");
      if (answer?.status === 403 && call.path.startsWith("/crm/") && isMissingRequired(parseError(answer.text))) {
        throw await deps.tokens.mustReconnect(portalId, "missing_scope");
      }
      if (answer && isForCaller(answer.status)) {
        if (!isSearch(call) && answer.headers["x-hubspot-ratelimit-remaining"] === "0") {
          await deps.budgets.report({ vendor: "hubspot", scope: budget.scope, tokens: 0 });
        }
        return answer;
      }
      if (answer?.status === 401) {
        if (renewed) throw await deps.tokens.mustReconnect(portalId, "hubspot_access_revoked");
        token = await deps.tokens.renew(portalId, token);
        renewed = true;
        continue;
      }
      const error = answer ? await translate(portalId, budget.scope, answer, call) : lost(call);
      const isSafe = call.repeatable || answer?.status === 429 || answer?.status === 423 || answer?.status === 477;
      const waitMs = (error.afterMs ?? 500) + jitter(200);
      if (error.kind !== "transient" || !isSafe || attempt >= mostAttempts || waitMs > longestShortWaitMs) throw error;
      await deps.pause(waitMs);
    }
  }

  /** @returns null when no whole answer came: the request may have been carried out or not. */
  async function exchange(call: HubspotCall, token: string): Promise<HubspotAnswer | null> {
    try {
      const response = await fetch(`${hubspotApi}${call.path}`, {
        method: call.method,
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: "application/json",
          ...(call.body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(call.body === undefined ? {} : { body: call.body }),
        redirect: "error",
        signal: AbortSignal.timeout(deps.timeoutMs ?? 20_000),
      });
      const text = await response.text();
      if (response.ok && response.status !== 204 && !isWhole(call, text)) return null;
      return { status: response.status, headers: Object.fromEntries(response.headers), text };
    } catch {
      return null; // refused, reset, cut off or too late
    }
  }

  async function translate(
    portalId: string,
    scope: string,
    answer: HubspotAnswer,
    call: HubspotCall,
  ): Promise<SyncError> {
    const body = parseError(answer.text);
    const correlationId = body.correlationId ?? "";
    const retryAfter = answer.headers["retry-after"] ?? null;
    const now = deps.clock.now();
    if (answer.status === 429) {
      const timeZone = await deps.tokens.timeZone(portalId);
      const afterMs = waitOfPolicy(body.policyName, retryAfter, now, timeZone);
      const until = new Date(now.getTime() + afterMs);
      await deps.budgets.report({ vendor: "hubspot", scope, blockedUntil: until });
      if (body.policyName === "DAILY") await deps.onPaused(portalId, until);
      return new SyncError("transient", { code: "rate_limited", afterMs, details: { correlationId } });
    }
    if (answer.status === 477) {
      // The account moves to another data centre: up to a day. HubSpot says how long in Retry-After.
      const afterMs = Math.max(1000, (Number(retryAfter) || 600) * 1000);
      await deps.onPaused(portalId, new Date(now.getTime() + afterMs));
      return new SyncError("transient", { code: "portal_moving", afterMs, details: { correlationId } });
    }
    if (answer.status === 423)
      return new SyncError("transient", { code: "record_locked", afterMs: 2000, details: { correlationId } });
    if (answer.status >= 500 && call.repeatable) {
      const afterMs = retryAfter === null ? 1000 : Math.max(1000, Number(retryAfter) * 1000 || 1000);
      return new SyncError("transient", { code: "hubspot_unavailable", afterMs, details: { correlationId } });
    }
    if (answer.status >= 500) return lost(call);
    return new SyncError("bug", {
      code: "hubspot_refused_request",
      details: { correlationId, status: String(answer.status) },
    });
  }

  return { send };
}

function isForCaller(status: number): boolean {
  return (status >= 200 && status < 300) || [400, 403, 404, 409, 414].includes(status);
}

function isMissingRequired(body: HubspotErrorBody): boolean {
  return body.category === "MISSING_SCOPES" && !areOptional(scopesNamed(body));
}

function isSearch(call: HubspotCall): boolean {
  return /^\/crm\/objects\/[^/]+\/[^/]+\/search\b/.test(call.path);
}

function lost(call: HubspotCall): SyncError {
  return new SyncError("transient", { code: call.repeatable ? "hubspot_unavailable" : "answer_lost", afterMs: 1000 });
}

/** Only removing things is answered with nothing. */
function isWhole(call: HubspotCall, text: string): boolean {
  if (text === "") return call.method === "DELETE" || call.path.endsWith("/archive");
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // cut short, or a proxy's page
  }
}

/** The error body; empty when HubSpot's edge answered with a page of its own. */
export function parseError(text: string): HubspotErrorBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    return {};
  }
}
