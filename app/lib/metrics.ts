import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** What operators watch. Labels never carry a shop, a portal or a record: their number would have no bound. */
export interface Metrics {
  readonly registry: Registry;
  /** requests to vendors, by answer */
  readonly vendorRequests: Counter<"vendor" | "status">;
  readonly webhooks: Counter<"vendor" | "result">;
  /** milliseconds from a live mark to its settlement */
  readonly freshnessMs: Histogram<"object">;
  readonly outcomes: Counter<"object" | "status">;
  readonly jobs: Counter<"job" | "result">;
  readonly pendingChanges: Gauge<"lane">;
  /** screens that are told of progress as it comes */
  readonly progressStreams: Gauge;
}

/** @returns the metrics on a registry of their own, with Node's default ones. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const ms = [5, 20, 50, 100, 250, 500, 1000, 2500, 5000, 15_000, 60_000];
  return {
    registry,
    vendorRequests: new Counter({
      name: "tandem_vendor_requests_total",
      help: "Requests to vendors",
      labelNames: ["vendor", "status"],
      registers,
    }),
    webhooks: new Counter({
      name: "tandem_webhooks_total",
      help: "Deliveries received",
      labelNames: ["vendor", "result"],
      registers,
    }),
    freshnessMs: new Histogram({
      name: "tandem_freshness_ms",
      help: "From mark to settlement, live lane",
      labelNames: ["object"],
      buckets: ms,
      registers,
    }),
    outcomes: new Counter({
      name: "tandem_outcomes_total",
      help: "Records settled",
      labelNames: ["object", "status"],
      registers,
    }),
    jobs: new Counter({ name: "tandem_jobs_total", help: "Jobs run", labelNames: ["job", "result"], registers }),
    pendingChanges: new Gauge({
      name: "tandem_pending_changes",
      help: "Marked records that wait",
      labelNames: ["lane"],
      registers,
    }),
    progressStreams: new Gauge({
      name: "tandem_progress_streams",
      help: "Screens that are told of progress as it comes",
      registers,
    }),
  };
}
