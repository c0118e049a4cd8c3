import { GraphQLError } from "graphql";
import type { DefinitionRecord } from "../../state/metafield-definitions.ts";
import { OWNER_TYPES } from "../../state/metafield-definitions.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { listFew } from "./company-listing.ts";
import type { Listing } from "./list-records.ts";
import { fullNamespace } from "./namespace.ts";

export const definitionNode = (of: DefinitionRecord | undefined): Node<DefinitionRecord> | null =>
  of ? { __typename: "MetafieldDefinition", of } : null;

const READ_SCOPES: Record<string, string[]> = {
  Collection: ["read_products"],
  Company: ["read_customers", "read_companies"],
  CompanyLocation: ["read_customers", "read_companies"],
  Customer: ["read_customers"],
  Order: ["read_orders"],
  Product: ["read_products"],
  ProductVariant: ["read_products"],
};

/** The kind of record that Shopify's name for an owner means; one that the shop does not hold is an error. */
export function kindOfOwnerType(ownerType: unknown): string {
  const kind = Object.keys(OWNER_TYPES).find((name) => OWNER_TYPES[name] === ownerType);
  if (kind) return kind;
  throw new GraphQLError(`The stand-in shop holds no metafields of ${String(ownerType)}.`, {
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
}

const listing: Listing<DefinitionRecord> = {
  typename: "MetafieldDefinition",
  path: "metafieldDefinitions",
  read: () => [],
  sortKeys: {
    ID: (definition) => definition.id,
    NAME: (definition) => definition.name.toLowerCase(),
    PINNED_POSITION: (definition) => definition.pinnedPosition ?? Number.MAX_SAFE_INTEGER,
  },
  search: {
    words: (definition) => [definition.name, definition.key],
    fields: {
      id: { kind: "number", read: (definition) => definition.id },
      key: { kind: "keyword", read: (definition) => definition.key },
      namespace: { kind: "keyword", read: (definition) => definition.namespace },
      owner_type: { kind: "keyword", read: (definition) => OWNER_TYPES[definition.kind] ?? null },
      type: { kind: "keyword", read: (definition) => definition.type },
    },
  },
};

/** Definitions of one kind of owner; without the scope to read that kind there are none. */
export function listDefinitions(kind: string, args: Args, call: Call) {
  const scopes = READ_SCOPES[kind];
  const isVisible = !scopes || scopes.some((scope) => call.scopes.has(scope));
  const items = (isVisible ? call.state.definitions.listOf(kind) : [])
    .filter((one) => typeof args.namespace !== "string" || one.namespace === fullNamespace(call, args.namespace))
    .filter((one) => typeof args.key !== "string" || one.key === args.key)
    .filter((one) => args.pinnedStatus !== "PINNED" || one.pinnedPosition !== null)
    .filter((one) => args.pinnedStatus !== "UNPINNED" || one.pinnedPosition === null);
  return listFew(listing, items, args, call);
}

export function findDefinition(args: Args, call: Call): Node<DefinitionRecord> | null {
  if (typeof args.id === "string")
    return definitionNode(call.state.definitions.find(idOf(args.id, "MetafieldDefinition")));
  const identifier = args.identifier as { ownerType: string; namespace?: string; key: string } | undefined;
  if (!identifier) return null;
  const namespace = fullNamespace(call, identifier.namespace);
  return definitionNode(call.state.definitions.get(kindOfOwnerType(identifier.ownerType), namespace, identifier.key));
}

function categoryOf(type: string): string {
  const name = type.replace(/^list\./, "");
  if (name.endsWith("_reference")) return "REFERENCE";
  if (name.startsWith("number")) return "NUMBER";
  if (name.includes("text")) return "TEXT";
  if (name.startsWith("date")) return "DATE_TIME";
  if (name === "boolean") return "TRUE_FALSE";
  if (/^(dimension|volume|weight)$/.test(name)) return "MEASUREMENT";
  return name.toUpperCase();
}

const definition: FieldTable<DefinitionRecord> = {
  id: (record) => gid("MetafieldDefinition", record.id),
  ownerType: (record) => OWNER_TYPES[record.kind],
  type: (record) => ({ name: record.type, category: categoryOf(record.type), supportsDefinitionMigrations: false }),
  validations: (record) => record.validations.map((one) => ({ ...one, type: "single_line_text_field" })),
  validationStatus: () => "ALL_VALID",
  access: () => ({ admin: "PUBLIC_READ_WRITE", storefront: "NONE", customerAccount: "NONE" }),
  standardTemplate: () => null,
  constraints: () => null,
  useAsCollectionCondition: () => false,
  capabilities: (record) => ({
    uniqueValues: { eligible: record.type !== "json", enabled: record.isUnique },
    adminFilterable: { eligible: true, enabled: false, status: "NOT_FILTERABLE" },
    smartCollectionCondition: { eligible: false, enabled: false },
  }),
};

export const definitionFields: Record<string, FieldTable<never>> = { MetafieldDefinition: definition };
