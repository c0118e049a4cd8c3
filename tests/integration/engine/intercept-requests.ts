import { AsyncLocalStorage } from "node:async_hooks";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import type { Faults } from "#sandbox/http/faults.ts";
import type { FaultName } from "#tests/support/scenario-world.ts";
import type { Departure, ProductProcess } from "./product-process.ts";

/** The process on whose behalf something runs. */
export const running = new AsyncLocalStorage<ProductProcess>();

// Nothing listens there: a request that a dead process would have sent fails as a broken connection does.
const nowhere = "http://127.0.0.1:9";
const vendorHost = /(\.myshopify\.com|^api\.hubapi\.com|^storage\.googleapis\.com)$/;

/** Lets each request to a vendor be a step of the process that sends it. */
export function interceptRequests(): void {
  const intercepted = getGlobalDispatcher().compose((dispatch) => (options, handler) => {
    const process = running.getStore();
    const { hostname: host } = new URL(String(options.origin));
    if (!process || !vendorHost.test(host)) return dispatch(options, handler);
    const departure = { host, method: options.method, path: options.path.split("?")[0] ?? "" };
    void process.depart(departure).then(
      () => dispatch(options, handler),
      () => dispatch({ ...options, origin: nowhere }, handler),
    );
    return true;
  });
  setGlobalDispatcher(intercepted);
}

/** Arms the stand-in's own fault for a request that is about to leave; those that matter to writes alone wait for the next one. */
export function armFault(faults: Faults, isHubspot: boolean, fault: FaultName | "locked", departure: Departure): void {
  const { method } = departure;
  const path = `^${decodeURIComponent(departure.path).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
  const match = { method, path };
  const write = isHubspot ? { method: "POST", path: "/batch/(create|update|upsert)$" } : { body: "mutation " };
  switch (fault) {
    case "transient":
      return void faults.add({ kind: "status", status: 503, match });
    case "outage":
      return void faults.add({ kind: "status", status: 502, times: 4, match });
    case "lost_answer":
      return void faults.add({ kind: "reset_after", match: write });
    case "cut_answer":
      return void faults.add({ kind: "truncated", match });
    case "throttled":
      return void faults.add({ kind: "throttled", match });
    case "expired_token":
      return void faults.add({ kind: "expired_token", match });
    case "locked":
      return void faults.add({ kind: "status", status: 423, times: 3, match });
    case "refused_batch":
      // Two inputs at least: a single one that is refused fails for good.
      if (isHubspot)
        faults.add({ kind: "status", status: 400, match: { ...write, body: '"properties":.*"properties":' } });
      else faults.add({ kind: "partial", match: write });
      return;
    case "none":
    case "crash":
      return;
  }
}
