import { SyncError } from "#app/sync/errors.ts";
import { areOptional } from "./granted-scopes.ts";

/** An error body of HubSpot's; every field may be missing. */
export interface HubspotErrorBody {
  readonly status?: string;
  readonly message?: string;
  readonly category?: string;
  readonly subCategory?: unknown;
  readonly correlationId?: string;
  readonly policyName?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly HubspotErrorDetail[];
}

interface HubspotErrorDetail {
  readonly message?: string;
  readonly code?: string;
  readonly in?: string;
  readonly subCategory?: unknown;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** HubSpot refused what was asked; the caller knows which record it was about. */
export class HubspotRefusal extends Error {
  readonly status: number;
  readonly body: HubspotErrorBody;

  constructor(status: number, body: HubspotErrorBody) {
    super(`HubSpot answered ${status} ${body.category ?? ""}: ${body.message ?? ""}`);
    this.name = "HubspotRefusal";
    this.status = status;
    this.body = body;
  }
}

/** The id by which HubSpot's support finds a call. */
export function correlationOf(body: HubspotErrorBody): { readonly correlationId: string } {
  return { correlationId: body.correlationId ?? "" };
}

/**
 * The error as one about the request as a whole: what the caller cannot pin on a record. A portal without the object, be it that its tier
 * lacks it or that the scopes, which are optional ones, were not granted, is permanent `object_unavailable`: only that object rests.
 */
export function translateRefusal(refusal: HubspotRefusal): SyncError {
  const { status, body } = refusal;
  const details = correlationOf(body);
  if (lacksObject(refusal)) {
    const scopes = scopesNamed(body).join(" ");
    return new SyncError("permanent", { code: "object_unavailable", details: { ...details, scopes }, cause: refusal });
  }
  if (status === 403) {
    const scopes = scopesNamed(body).join(" ");
    return new SyncError("reconnect", { code: "missing_scope", details: { ...details, scopes }, cause: refusal });
  }
  if (status === 404) return new SyncError("bug", { code: "hubspot_not_found", details, cause: refusal });
  return new SyncError("bug", {
    code: "hubspot_refused_request",
    details: { ...details, status: String(status) },
    cause: refusal,
  });
}

/**
 * The same where the request is about all records, the properties or the pipelines of an object: a 404 there means that the path, and so
 * the object, is unknown to the portal.
 */
export function translateObjectRefusal(refusal: HubspotRefusal): SyncError {
  if (refusal.status !== 404) return translateRefusal(refusal);
  const details = correlationOf(refusal.body);
  return new SyncError("permanent", { code: "object_unavailable", details, cause: refusal });
}

/** Scopes of which HubSpot wanted at least one. */
export function scopesNamed(body: HubspotErrorBody): readonly string[] {
  return body.errors?.flatMap((error) => error.context?.requiredGranularScopes ?? []) ?? [];
}

/** "Unable to infer object type from: carts" is what an account says that has no carts. */
function lacksObject({ status, body }: HubspotRefusal): boolean {
  if (status === 403) return areOptional(scopesNamed(body));
  return status === 400 && /unable to infer object type/i.test(body.message ?? "");
}
