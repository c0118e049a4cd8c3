import { randomUUID } from "node:crypto";
import type { Fault, Faults } from "#sandbox/http/faults.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { AppOnShop } from "./app-on-shop.ts";
import type { GraphqlRequest } from "./graphql/answer-graphql.ts";
import { answerGraphql } from "./graphql/answer-graphql.ts";
import type { ProtectedData } from "./graphql/check-access.ts";
import type { AdminSchema } from "./graphql/load-schema.ts";

// Supported in November 2026; an older stable version is answered by the oldest supported one, as Shopify does.
const VERSIONS = ["2026-01", "2026-04", "2026-07", "2026-10"];
const OLDEST = "2026-01";

/** `POST /admin/api/:version/graphql.json` of one shop. */
export async function answerAdmin(
  request: StandInRequest,
  app: AppOnShop,
  admin: AdminSchema,
  options: { protectedData: ProtectedData; faults: Faults },
): Promise<StandInResponse> {
  const version = servedVersion(request.params.version ?? "");
  if (!version) return { status: 404, body: { errors: "Not Found" } };
  const headers = { "x-shopify-api-version": version, "x-request-id": randomUUID() };
  const refused = checkToken(request, app, options.faults);
  if (refused) return { ...refused, headers };
  const body = readBody(request);
  if (!body) return { status: 400, headers, body: { errors: { query: "Required parameter missing or invalid" } } };
  return { status: 200, headers, body: await answerGraphql(body, app, admin, options) };
}

function servedVersion(asked: string): string | undefined {
  if (VERSIONS.includes(asked)) return asked;
  return /^20\d\d-(01|04|07|10)$/.test(asked) && asked < OLDEST ? OLDEST : undefined;
}

function checkToken(request: StandInRequest, app: AppOnShop, faults: Faults): StandInResponse | undefined {
  const token = request.headers["x-shopify-access-token"] ?? "";
  const subject = { method: request.method, path: request.path, body: request.rawBody, tenant: app.state.shop.domain };
  const fault = faults.take(["expired_token", "revoked_token"], subject);
  if (fault?.kind === "expired_token") app.tokens.expire(token);
  if (fault?.kind === "revoked_token") app.tokens.revokeAll();
  if (app.isInstalled() && app.tokens.stateOf(token) === "valid") return undefined;
  return {
    status: 401,
    body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
  };
}

function readBody(request: StandInRequest): GraphqlRequest | undefined {
  const text = request.rawBody.toString("utf8");
  if (request.headers["content-type"]?.includes("application/graphql"))
    return { query: text, variables: {}, operationName: null, path: request.path };
  try {
    const body = JSON.parse(text) as { query?: unknown; variables?: unknown; operationName?: unknown } | null;
    if (typeof body?.query !== "string" || body.query.trim() === "") return undefined;
    return {
      query: body.query,
      variables: typeof body.variables === "object" && body.variables !== null ? { ...body.variables } : {},
      operationName: typeof body.operationName === "string" ? body.operationName : null,
      path: request.path,
    };
  } catch {
    // Not JSON: the caller answers 400.
    return undefined;
  }
}

/** The name of the first operation in a request, for the counts: "RunBulkQuery". */
export function operationOf(request: StandInRequest): string {
  return /\b(?:query|mutation)\s+(\w+)/.exec(readBody(request)?.query ?? "")?.[1] ?? "unnamed";
}

const WORDS: Record<number, string> = {
  402: "Unavailable Shop",
  403: "[API] This action requires merchant approval for the app.",
  423: "This shop is currently locked.",
  429: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
  430: "Shopify Security Rejection",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** Shopify's own body for a status that a fault asks for. */
export function answerFault(fault: Fault): StandInResponse {
  const status = fault.status ?? 500;
  // Shopify writes Retry-After as a decimal.
  const retry = fault.retryAfterSeconds ?? (status === 429 ? 2 : undefined);
  return {
    status,
    headers: retry === undefined ? {} : { "retry-after": retry.toFixed(1) },
    body: { errors: WORDS[status] ?? "Error" },
  };
}
