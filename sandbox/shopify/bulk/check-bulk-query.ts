import type { DocumentNode, FieldNode, GraphQLSchema, SelectionSetNode } from "graphql";
import {
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";

const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;

export type CheckedQuery = { ok: true; document: DocumentNode } | { ok: false; message: string };

/** Shopify's rules for the query of a bulk operation: https://shopify.dev/docs/api/usage/bulk-operations/queries. */
export function checkBulkQuery(schema: GraphQLSchema, text: string): CheckedQuery {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (cause) {
    return { ok: false, message: `Invalid bulk query: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
  const errors = validate(schema, document);
  if (errors[0]) return { ok: false, message: `Invalid bulk query: ${errors[0].message}` };
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length !== 1) return { ok: false, message: "Bulk queries must contain exactly one operation." };
  if (operations[0]?.operation !== "query") return { ok: false, message: "Bulk queries can't be a mutation." };
  if (operations[0].variableDefinitions && operations[0].variableDefinitions.length > 0)
    return { ok: false, message: "Bulk queries cannot contain variables." };
  const message = checkConnections(schema, document);
  return message ? { ok: false, message } : { ok: true, document };
}

function checkConnections(schema: GraphQLSchema, document: DocumentNode): string | null {
  const info = new TypeInfo(schema);
  const withoutId: string[] = [];
  const depths: number[] = [];
  let depth = 0;
  let lists = 0;
  let problem: string | null = null;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          const parent = info.getParentType()?.name;
          const name = field.name.value;
          if (parent === "QueryRoot" && (name === "node" || name === "nodes"))
            problem ??= `Bulk queries cannot contain a top level \`${name}\` field.`;
          if (isListOfObjects(info, name)) lists += 1;
          if (!isConnection(info)) return;
          if (lists > 0)
            problem ??= "Queries that contain a connection field within a list field are not currently supported.";
          depth += 1;
          depths.push(depth);
          const nodeType = connectionNode(schema, String(getNamedType(info.getType() ?? undefined)));
          if (nodeType && !nodeType.isNode)
            problem ??= `Connection field ${name} does not implement the Node interface.`;
          const inner = nodeSelection(field);
          if (inner && ownsConnection(schema, nodeType?.name, inner) && !selectsId(inner)) withoutId.push(name);
        },
        leave(field) {
          if (isListOfObjects(info, field.name.value)) lists -= 1;
          if (isConnection(info)) depth -= 1;
        },
      },
    }),
  );
  if (problem) return problem;
  if (depths.length === 0) return "Bulk queries must contain at least one connection.";
  if (depths.length > MAX_CONNECTIONS) return `Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`;
  // The outermost connection is no nesting: two levels below it are allowed.
  if (Math.max(...depths) > MAX_DEPTH + 1)
    return `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`;
  if (withoutId.length > 0)
    return `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${withoutId.join(", ")}.`;
  return null;
}

function isConnection(info: TypeInfo): boolean {
  return String(getNamedType(info.getType() ?? undefined)).endsWith("Connection");
}

function isListOfObjects(info: TypeInfo, name: string): boolean {
  const type = getNamedType(info.getType() ?? undefined);
  const isList = String(info.getType()).includes("[");
  return isList && name !== "edges" && name !== "nodes" && (isObjectType(type) || isAbstractType(type));
}

function connectionNode(schema: GraphQLSchema, connection: string): { name: string; isNode: boolean } | undefined {
  const type = schema.getType(connection);
  if (!isObjectType(type)) return undefined;
  const node = getNamedType(type.getFields().nodes?.type);
  if (isObjectType(node)) return { name: node.name, isNode: node.getInterfaces().some((one) => one.name === "Node") };
  return node ? { name: node.name, isNode: true } : undefined;
}

/** What is selected of a connection's nodes, by `nodes` or by `edges { node }`. */
export function nodeSelection(connection: FieldNode): SelectionSetNode | undefined {
  for (const selection of connection.selectionSet?.selections ?? []) {
    if (selection.kind !== Kind.FIELD) continue;
    if (selection.name.value === "nodes") return selection.selectionSet;
    if (selection.name.value !== "edges") continue;
    const node = selection.selectionSet?.selections.find((one) => one.kind === Kind.FIELD && one.name.value === "node");
    if (node?.kind === Kind.FIELD) return node.selectionSet;
  }
  return undefined;
}

function selectsId(set: SelectionSetNode): boolean {
  return set.selections.some((one) => one.kind === Kind.FIELD && one.name.value === "id" && !one.alias);
}

function ownsConnection(schema: GraphQLSchema, typeName: string | undefined, set: SelectionSetNode): boolean {
  const type = typeName ? schema.getType(typeName) : undefined;
  if (!isObjectType(type)) return false;
  return set.selections.some((one) => {
    if (one.kind !== Kind.FIELD) return false;
    return String(getNamedType(type.getFields()[one.name.value]?.type)).endsWith("Connection");
  });
}
