import { SyncError } from "#app/sync/errors.ts";

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

const details = (body: HubspotErrorBody) => ({ correlationId: body.correlationId ?? "" });

/** The error as one about the request as a whole: what the caller cannot pin on a record. */
export function translateRefusal(refusal: HubspotRefusal): SyncError {
  const { status, body } = refusal;
  if (status === 403) {
    const scopes = body.errors?.flatMap((error) => error.context?.requiredGranularScopes ?? []).join(" ") ?? "";
    return new SyncError("reconnect", { code: "missing_scope", details: { ...details(body), scopes }, cause: refusal });
  }
  if (status === 404)
    return new SyncError("bug", { code: "hubspot_not_found", details: details(body), cause: refusal });
  return new SyncError("bug", {
    code: "hubspot_refused_request",
    details: { ...details(body), status: String(status) },
    cause: refusal,
  });
}

/**
 * The error as one about a single record: permanent, with a code whose text tells the merchant what to do. HubSpot gives few codes,
 * so its words are read where there is none. They stay in the cause: they quote values.
 */
export function translateRecordError(error: HubspotErrorBody): SyncError {
  const cause = new Error(error.message ?? "no message");
  const codes = errorCodes(error);
  const words = [error.message, ...(error.errors ?? []).map((detail) => detail.message)].join(" ");
  const permanent = (code: string, more: Record<string, string> = {}) =>
    new SyncError("permanent", { code, details: { ...details(error), ...more }, cause });
  const property = blamedProperty(error);
  const about = property ? { property } : {};

  if (codes.includes("PROPERTY_DOESNT_EXIST") || /does ?n[o']t exist|PROPERTY_DOESNT_EXIST/i.test(words)) {
    return permanent("property_missing", about);
  }
  if (codes.some((code) => code.startsWith("MISSING_REQUIRED") || code.startsWith("MISSING_CONDITIONAL"))) {
    return permanent("portal_rule", about);
  }
  if (codes.includes("INVALID_EMAIL") || /email (address )?\S* ?is (not valid|invalid)/i.test(words))
    return permanent("invalid_email");
  if (existingId(error) !== null || /already (exists|has that value)/i.test(words))
    return permanent("email_taken", about);
  if (/required propert|not allowed by|validation rule|violates/i.test(words)) return permanent("portal_rule", about);
  if (codes.length > 0 || error.category === "VALIDATION_ERROR") return permanent("invalid_value", about);
  return permanent("vendor_refused", about);
}

/** Whether a property that the request names is unknown to the portal. */
export function blamesMissingProperty(error: HubspotErrorBody): boolean {
  return translateRecordError(error).code === "property_missing";
}

function errorCodes(error: HubspotErrorBody): string[] {
  const direct = (error.errors ?? []).flatMap((detail) => (detail.code ? [detail.code] : []));
  // A 400's message carries a list as JSON: "Property values were not valid: [{"isValid":false,…,"error":"INVALID_EMAIL","name":"email"…}]"
  const embedded = [...(error.message ?? "").matchAll(/"(?:error|code)":"([A-Z_]+)"/g)].map((match) => match[1] ?? "");
  return [...direct, ...embedded];
}

/** The internal name of the property that HubSpot blames, when it says so. */
function blamedProperty(error: HubspotErrorBody): string | undefined {
  const named = error.errors?.flatMap((detail) => detail.context?.propertyName ?? detail.context?.properties ?? [])[0];
  const embedded = /"name":"(\w+)"/.exec(error.message ?? "")?.[1];
  const quoted = /Property "?(\w+)"? does not exist/i.exec(error.message ?? "")?.[1];
  const coordinates = /propertyName=(\w+)/.exec(error.message ?? "")?.[1];
  return named ?? embedded ?? quoted ?? coordinates ?? error.errors?.find((detail) => detail.in)?.in;
}

/**
 * The record that holds the value which a write wanted.
 * "Contact already exists. Existing ID: 123" · "Cannot set PropertyValueCoordinates{…} on 5. 123 already has that value."
 */
export function existingId(error: HubspotErrorBody): string | null {
  const words = [error.message, ...(error.errors ?? []).map((detail) => detail.message)].join(" ");
  return /Existing ID: ?(\d+)/i.exec(words)?.[1] ?? /(\d+) already has that value/i.exec(words)?.[1] ?? null;
}
