import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { createServer, request as requestUpstream } from "node:http";
import { request as requestSecurely } from "node:https";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import type { Served } from "#sandbox/http/serve.ts";
import type { Replacements } from "./replace-stream.ts";
import { createReplaceStream, replaceAll } from "./replace-stream.ts";

export interface ProxyOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** Origin of the app's web process; asked for at each request, so that it may come up later or move. */
  upstream: () => string;
  /** Asked for at each request: the stand-ins may start after the proxy. */
  replacements: () => Replacements;
  /** Origin of the stand-in admin, which may frame the app. */
  adminOrigin: () => string;
}

const TEXT = /^(text\/html|text\/x-script|text\/plain|application\/json|text\/x-turbo)/;
const SCRIPT = /^(text|application)\/javascript/;
/** A script with an address of a vendor in it is small; large ones are left to stream as they are. */
const LARGEST_SCRIPT_BYTES = 512 * 1024;
/** Belong to one connection, not to the message that is passed on. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "proxy-connection",
  "te",
  "trailer",
]);

/**
 * Serves the app as a browser without host rules has to see it: the same answers with the vendors' addresses replaced
 * by the stand-ins'. Everything else passes as it is; when the app is down, a page says so.
 */
export async function startProxy(options: ProxyOptions): Promise<Served> {
  const server = createServer((request, response) => pass(options, request, response));
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

function pass(options: ProxyOptions, request: IncomingMessage, response: ServerResponse): void {
  // An address rewritten inside a compressed body would be missed.
  const headers = { ...keepEndToEnd(request.headers), "accept-encoding": "identity" };
  const origin = options.upstream();
  const open = origin.startsWith("https:") ? requestSecurely : requestUpstream;
  const upstream = open(`${origin}${request.url ?? "/"}`, { method: request.method, headers }, (answer) =>
    sendBack(options, answer, response),
  );
  upstream.on("error", (error) => {
    if (response.headersSent) response.destroy();
    else sayAppIsDown(response, origin, error);
  });
  // A browser that goes away must not leave the app writing for nobody.
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
}

function sendBack(options: ProxyOptions, answer: IncomingMessage, response: ServerResponse): void {
  const replacements = options.replacements();
  const headers = adaptHeaders(answer.headers, replacements, options.adminOrigin());
  const isRewritten = shouldRewrite(answer);
  if (isRewritten) {
    // Both describe the body before it was rewritten.
    delete headers["content-length"];
    delete headers.etag;
  }
  response.writeHead(answer.statusCode ?? 502, headers);
  response.flushHeaders();
  // The error, if any, is the loss of one of the two connections: there is nobody left to tell.
  if (isRewritten) pipeline(answer, createReplaceStream(replacements), response, () => undefined);
  else pipeline(answer, response, () => undefined);
}

function shouldRewrite(answer: IncomingMessage): boolean {
  const type = answer.headers["content-type"] ?? "";
  if ((answer.headers["content-encoding"] ?? "identity") !== "identity") return false;
  if (TEXT.test(type)) return true;
  const length = Number(answer.headers["content-length"] ?? Number.POSITIVE_INFINITY);
  return SCRIPT.test(type) && length <= LARGEST_SCRIPT_BYTES;
}

function keepEndToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}

function adaptHeaders(
  headers: IncomingHttpHeaders,
  replacements: Replacements,
  adminOrigin: string,
): OutgoingHttpHeaders {
  const adapted: OutgoingHttpHeaders = keepEndToEnd(headers);
  // Preloads App Bridge from Shopify's CDN, which a closed machine cannot reach.
  delete adapted.link;
  for (const name of ["location", "x-shopify-api-request-failure-reauthorize-url", "content-security-policy"]) {
    const value = adapted[name];
    if (typeof value === "string") adapted[name] = replaceAll(value, replacements);
  }
  const policy = adapted["content-security-policy"];
  if (typeof policy === "string" && !policy.includes(adminOrigin)) {
    adapted["content-security-policy"] = policy.replace("frame-ancestors", `frame-ancestors ${adminOrigin}`);
  }
  return adapted;
}

function sayAppIsDown(response: ServerResponse, upstream: string, error: Error): void {
  const reason = "code" in error ? String(error.code) : error.message;
  response.writeHead(502, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The app does not answer</title></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem"><h1>The app does not answer</h1>
<p>Nothing answers at <code>${upstream}</code> (${reason}). Start the app's web process, or wait until it is up, and load this page again.</p></body></html>`);
}
