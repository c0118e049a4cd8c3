import type { Clock } from "#sandbox/http/clock.ts";
import type { Faults } from "#sandbox/http/faults.ts";
import { MalformedFault } from "#sandbox/http/faults.ts";
import { readJson } from "#sandbox/http/read-body.ts";
import type { RequestLog } from "#sandbox/http/request-log.ts";
import type { Handler, Route } from "#sandbox/http/serve.ts";
import { humanRoute } from "#sandbox/http/serve.ts";

export interface WebhookCounts {
  delivered: number;
  failed: number;
  pending: number;
  dropped: number;
  attempts: number;
}

/** What a stand-in tells and lets do through `/__control`. */
export interface Controlled {
  faults: Faults;
  log: RequestLog;
  clock: Clock;
  /** Puts the state back to the seed. */
  reset(): void | Promise<void>;
  webhooks(): WebhookCounts;
  /** Vendor-specific counts. */
  state(): object;
  /** No webhook pending or in flight, no lag pending, no bulk operation running. */
  idle(): boolean;
}

/** The control endpoint of a stand-in, the same for both vendors; add these to the routes given to `serve`. */
export function controlRoutes(controlled: Controlled): Route[] {
  const { faults, log, clock } = controlled;

  const addFault: Handler = (request) => {
    const body = readJson(request);
    if (!body.ok) return { status: 400, body: { reasons: [body.reason] } };
    try {
      return { status: 201, body: { id: faults.add(body.value) } };
    } catch (cause) {
      if (cause instanceof MalformedFault) return { status: 400, body: { reasons: cause.reasons } };
      throw cause;
    }
  };

  const advanceClock: Handler = (request) => {
    const body = readJson(request);
    const advanceMs = body.ok ? (body.value as { advanceMs?: unknown } | null)?.advanceMs : undefined;
    if (typeof advanceMs !== "number" || !Number.isFinite(advanceMs) || advanceMs < 0) {
      return { status: 400, body: { reasons: ["advanceMs must be a number of at least 0"] } };
    }
    clock.advance(advanceMs);
    return { status: 200, body: { now: clock.now() } };
  };

  const resetAll: Handler = async () => {
    await controlled.reset();
    return { status: 204 };
  };

  const done = { status: 204 };
  return [
    humanRoute("GET", "/__control/health", () => ({ status: 200, body: { ok: true } })),
    humanRoute("GET", "/__control/requests", () => ({ status: 200, body: log.counts() })),
    humanRoute("POST", "/__control/requests/reset", () => {
      log.reset();
      return done;
    }),
    humanRoute("GET", "/__control/faults", () => ({ status: 200, body: faults.list() })),
    humanRoute("POST", "/__control/faults", addFault),
    humanRoute("DELETE", "/__control/faults", () => {
      faults.clear();
      return done;
    }),
    humanRoute("DELETE", "/__control/faults/:id", (request) => ({
      status: faults.remove(request.params.id ?? "") ? 204 : 404,
    })),
    humanRoute("POST", "/__control/reset", resetAll),
    humanRoute("GET", "/__control/webhooks", () => ({ status: 200, body: controlled.webhooks() })),
    humanRoute("GET", "/__control/state", () => ({ status: 200, body: controlled.state() })),
    humanRoute("GET", "/__control/idle", () => ({ status: 200, body: { idle: controlled.idle() } })),
    humanRoute("GET", "/__control/clock", () => ({ status: 200, body: { now: clock.now() } })),
    humanRoute("POST", "/__control/clock", advanceClock),
  ];
}
