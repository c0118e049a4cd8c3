import type { HubspotTransport } from "#app/hubspot/transport.ts";

export interface FakeCall {
  readonly method: string;
  /** without the query */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: { readonly inputs?: readonly Record<string, unknown>[] } & Record<string, unknown>;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

export interface FakeTransport extends HubspotTransport {
  readonly calls: readonly FakeCall[];
}

/** HubSpot as a function of the request: no network, no limits, nothing remembered but the calls. */
export function fakeTransport(answer: (call: FakeCall) => FakeAnswer): FakeTransport {
  const calls: FakeCall[] = [];
  return {
    calls,
    async send(_, { method, path, body }) {
      const url = new URL(path, "https://api.hubapi.com");
      const call = { method, path: url.pathname, query: url.searchParams, body: body ? JSON.parse(body) : {} };
      calls.push(call);
      const { status = 200, body: answered } = answer(call);
      const text = answered === undefined ? "" : JSON.stringify(answered);
      return { status, headers: { "content-type": "application/json" }, text };
    },
  };
}
