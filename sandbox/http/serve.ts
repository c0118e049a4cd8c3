import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "#sandbox/http/clock.ts";
import { createClock } from "#sandbox/http/clock.ts";
import type { Fault, FaultKind, Faults } from "#sandbox/http/faults.ts";
import { compileRoutes, matchRoute } from "#sandbox/http/match-route.ts";
import type { RequestLog } from "#sandbox/http/request-log.ts";
import { sendResponse, toWire } from "#sandbox/http/send-response.ts";

export interface StandInRequest {
  method: string;
  /** The path, percent-decoded. */
  path: string;
  url: URL;
  headers: Record<string, string>;
  rawBody: Buffer;
  /** The pattern's `:names`; in a fallback, `allow` lists the methods this path knows. */
  params: Record<string, string>;
  /** `x-forwarded-host` if present, else `host`. */
  host: string;
}

export interface StandInResponse {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON. */
  body?: string | Buffer | NodeJS.ReadableStream | object;
}

export type Handler = (request: StandInRequest) => Promise<StandInResponse> | StandInResponse;

export interface Route {
  method: string;
  pattern: string;
  handler: Handler;
  label?: string;
  /** Pages for people: not counted, not limited, no faults. */
  human?: boolean;
}

export interface Served {
  origin: string;
  port: number;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 or absent: any free port. */
  port?: number;
  routes: Route[];
  faults: Faults;
  log: RequestLog;
  fallback?: Handler;
  clock?: Clock;
  /** Whose request it is (shop domain, portal id), for faults and counts. */
  tenantOf?: (request: StandInRequest) => string | undefined;
  /** What is asked for, where the route alone does not say it, for the counts. */
  operationOf?: (request: StandInRequest, route: string) => string | undefined;
  /** The vendor's own body for a `status` or `throttled` fault; without it the answer is a bare JSON error. */
  answerFault?: (fault: Fault, request: StandInRequest) => StandInResponse;
  /** Time added to every API answer. */
  latencyMs?: number;
}

/** Faults that this server carries out; the others belong to the vendor's own code. */
const HTTP_FAULTS: readonly FaultKind[] = [
  "status",
  "hang",
  "reset_before",
  "reset_after",
  "slow",
  "html",
  "empty",
  "truncated",
];

const HTML_ERROR = "<!doctype html><html><head><title>Error</title></head><body><h1>Bad gateway</h1></body></html>";

/** A route of the vendor's API. Pattern segments: literal, `:name`, or a last `*` (any rest). */
export function route(method: string, pattern: string, handler: Handler, label?: string): Route {
  return label === undefined ? { method, pattern, handler } : { method, pattern, handler, label };
}

/** A page for people: neither counted nor limited nor hit by faults. */
export function humanRoute(method: string, pattern: string, handler: Handler): Route {
  return { method, pattern, handler, human: true };
}

async function readRequest(incoming: IncomingMessage): Promise<StandInRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const host = headers["x-forwarded-host"] ?? headers.host ?? "127.0.0.1";
  const url = new URL(incoming.url ?? "/", `${headers["x-forwarded-proto"] ?? "http"}://${host}`);
  const method = (incoming.method ?? "GET").toUpperCase();
  return { method, path: decodePath(url.pathname), url, headers, rawBody: Buffer.concat(chunks), params: {}, host };
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A malformed escape stays as it was sent; the routes will not know it.
    return pathname;
  }
}

const defaultFaultAnswer = (fault: Fault): StandInResponse => ({
  status: fault.status ?? 500,
  headers: fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) },
  body: { error: "fault", id: fault.id },
});

/** Carries out what must happen instead of the route; undefined when the route shall answer. */
function answerInstead(fault: Fault, request: StandInRequest, options: ServeOptions): StandInResponse | undefined {
  if (fault.kind === "status") return (options.answerFault ?? defaultFaultAnswer)(fault, request);
  if (fault.kind !== "html") return undefined;
  return { status: fault.status ?? 502, headers: { "content-type": "text/html" }, body: HTML_ERROR };
}

function mutilate(fault: Fault, response: StandInResponse): StandInResponse {
  const { headers, body } = toWire(response);
  if (fault.kind === "empty") return { status: fault.status ?? response.status, headers, body: "" };
  if (!Buffer.isBuffer(body)) return response;
  return { status: response.status, headers, body: body.subarray(0, Math.floor(body.length / 2)) };
}

/**
 * Starts an HTTP server on 127.0.0.1 that answers by these routes, counts what it was asked and misbehaves on request.
 * More specific patterns win over `:names` whatever their order; a trailing slash makes no difference.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const clock = options.clock ?? createClock();
  const routes = compileRoutes(options.routes);
  const fallback: Handler = options.fallback ?? (() => ({ status: 404, body: { error: "not found" } }));

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const found = matchRoute(routes, request.method, request.url.pathname);
    request.params = found.route ? found.params : { allow: found.allow.join(", ") };
    const handler = found.route?.handler ?? fallback;
    if (found.route?.human) return sendResponse(outgoing, await handler(request));

    const tenant = options.tenantOf?.(request);
    const label = found.route ? (found.route.label ?? `${request.method} ${found.route.pattern}`) : "unknown";
    options.log.arrive(label, clock.now(), { tenant, operation: options.operationOf?.(request, label) });
    if (options.latencyMs) await clock.wait(options.latencyMs);
    const subject = { method: request.method, path: request.path, body: request.rawBody, tenant };
    const fault = options.faults.take(HTTP_FAULTS, subject);
    if (fault?.kind === "hang") return void options.log.answer("lost");
    if (fault?.kind === "reset_before") return loseConnection(outgoing);
    if (fault?.kind === "slow") await clock.wait(fault.delayMs ?? 2_000);
    const instead = fault && answerInstead(fault, request, options);
    let response = instead ?? (await handler(request));
    if (fault?.kind === "reset_after") return loseConnection(outgoing);
    if (fault?.kind === "empty" || fault?.kind === "truncated") response = mutilate(fault, response);
    options.log.answer(response.status);
    await sendResponse(outgoing, response);
  }

  function loseConnection(outgoing: ServerResponse): void {
    options.log.answer("lost");
    outgoing.socket?.resetAndDestroy();
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((cause: unknown) => {
      if (outgoing.headersSent || incoming.destroyed) {
        outgoing.destroy();
        return;
      }
      const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      return sendResponse(outgoing, { status: 500, body: { error: "the stand-in itself failed", reason } });
    });
  });
  // Long idle connections are the client's to end; a stand-in that ends them first would invent a fault.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
