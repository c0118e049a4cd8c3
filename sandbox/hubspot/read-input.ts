import { readJson } from "#sandbox/http/read-body.ts";
import type { StandInRequest } from "#sandbox/http/serve.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { findObjectType } from "#sandbox/hubspot/crm/object-types.ts";
import { HubspotError, invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { ObjectSpace, Portal } from "#sandbox/hubspot/portal.ts";

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The body as an object. Throws 415 for another content type and 400 for broken JSON. */
export function readObject(request: StandInRequest): JsonObject {
  const contentType = request.headers["content-type"] ?? "";
  if (!contentType.toLowerCase().includes("json")) {
    throw new HubspotError(415, { message: `Unsupported Media Type: ${contentType || "none"}` });
  }
  const body = readJson(request);
  if (!body.ok) throw invalid(`Invalid input JSON: ${body.reason}`);
  if (!isObject(body.value)) throw invalid("Invalid input JSON: an object was expected");
  return body.value;
}

/** The type of this name. Throws HubSpot's 400 for one that it, or this portal, does not know. */
export function typeIn(portal: Portal, name: string): ObjectType {
  const type = findObjectType(name);
  if (!type || !portal.has(type.typeId)) throw invalid(`Unable to infer object type from: ${name}`);
  return type;
}

export function spaceOf(portal: Portal, request: StandInRequest): ObjectSpace {
  return portal.space(typeIn(portal, request.params.type ?? "").typeId);
}

/** Which scopes a request needs that depends on the type in its path; an unknown type is refused later. */
export function scopesFor(kind: keyof ObjectType["scopes"]): (request: StandInRequest) => string[] {
  return scopesForParam("type", kind);
}

/** The same for a type in another place of the path. */
export function scopesForParam(param: string, kind: keyof ObjectType["scopes"]): (request: StandInRequest) => string[] {
  return (request) => findObjectType(request.params[param] ?? "")?.scopes[kind] ?? [];
}

/** A query parameter that may be repeated or hold a comma-separated list. */
export function readList(request: StandInRequest, name: string): string[] {
  return request.url.searchParams
    .getAll(name)
    .flatMap((value) => value.split(","))
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

export function readFlag(request: StandInRequest, name: string): boolean {
  const value = request.url.searchParams.get(name);
  if (value === null || value === "false") return false;
  if (value === "true") return true;
  throw invalid(`Invalid value for ${name}: ${value}`);
}

export function requireStrings(input: JsonObject, names: string[]): void {
  const missing = names.filter((name) => typeof input[name] !== "string" || input[name] === "");
  if (missing.length > 0) {
    throw invalid(`Invalid input JSON: Some required fields were not set: [${missing.join(", ")}]`, {
      errors: missing.map((name) => ({ message: `${name} is required`, in: name, code: "REQUIRED_FIELD" })),
    });
  }
}

/** The `inputs` of a batch: 1 to `most` objects. */
export function readInputs(body: JsonObject, most: number): JsonObject[] {
  const { inputs } = body;
  if (!Array.isArray(inputs)) throw invalid("Invalid input JSON: Some required fields were not set: [inputs]");
  if (inputs.length === 0) throw invalid("Invalid input JSON: inputs must not be empty");
  if (inputs.length > most) {
    throw invalid(
      `The maximum number of inputs supported in a batch request is ${most}. Your batch contained ${inputs.length} inputs.`,
    );
  }
  if (!inputs.every(isObject)) throw invalid("Invalid input JSON: every input must be an object");
  return inputs;
}
