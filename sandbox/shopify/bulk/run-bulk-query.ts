import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLObjectType, SelectionSetNode } from "graphql";
import { getArgumentValues, getNamedType, isObjectType, Kind } from "graphql";
import type { Args, Call } from "../graphql/call.ts";
import type { Page } from "../graphql/paginate.ts";
import { readField, typeNameOf } from "../graphql/resolve-field.ts";
import { nodeSelection } from "./check-bulk-query.ts";

/** A line of the result: the selected fields of one node. */
export interface BulkLine {
  text: string;
  isRoot: boolean;
}

interface Nested {
  field: FieldNode;
  parent: GraphQLObjectType;
  source: unknown;
}

// Children that come much later than their parent, as Shopify may give them when objects are not grouped.
const HELD_PARENTS = 50;

/**
 * Reads everything the query asks for, node by node, without ever holding the result. Grouped, a node's children follow it;
 * ungrouped, they follow some time later, each naming its parent.
 */
export function* runBulkQuery(document: DocumentNode, call: Call, isGrouped: boolean): Generator<BulkLine> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const root = call.admin.schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !root) return;
  const top: Nested[] = [];
  project(root, operation.selectionSet, undefined, top);
  for (const connection of top) yield* readConnection(connection, undefined);

  function* readConnection(nested: Nested, parentId: unknown): Generator<BulkLine> {
    const held: BulkLine[] = [];
    let heldParents = 0;
    const page = read(nested.parent, nested.field, nested.source) as Page<unknown>;
    const selection = nodeSelection(nested.field);
    if (!selection) return;
    for (const node of page.nodes) {
      const type = call.admin.schema.getType(typeNameOf(node) ?? "");
      if (!isObjectType(type)) continue;
      const connections: Nested[] = [];
      const fields = project(type, selection, node, connections);
      const line = parentId === undefined ? fields : { ...fields, __parentId: parentId };
      yield { text: JSON.stringify(line), isRoot: parentId === undefined };
      if (isGrouped) {
        for (const connection of connections) yield* readConnection(connection, fields.id);
        continue;
      }
      for (const connection of connections) held.push(...readConnection(connection, fields.id));
      heldParents += 1;
      if (heldParents >= HELD_PARENTS) {
        yield* held.splice(0).reverse();
        heldParents = 0;
      }
    }
    yield* held.reverse();
  }

  function project(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    source: unknown,
    connections: Nested[],
    into: Record<string, unknown> = {},
  ): Record<string, unknown> {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        projectField(type, selection, source, connections, into);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      if (fragment && (!condition || isOf(type, condition)))
        project(type, fragment.selectionSet, source, connections, into);
    }
    return into;
  }

  function projectField(
    type: GraphQLObjectType,
    field: FieldNode,
    source: unknown,
    connections: Nested[],
    into: Record<string, unknown>,
  ): void {
    const key = field.alias?.value ?? field.name.value;
    if (field.name.value === "__typename") {
      into[key] = type.name;
      return;
    }
    const returned = getNamedType(type.getFields()[field.name.value]?.type);
    if (returned?.name.endsWith("Connection")) {
      connections.push({ field, parent: type, source });
      return;
    }
    const value = read(type, field, source);
    into[key] = complete(value, returned?.name ?? "", field, connections);
  }

  function complete(value: unknown, typeName: string, field: FieldNode, connections: Nested[]): unknown {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map((item) => complete(item, typeName, field, connections));
    if (!field.selectionSet) return value;
    const concrete = call.admin.schema.getType(typeNameOf(value) ?? typeName);
    return isObjectType(concrete) ? project(concrete, field.selectionSet, value, connections) : null;
  }

  function read(parent: GraphQLObjectType, field: FieldNode, source: unknown): unknown {
    const definition = parent.getFields()[field.name.value];
    const args: Args = definition && definition.args.length > 0 ? getArgumentValues(definition, field) : {};
    return readField(parent, field.name.value, source, args, call);
  }

  function isOf(type: GraphQLObjectType, name: string): boolean {
    return type.name === name || type.getInterfaces().some((one) => one.name === name);
  }
}
