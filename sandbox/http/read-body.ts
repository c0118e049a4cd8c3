import type { StandInRequest } from "#sandbox/http/serve.ts";

export type JsonBody = { ok: true; value: unknown } | { ok: false; reason: string };

/** The request's JSON, or why it is none. An empty body is none. */
export function readJson(request: StandInRequest): JsonBody {
  try {
    return { ok: true, value: JSON.parse(request.rawBody.toString("utf8")) };
  } catch (cause) {
    return { ok: false, reason: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** The request's form fields (application/x-www-form-urlencoded). */
export function readForm(request: StandInRequest): URLSearchParams {
  return new URLSearchParams(request.rawBody.toString("utf8"));
}
