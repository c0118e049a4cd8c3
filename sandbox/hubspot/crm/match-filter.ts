import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { readValue } from "#sandbox/hubspot/crm/crm-record.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import type { PropertyDefinition, PropertyType } from "#sandbox/hubspot/crm/property-definition.ts";

export const OPERATORS = [
  "EQ",
  "NEQ",
  "LT",
  "LTE",
  "GT",
  "GTE",
  "BETWEEN",
  "IN",
  "NOT_IN",
  "HAS_PROPERTY",
  "NOT_HAS_PROPERTY",
  "CONTAINS_TOKEN",
  "NOT_CONTAINS_TOKEN",
] as const;

type Operator = (typeof OPERATORS)[number];

export interface Filter {
  definition: PropertyDefinition;
  operator: Operator;
  value: string;
  highValue: string;
  values: string[];
}

const TOKEN_BREAK = /[^\p{L}\p{N}*]+/u;

/** Numbers and times compare by size, text by its lower case, options exactly. */
export function toComparable(type: PropertyType, value: string): number | string {
  if (type === "number") return Number(value);
  if (type === "date" || type === "datetime") return /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
  return type === "enumeration" || type === "bool" ? value : value.toLowerCase();
}

function tokensOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(TOKEN_BREAK)
    .filter((token) => token !== "");
}

/** Whether every token of the wanted text is among the value's; `*` stands for any run of characters. */
function hasTokens(value: string, wanted: string): boolean {
  const present = tokensOf(value);
  const asked = tokensOf(wanted);
  return (
    asked.length > 0 &&
    asked.every((token) => {
      const pattern = new RegExp(`^${token.replaceAll("*", ".*")}$`, "u");
      return present.some((one) => pattern.test(one));
    })
  );
}

/** IN compares the stored value's lower case with the list as given: capitals in the list never match text. */
function isListed(type: PropertyType, value: string, values: string[]): boolean {
  if (type === "string" || type === "phone_number") return values.includes(value.toLowerCase());
  return values.some((one) => toComparable(type, one) === toComparable(type, value));
}

export function matchesFilter(objectType: ObjectType, record: CrmRecord, filter: Filter): boolean {
  const { definition, operator } = filter;
  const value = readValue(objectType, record, definition.name) ?? "";
  const isSet = value !== "";
  if (operator === "HAS_PROPERTY") return isSet;
  if (operator === "NOT_HAS_PROPERTY") return !isSet;
  const { type } = definition;
  const own = toComparable(type, value);
  const other = toComparable(type, filter.value);
  switch (operator) {
    case "EQ":
      return isSet && own === other;
    case "NEQ":
      return isSet && own !== other;
    case "LT":
      return isSet && own < other;
    case "LTE":
      return isSet && own <= other;
    case "GT":
      return isSet && own > other;
    case "GTE":
      return isSet && own >= other;
    case "BETWEEN":
      return isSet && own >= other && own <= toComparable(type, filter.highValue);
    case "IN":
      return isSet && isListed(type, value, filter.values);
    case "NOT_IN":
      return isSet && !isListed(type, value, filter.values);
    case "CONTAINS_TOKEN":
      return isSet && hasTokens(value, filter.value);
    case "NOT_CONTAINS_TOKEN":
      return isSet && !hasTokens(value, filter.value);
  }
}
