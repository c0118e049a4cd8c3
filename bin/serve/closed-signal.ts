import type { ServerResponse } from "node:http";

declare module "@remix-run/node" {
  interface AppLoadContext {
    /** aborted when the response has ended, or its client is gone */
    readonly closed: AbortSignal;
  }
}

/**
 * Tells a loader whose answer goes on for long when nobody reads it any more. The request's own signal cannot: it follows the original by
 * weak references, and is forgotten once the loader has returned (https://github.com/nodejs/undici/issues/2290).
 */
export function closedSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}
