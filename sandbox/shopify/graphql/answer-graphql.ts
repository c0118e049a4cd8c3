import type {
  DocumentNode,
  ExecutionResult,
  FragmentDefinitionNode,
  GraphQLError,
  OperationDefinitionNode,
} from "graphql";
import { execute, getOperationAST, Kind, parse, validate, visit } from "graphql";
import type { Faults } from "#sandbox/http/faults.ts";
import type { AppOnShop } from "../app-on-shop.ts";
import type { Call } from "./call.ts";
import type { ProtectedData } from "./check-access.ts";
import type { AdminSchema } from "./load-schema.ts";
import { queryCost } from "./query-cost.ts";
import { resolveField, resolveType } from "./resolve-field.ts";

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
  /** Of the HTTP request, for faults that match by it. */
  path: string;
}

const MAX_COST = 1_000;
const MAX_INPUT_ARRAY = 250;
const LIMITS = "https://shopify.dev/api/usage/rate-limits";

interface Prepared {
  document: DocumentNode;
  errors: readonly GraphQLError[];
}

const prepared = new Map<string, Prepared>();
const MAX_PREPARED = 500;

/** Parses and checks a document against Shopify's schema, once per text. Throws the parser's error. */
function prepare(admin: AdminSchema, text: string): Prepared {
  const known = prepared.get(text);
  if (known) return known;
  const document = parse(text);
  const fresh = { document, errors: validate(admin.schema, document) };
  if (prepared.size >= MAX_PREPARED) prepared.clear();
  prepared.set(text, fresh);
  return fresh;
}

/** The JSON answer of the Admin API to one request; everything below transport is HTTP 200, refusals included. */
export async function answerGraphql(
  request: GraphqlRequest,
  app: AppOnShop,
  admin: AdminSchema,
  options: { protectedData: ProtectedData; faults: Faults },
): Promise<object> {
  let document: Prepared;
  try {
    document = prepare(admin, request.query);
  } catch (cause) {
    return { errors: [describe(cause as GraphQLError)] };
  }
  if (document.errors.length > 0) return { errors: document.errors.map(describe) };
  const operation = getOperationAST(document.document, request.operationName);
  if (!operation) return { errors: [{ message: `No operation named "${request.operationName ?? ""}"` }] };
  const tooMany = longestArray(request.variables, document.document);
  if (tooMany > MAX_INPUT_ARRAY)
    return {
      errors: [
        {
          message: `The input array size of ${tooMany} is greater than the maximum allowed of ${MAX_INPUT_ARRAY}.`,
          extensions: { code: "MAX_INPUT_SIZE_EXCEEDED", documentation: LIMITS },
        },
      ],
    };
  return spendAndExecute(request, document.document, operation, app, admin, options);
}

async function spendAndExecute(
  request: GraphqlRequest,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  app: AppOnShop,
  admin: AdminSchema,
  options: { protectedData: ProtectedData; faults: Faults },
): Promise<object> {
  const fragments = fragmentsOf(document);
  const variables = withDefaults(operation, request.variables);
  const requested = queryCost(admin.schema, operation, fragments, variables);
  if (requested > MAX_COST) return tooDear(requested);
  const subject = {
    method: "POST",
    path: request.path,
    body: request.query + JSON.stringify(request.variables),
    tenant: app.state.shop.domain,
  };
  const isThrottled = options.faults.take(["throttled"], subject);
  if (isThrottled) app.bucket.empty();
  if (isThrottled || !app.bucket.spend(requested))
    return {
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: LIMITS } }],
      extensions: { cost: costOf(requested, null, app) },
    };
  const call: Call = {
    admin,
    state: app.state,
    installation: app.installation,
    scopes: app.installation.scopes(),
    protectedData: options.protectedData,
    bulk: app.bulk,
    searchNotes: [],
    isBulk: false,
  };
  const result = await execute({
    schema: admin.schema,
    document,
    variableValues: request.variables,
    operationName: request.operationName,
    contextValue: call,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  const actual = Math.min(requested, queryCost(admin.schema, operation, fragments, variables, result.data ?? null));
  app.bucket.giveBack(requested - actual);
  return shape(result, call, costOf(requested, actual, app), options.faults.take(["partial"], subject) !== undefined);
}

function shape(result: ExecutionResult, call: Call, cost: object, isPartial: boolean): object {
  const errors = (result.errors ?? []).map(describe);
  if (isPartial)
    errors.push({
      message: "Internal error. Looks like something went wrong on our end.",
      extensions: { code: "INTERNAL_SERVER_ERROR" },
    });
  return {
    ...(result.data === undefined ? {} : { data: result.data }),
    ...(errors.length > 0 ? { errors } : {}),
    extensions: { cost, ...(call.searchNotes.length > 0 ? { search: call.searchNotes } : {}) },
  };
}

function describe(error: GraphQLError): Record<string, unknown> {
  const extensions = error.extensions && Object.keys(error.extensions).length > 0 ? error.extensions : undefined;
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
    ...(extensions ? { extensions } : {}),
  };
}

function tooDear(cost: number): object {
  return {
    errors: [
      {
        message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_COST}).\n\nSee https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.\n\nTo query larger amounts of data with fewer limits, bulk operations should be used instead.\nSee https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n`,
        extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: MAX_COST, documentation: LIMITS },
      },
    ],
  };
}

function costOf(requestedQueryCost: number, actualQueryCost: number | null, app: AppOnShop): object {
  return { requestedQueryCost, actualQueryCost, throttleStatus: app.bucket.status() };
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  return fragments;
}

function withDefaults(operation: OperationDefinitionNode, variables: Record<string, unknown>): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue?.kind === Kind.INT) all[variable.name.value] = Number(defaultValue.value);
  return { ...all, ...variables };
}

function longestArray(variables: unknown, document: DocumentNode): number {
  let longest = longestIn(variables);
  visit(document, {
    ListValue(list) {
      longest = Math.max(longest, list.values.length);
    },
  });
  return longest;
}

function longestIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).map(longestIn);
  return Math.max(Array.isArray(value) ? value.length : 0, 0, ...inner);
}
