import { SyncError } from "#app/sync/errors.ts";

/** One entry of a GraphQL answer's `errors`. */
export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [key: string]: unknown };
}

interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

export interface Cost {
  readonly requestedQueryCost: number;
  readonly actualQueryCost: number | null;
  readonly throttleStatus: ThrottleStatus;
}

const minuteMs = 60_000;

/**
 * What an HTTP status of the Admin API means to the caller.
 * Source: shopify.dev/docs/api/usage/response-codes (402 frozen, 423 locked, 430 security rejection).
 */
export function translateStatus(status: number, retryAfter: string | null): SyncError {
  const asked = retryAfterMs(retryAfter);
  if (status === 401) return new SyncError("reconnect", { code: "shopify_access_revoked" });
  if (status === 402) return new SyncError("transient", { code: "shop_frozen", afterMs: 60 * minuteMs });
  if (status === 403 || status === 404) {
    return new SyncError("reconnect", { code: "shopify_access_denied", details: { status: String(status) } });
  }
  if (status === 423) return new SyncError("transient", { code: "shop_locked", afterMs: 15 * minuteMs });
  if (status === 429) return new SyncError("transient", { code: "rate_limited", afterMs: asked ?? 1000 });
  if (status === 430) return new SyncError("transient", { code: "shopify_rejected", afterMs: asked ?? 5 * minuteMs });
  if (status >= 500) return new SyncError("transient", { code: "shopify_unavailable", afterMs: asked ?? 2000 });
  return new SyncError("bug", { code: "shopify_refused_request", details: { status: String(status) } });
}

/** Shopify sends seconds, often with a fraction (`2.0`). */
export function retryAfterMs(header: string | null): number | undefined {
  const seconds = Number(header);
  return header === null || header === "" || !Number.isFinite(seconds) || seconds < 0 ? undefined : seconds * 1000;
}

/**
 * How long the bucket needs to hold what a throttled query asked for.
 * Source: shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits: the requested cost is charged before the query runs.
 */
export function throttleWaitMs(cost: Cost | undefined): number {
  if (!cost || cost.throttleStatus.restoreRate <= 0) return 1000;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(100, Math.ceil((missing / cost.throttleStatus.restoreRate) * 1000));
}

/** What `errors` mean when no usable data came with them. */
export function translateGraphqlErrors(errors: readonly GraphqlError[]): SyncError {
  const codes = errors.map((error) => error.extensions?.code ?? "");
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  if (deniesB2b(errors)) return new SyncError("permanent", { code: "b2b_unavailable", cause });
  if (codes.includes("ACCESS_DENIED")) return new SyncError("reconnect", { code: "missing_scope", cause });
  if (codes.includes("SHOP_INACTIVE"))
    return new SyncError("transient", { code: "shop_frozen", afterMs: 60 * minuteMs, cause });
  if (codes.some((code) => code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT")) {
    return new SyncError("transient", { code: "shopify_unavailable", afterMs: 2000, cause });
  }
  return new SyncError("bug", { code: "shopify_refused_query", details: { codes: codes.join(" ") }, cause });
}

/** @returns whether one of the errors says that access, not absence, explains a null. */
export function deniesAccess(errors: readonly GraphqlError[]): boolean {
  return errors.some(
    (error) => error.extensions?.code === "ACCESS_DENIED" || /access denied|not approved/i.test(error.message),
  );
}

/** @returns whether it is B2B that is denied: the shop lacks it, for the scope is one that every installation grants. */
export function deniesB2b(errors: readonly GraphqlError[]): boolean {
  return errors.some((error) => deniesAccess([error]) && /\bB2B\b/.test(error.message));
}
