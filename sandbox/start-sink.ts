import { createFaults } from "./http/faults.ts";
import { createRequestLog } from "./http/request-log.ts";
import { serve } from "./http/serve.ts";

export interface Sink {
  origin: string;
  /** Every request so far, as "GET https://host/path". */
  list(): string[];
  close(): Promise<void>;
}

/** Where requests end that nobody expected: recorded and refused, so that nothing reaches the real outside unseen. */
export async function startSink(): Promise<Sink> {
  const seen: string[] = [];
  const served = await serve({
    routes: [],
    faults: createFaults(),
    log: createRequestLog(),
    fallback: ({ method, url }) => {
      seen.push(`${method} ${url.origin}${url.pathname}`);
      return { status: 599, body: { error: "unexpected outside request", url: url.href } };
    },
  });
  return { origin: served.origin, list: () => [...seen], close: served.close };
}
