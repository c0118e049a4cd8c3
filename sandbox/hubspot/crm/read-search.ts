import type { Filter } from "#sandbox/hubspot/crm/match-filter.ts";
import { OPERATORS } from "#sandbox/hubspot/crm/match-filter.ts";
import type { PropertyDefinition } from "#sandbox/hubspot/crm/property-definition.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { isObject } from "#sandbox/hubspot/read-input.ts";

export interface Search {
  /** Groups are alternatives; the filters of a group hold together. */
  groups: Filter[][];
  query: string;
  sort: { definition: PropertyDefinition; isDescending: boolean } | undefined;
  limit: number;
  after: number;
  properties: string[];
}

/** Limits of HubSpot's "Search the CRM" guide. */
const MOST_GROUPS = 5;
const MOST_FILTERS_PER_GROUP = 6;
const MOST_FILTERS = 18;
const MOST_PER_PAGE = 200;
const MOST_RESULTS = 10_000;
const MOST_QUERY_CHARACTERS = 3_000;

function propertyOf(space: ObjectSpace, name: unknown): PropertyDefinition {
  const definition = typeof name === "string" ? space.definitions.find(name) : undefined;
  if (definition) return definition;
  const message = `There was a problem with the request. Property '${String(name)}' does not exist`;
  throw invalid(message, {
    errors: [{ message, code: "PROPERTY_DOESNT_EXIST", context: { propertyName: [String(name)] } }],
  });
}

const asText = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : undefined);

function readFilter(space: ObjectSpace, input: unknown): Filter {
  if (!isObject(input)) throw invalid("Invalid input JSON: every filter must be an object");
  const operator = OPERATORS.find((one) => one === input.operator);
  if (!operator) throw invalid(`Invalid input JSON: operator must be one of [${OPERATORS.join(", ")}]`);
  const definition = propertyOf(space, input.propertyName);
  const value = typeof input.value === "boolean" ? String(input.value) : asText(input.value);
  const highValue = asText(input.highValue);
  const values = Array.isArray(input.values) ? input.values.map((one) => asText(one) ?? "") : undefined;
  const needsList = operator === "IN" || operator === "NOT_IN";
  const needsNothing = operator === "HAS_PROPERTY" || operator === "NOT_HAS_PROPERTY";
  if (needsList && !values?.length) throw invalid(`${operator} needs a list of values`);
  if (operator === "BETWEEN" && (value === undefined || highValue === undefined)) {
    throw invalid("BETWEEN needs value and highValue");
  }
  if (!needsList && !needsNothing && value === undefined) throw invalid(`${operator} needs a value`);
  return { definition, operator, value: value ?? "", highValue: highValue ?? "", values: values ?? [] };
}

function readGroups(space: ObjectSpace, body: JsonObject): Filter[][] {
  const lists: unknown[] = [];
  if (Array.isArray(body.filterGroups)) {
    for (const group of body.filterGroups) lists.push(isObject(group) ? group.filters : undefined);
  } else if (body.filterGroups !== undefined) throw invalid("Invalid input JSON: filterGroups must be a list");
  if (body.filters !== undefined) lists.push(body.filters);
  const groups = lists.map((list) => {
    if (!Array.isArray(list)) throw invalid("Invalid input JSON: filters must be a list");
    return list.map((filter) => readFilter(space, filter));
  });
  if (groups.length > MOST_GROUPS) throw invalid(`The maximum number of filter groups is ${MOST_GROUPS}`);
  if (groups.some((group) => group.length > MOST_FILTERS_PER_GROUP)) {
    throw invalid(`The maximum number of filters per filter group is ${MOST_FILTERS_PER_GROUP}`);
  }
  if (groups.flat().length > MOST_FILTERS) throw invalid(`The maximum number of filters is ${MOST_FILTERS}`);
  return groups.filter((group) => group.length > 0);
}

function readSort(space: ObjectSpace, sorts: unknown): Search["sort"] {
  if (sorts === undefined || (Array.isArray(sorts) && sorts.length === 0)) return undefined;
  if (!Array.isArray(sorts)) throw invalid("Invalid input JSON: sorts must be a list");
  if (sorts.length > 1) throw invalid("Only one sort is supported");
  const [sort] = sorts as unknown[];
  if (typeof sort === "string") {
    return { definition: propertyOf(space, sort.replace(/^-/, "")), isDescending: sort.startsWith("-") };
  }
  if (!isObject(sort)) throw invalid("Invalid input JSON: a sort must name a property");
  if (sort.direction !== undefined && sort.direction !== "ASCENDING" && sort.direction !== "DESCENDING") {
    throw invalid("Invalid input JSON: direction must be ASCENDING or DESCENDING");
  }
  return { definition: propertyOf(space, sort.propertyName), isDescending: sort.direction === "DESCENDING" };
}

function readPage(body: JsonObject): { limit: number; after: number } {
  const limit = body.limit === undefined || body.limit === null ? 10 : body.limit;
  if (typeof limit !== "number" || !Number.isInteger(limit) || limit < 1) throw invalid("limit must be a whole number");
  if (limit > MOST_PER_PAGE) throw invalid(`limit must be at most ${MOST_PER_PAGE}`);
  const given = body.after === undefined || body.after === null || body.after === "" ? "0" : asText(body.after);
  if (given === undefined || !/^\d+$/.test(given)) throw invalid("after must be an integer string");
  const after = Number(given);
  if (after + limit > MOST_RESULTS) {
    throw invalid(`The search endpoints are limited to ${MOST_RESULTS} total results for any given query`);
  }
  return { limit, after };
}

/** The search a request asks for. Throws 400 for everything beyond HubSpot's limits. */
export function readSearch(space: ObjectSpace, body: JsonObject, bodyLength: number): Search {
  if (bodyLength > MOST_QUERY_CHARACTERS) {
    throw invalid(`A search request may hold at most ${MOST_QUERY_CHARACTERS} characters`);
  }
  const properties = body.properties ?? [];
  if (!Array.isArray(properties) || !properties.every((name) => typeof name === "string")) {
    throw invalid("Invalid input JSON: properties must be a list of names");
  }
  return {
    groups: readGroups(space, body),
    query: typeof body.query === "string" ? body.query.trim() : "",
    sort: readSort(space, body.sorts),
    ...readPage(body),
    properties,
  };
}
