import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { StandInResponse } from "#sandbox/http/serve.ts";

export interface WireResponse {
  headers: Record<string, string>;
  body: Buffer | NodeJS.ReadableStream | undefined;
}

function isStream(body: object): body is NodeJS.ReadableStream {
  return body instanceof Readable || ("pipe" in body && typeof body.pipe === "function");
}

/** Turns a handler's answer into bytes (or a stream) with the content type that fits. */
export function toWire(response: StandInResponse): WireResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers ?? {})) headers[name.toLowerCase()] = value;
  const { body } = response;
  if (body === undefined) return { headers, body: undefined };
  if (Buffer.isBuffer(body)) return { headers, body };
  if (typeof body === "string") {
    headers["content-type"] ??= body.trimStart().startsWith("<")
      ? "text/html; charset=utf-8"
      : "text/plain; charset=utf-8";
    return { headers, body: Buffer.from(body) };
  }
  if (isStream(body)) return { headers, body };
  headers["content-type"] ??= "application/json;charset=utf-8";
  return { headers, body: Buffer.from(JSON.stringify(body)) };
}

export async function sendResponse(outgoing: ServerResponse, response: StandInResponse): Promise<void> {
  const { headers, body } = toWire(response);
  if (body !== undefined && !Buffer.isBuffer(body)) {
    outgoing.writeHead(response.status, headers);
    return pipeline(body, outgoing);
  }
  // 204 and 304 have no body by definition; a length on them confuses strict clients.
  if (response.status !== 204 && response.status !== 304) headers["content-length"] = String(body?.length ?? 0);
  outgoing.writeHead(response.status, headers);
  outgoing.end(body);
}
