/** The figures of `GET /__control/requests`; pages for people and the control endpoint are not in them. */
interface RequestCounts {
  total: number;
  /** By "METHOD /pattern". */
  byRoute: Record<string, number>;
  /** By the vendor's own name of what was asked: a GraphQL operation, an endpoint of one object. */
  byOperation: Record<string, number>;
  byStatus: Record<string, number>;
  /** Requests by second of the stand-in's clock (ISO, UTC). */
  bySecond: Record<string, number>;
  /** The most requests in any rolling ten seconds, over all tenants. */
  peak10s: number;
  /** The same for each tenant, where the vendor could tell it. */
  peak10sByTenant: Record<string, number>;
}

export interface RequestLog {
  /** Notes a request when it arrives. */
  arrive(route: string, at: number, about?: { tenant?: string | undefined; operation?: string | undefined }): void;
  /** Notes its answer; `lost` stands for a connection that was cut. */
  answer(status: number | "lost"): void;
  counts(): RequestCounts;
  reset(): void;
}

const WINDOW_MS = 10_000;

interface Window {
  times: number[];
  first: number;
  peak: number;
}

function slide(window: Window, at: number): void {
  window.times.push(at);
  while ((window.times[window.first] ?? at) <= at - WINDOW_MS) window.first += 1;
  window.peak = Math.max(window.peak, window.times.length - window.first);
  if (window.first > 10_000) {
    window.times.splice(0, window.first);
    window.first = 0;
  }
}

const newWindow = (): Window => ({ times: [], first: 0, peak: 0 });

export function createRequestLog(): RequestLog {
  let total = 0;
  const byRoute = new Map<string, number>();
  const byOperation = new Map<string, number>();
  const byStatus = new Map<string, number>();
  const bySecond = new Map<string, number>();
  let all = newWindow();
  const tenants = new Map<string, Window>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);

  return {
    arrive(route, at, { tenant, operation } = {}) {
      total += 1;
      count(byRoute, route);
      if (operation !== undefined) count(byOperation, operation);
      count(bySecond, `${new Date(at).toISOString().slice(0, 19)}Z`);
      slide(all, at);
      if (tenant === undefined) return;
      const window = tenants.get(tenant) ?? newWindow();
      tenants.set(tenant, window);
      slide(window, at);
    },
    answer(status) {
      count(byStatus, String(status));
    },
    counts: () => ({
      total,
      byRoute: Object.fromEntries(byRoute),
      byOperation: Object.fromEntries(byOperation),
      byStatus: Object.fromEntries(byStatus),
      bySecond: Object.fromEntries(bySecond),
      peak10s: all.peak,
      peak10sByTenant: Object.fromEntries([...tenants].map(([tenant, window]) => [tenant, window.peak])),
    }),
    reset() {
      total = 0;
      byRoute.clear();
      byOperation.clear();
      byStatus.clear();
      bySecond.clear();
      tenants.clear();
      all = newWindow();
    },
  };
}
