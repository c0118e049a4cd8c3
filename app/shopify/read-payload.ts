import type { Payload } from "./topics.ts";

/**
 * A webhook's body with its numbers kept exact: Shopify's ids are 64 bits wide and JSON.parse rounds those beyond 2^53, so integers of 16
 * digits and more become texts.
 * @returns null when the body is no JSON object
 */
export function readPayload(rawBody: string): Payload | null {
  try {
    const body: unknown = JSON.parse(rawBody, keepLongNumbers);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Payload) : null;
  } catch {
    return null;
  }
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === "number" && source !== undefined && /^-?\d{16,}$/.test(source) ? source : value;
}

/** A record's numeric id out of a number, a text of digits or a GID; null when it is none. */
export function numericId(value: unknown): string | null {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return /^(?:gid:\/\/shopify\/\w+\/)?(\d+)(?:\?.*)?$/.exec(text)?.[1] ?? null;
}

/** A field of a payload by its path, `company.admin_graphql_api_id`; undefined where there is none. */
export function fieldOf(payload: Payload, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, name) => (typeof value === "object" && value !== null ? (value as Payload)[name] : undefined),
      payload,
    );
}
