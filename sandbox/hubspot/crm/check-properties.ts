import type { ValueIssue } from "#sandbox/hubspot/crm/check-value.ts";
import { checkValue } from "#sandbox/hubspot/crm/check-value.ts";
import type { PropertyStore } from "#sandbox/hubspot/crm/property-store.ts";
import { APPEND } from "#sandbox/hubspot/crm/record-store.ts";
import type { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";

export interface PropertyChecks {
  definitions: PropertyStore;
  portalId: number;
  /** Ids of the portal's owners, the options of owner properties. */
  owners: string[];
}

function toError(issues: ValueIssue[], portalId: number): HubspotError {
  const listed = issues.map((issue) => ({
    isValid: false,
    message: issue.message,
    error: issue.error,
    name: issue.name,
    localizedErrorMessage: issue.message,
    propertyValue: issue.value,
    portalId,
  }));
  return invalid(`Property values were not valid: ${JSON.stringify(listed)}`, {
    errors: issues.map((issue) => ({
      message: issue.message,
      code: issue.error,
      context: { propertyName: [issue.name] },
    })),
  });
}

/** HubSpot takes numbers and booleans for their text. */
function readText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid(`Invalid input JSON: the value of property ${name} must be a string`);
}

/** The values as HubSpot would store them. Throws 400 naming every property that is unknown, read-only or wrong. */
export function checkProperties(given: Record<string, unknown>, checks: PropertyChecks): Map<string, string> {
  const issues: ValueIssue[] = [];
  const values = new Map<string, string>();
  for (const [name, raw] of Object.entries(given)) {
    // Only an empty text clears a property; null says nothing of it.
    if (raw === null || raw === undefined) continue;
    const value = readText(name, raw);
    const definition = checks.definitions.find(name);
    const refuse = (error: string, message: string) => issues.push({ name, value, error, message });
    if (!definition) refuse("PROPERTY_DOESNT_EXIST", `Property "${name}" does not exist`);
    else if (definition.readOnlyValue) {
      refuse("READ_ONLY_VALUE", `"${name}" is a read only property; its value cannot be set.`);
    } else if (definition.externalOptions && value.trim() !== "" && !checks.owners.includes(value.trim())) {
      refuse("INVALID_OWNER_ID", `Owner ${value} does not exist`);
    } else {
      const checked = checkValue(definition, value);
      if ("issue" in checked) issues.push(checked.issue);
      else if (!definition.discards) values.set(name, keepAppendSign(value, checked.value, definition.fieldType));
    }
  }
  if (issues.length > 0) throw toError(issues, checks.portalId);
  return values;
}

/** A leading ";" on a multi-checkbox adds to what is there; the store resolves it against the record. */
function keepAppendSign(given: string, checked: string, fieldType: string): string {
  return fieldType === "checkbox" && given.trim().startsWith(";") && checked !== "" ? APPEND + checked : checked;
}
