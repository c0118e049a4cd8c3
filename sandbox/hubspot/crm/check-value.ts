import type { PropertyDefinition } from "#sandbox/hubspot/crm/property-definition.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";

export interface ValueIssue {
  name: string;
  value: string;
  error: string;
  message: string;
}

export type CheckedValue = { value: string } | { issue: ValueIssue };

/** "65,536 characters" is the longest value of a text property. */
const LONGEST_TEXT = 65_536;
const DAY_MS = 86_400_000;
const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[-+]\d{2}:?\d{2})?)?$/;
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

/** HubSpot keeps e-mail addresses lower-cased and without surrounding blanks. */
export function normaliseEmail(value: string): string {
  return value.trim().toLowerCase();
}

export function isEmail(value: string): boolean {
  const at = value.lastIndexOf("@");
  const local = value.slice(0, at);
  return at > 0 && at <= 64 && value.length <= 254 && LOCAL_PART.test(local) && DOMAIN.test(value.slice(at + 1));
}

function issue(definition: PropertyDefinition, value: string, error: string, message: string): CheckedValue {
  return { issue: { name: definition.name, value, error, message } };
}

function checkOption(definition: PropertyDefinition, value: string): CheckedValue {
  const allowed = definition.options.map((option) => option.value);
  const chosen = definition.fieldType === "checkbox" ? value.split(";").filter((one) => one !== "") : [value];
  const wrong = chosen.find((one) => !allowed.includes(one));
  if (wrong === undefined)
    return { value: definition.fieldType === "checkbox" ? [...new Set(chosen)].join(";") : value };
  const shown =
    definition.type === "bool"
      ? allowed.join(", ")
      : definition.options
          .map(
            (option) =>
              `label: "${option.label}"\nvalue: "${option.value}"\ndisplay_order: ${option.displayOrder}\nhidden: ${option.hidden}\nread_only: false\n`,
          )
          .join(", ");
  return issue(definition, value, "INVALID_OPTION", `${wrong} was not one of the allowed options: [${shown}]`);
}

function readTime(value: string): number | undefined {
  if (/^-?\d+$/.test(value)) return Number(value);
  if (!ISO_TIME.test(value)) return undefined;
  const zoned = /([zZ]|[-+]\d{2}:?\d{2})$/.test(value.slice(10)) || value.length === 10 ? value : `${value}Z`;
  const at = Date.parse(zoned);
  // A day that does not exist (30 February) must not roll over into the next month.
  if (
    Number.isNaN(at) ||
    Number(value.slice(8, 10)) > new Date(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0).getDate()
  ) {
    return undefined;
  }
  return at;
}

function checkTime(definition: PropertyDefinition, value: string): CheckedValue {
  const at = readTime(value);
  if (at === undefined || Math.abs(at) > 8.64e15) {
    return issue(definition, value, "INVALID_LONG", `${value} was not a valid long.`);
  }
  if (definition.type === "datetime") return { value: toInstant(at) };
  if (at % DAY_MS !== 0) {
    const time = new Date(at).toISOString().slice(11, 23);
    return issue(definition, value, "INVALID_DATE", `${value} is at ${time} UTC, not midnight!`);
  }
  return { value: new Date(at).toISOString().slice(0, 10) };
}

function checkNumber(definition: PropertyDefinition, value: string): CheckedValue {
  if (!NUMBER.test(value)) return issue(definition, value, "INVALID_DOUBLE", `${value} was not a valid number.`);
  if (definition.notNegative && Number(value) < 0) {
    return issue(definition, value, "INVALID_NUMBER_RANGE", `${definition.name} cannot be negative: ${value}`);
  }
  return { value };
}

function checkText(definition: PropertyDefinition, value: string): CheckedValue {
  if (value.length > LONGEST_TEXT) {
    const message = `Property value is too long: ${value.length} characters, the maximum is ${LONGEST_TEXT}`;
    return issue(definition, `${value.slice(0, 40)}…`, "PROPERTY_VALUE_TOO_LONG", message);
  }
  return { value };
}

function checkEmail(definition: PropertyDefinition, value: string): CheckedValue {
  const email = normaliseEmail(value);
  if (isEmail(email)) return { value: email };
  return issue(definition, value, "INVALID_EMAIL", `Email address ${value} is invalid`);
}

function checkEmails(definition: PropertyDefinition, value: string): CheckedValue {
  const emails = value
    .split(";")
    .map(normaliseEmail)
    .filter((one) => one !== "");
  const wrong = emails.find((one) => !isEmail(one));
  if (wrong !== undefined) return issue(definition, value, "INVALID_EMAIL", `Email address ${wrong} is invalid`);
  return { value: [...new Set(emails)].join(";") };
}

/**
 * What HubSpot would store for this value of a writable property: trimmed, e-mails lower-cased, times as ISO in UTC, dates
 * as days; or why it refuses. An empty value clears and is always accepted.
 */
export function checkValue(definition: PropertyDefinition, given: string): CheckedValue {
  const value = given.trim();
  if (value === "") return { value: "" };
  if (definition.name === "email") return checkEmail(definition, value);
  if (definition.name === "hs_additional_emails") return checkEmails(definition, value);
  if (definition.externalOptions) return checkText(definition, value);
  switch (definition.type) {
    case "enumeration":
    case "bool":
      return checkOption(definition, value);
    case "number":
      return checkNumber(definition, value);
    case "date":
    case "datetime":
      return checkTime(definition, value);
    default:
      return checkText(definition, value);
  }
}
