import type {
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  valueFromASTUntyped,
} from "graphql";

// Rules: https://shopify.dev/docs/api/usage/limits - scalars 0, an object 1, a mutation 10, a connection two and then each
// node by the page's size, an interface or union its dearest choice. The requested cost counts the page asked for, the actual
// one what came back.

interface Walk {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

const FREE = new Set(["PageInfo"]);

/** Points of an operation before it runs, or of its answer when `data` is given. */
export function queryCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Record<string, FragmentDefinitionNode>,
  variables: Record<string, unknown>,
  data?: unknown,
): number {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const walk = { schema, fragments, variables };
  const mutations = operation.operation === "mutation" ? countFields(walk, operation.selectionSet) : 0;
  return mutations > 0 ? mutations * 10 : costOf(walk, root, operation.selectionSet, data);
}

function countFields(walk: Walk, set: SelectionSetNode): number {
  return set.selections.reduce((sum, selection) => {
    if (selection.kind === "Field") return sum + 1;
    if (selection.kind === "InlineFragment") return sum + countFields(walk, selection.selectionSet);
    const fragment = walk.fragments[selection.name.value];
    return sum + (fragment ? countFields(walk, fragment.selectionSet) : 0);
  }, 0);
}

function costOf(walk: Walk, type: GraphQLCompositeType, set: SelectionSetNode, data: unknown): number {
  let sum = 0;
  const choices = new Map<string, number>();
  for (const selection of set.selections) {
    if (selection.kind === "Field") {
      sum += fieldCost(walk, type, selection, data);
      continue;
    }
    const fragment = selection.kind === "FragmentSpread" ? walk.fragments[selection.name.value] : selection;
    if (!fragment) continue;
    const condition = fragment.typeCondition?.name.value ?? type.name;
    const inner = walk.schema.getType(condition);
    if (!inner || !isCompositeType(inner)) continue;
    const cost = costOf(walk, inner, fragment.selectionSet, data);
    if (condition === type.name || isObjectType(type)) sum += cost;
    else choices.set(condition, (choices.get(condition) ?? 0) + cost);
  }
  return sum + Math.max(0, ...choices.values());
}

function fieldCost(
  walk: Walk,
  parent: GraphQLCompositeType,
  field: Extract<SelectionSetNode["selections"][number], { kind: "Field" }>,
  data: unknown,
): number {
  if (isUnionType(parent) || !field.selectionSet) return 0;
  const definition = parent.getFields()[field.name.value];
  if (!definition) return 0;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type) || FREE.has(type.name)) return 0;
  const value = data === undefined ? undefined : read(data, field.alias?.value ?? field.name.value);
  if (value === null) return 0;
  if (type.name.endsWith("Connection")) return 2 + connectionCost(walk, type, field, value);
  if (field.name.value === "nodes" && value === undefined)
    return idCount(walk, field) * (1 + costOf(walk, type, field.selectionSet, undefined));
  if (field.name.value === "nodes" && Array.isArray(value))
    return sumOf(
      value.map((item) => (item === null ? 0 : 1 + costOf(walk, type, field.selectionSet as SelectionSetNode, item))),
    );
  if (Array.isArray(value)) {
    const each = value.map((item) => costOf(walk, type, field.selectionSet as SelectionSetNode, item));
    return 1 + Math.max(0, ...each);
  }
  return 1 + costOf(walk, type, field.selectionSet, value);
}

function connectionCost(
  walk: Walk,
  type: GraphQLCompositeType,
  field: Extract<SelectionSetNode["selections"][number], { kind: "Field" }>,
  value: unknown,
): number {
  if (!isObjectType(type) && !isInterfaceType(type)) return 0;
  let each = 0;
  let actual = 0;
  for (const selection of field.selectionSet?.selections ?? []) {
    if (selection.kind !== "Field" || !selection.selectionSet || selection.name.value === "pageInfo") continue;
    const inner = getNamedType(type.getFields()[selection.name.value]?.type);
    if (!inner || !isCompositeType(inner)) continue;
    const isEdges = selection.name.value === "edges";
    each += (isEdges ? 0 : 1) + costOf(walk, inner, selection.selectionSet, undefined);
    const items = value === undefined ? [] : read(value, selection.alias?.value ?? selection.name.value);
    if (Array.isArray(items))
      for (const item of items) actual += (isEdges ? 0 : 1) + costOf(walk, inner, selection.selectionSet, item);
  }
  return value === undefined ? pageSize(walk, field) * each : actual;
}

/** `nodes(ids:)` is charged for each id. */
function idCount(walk: Walk, field: Extract<SelectionSetNode["selections"][number], { kind: "Field" }>): number {
  const argument = field.arguments?.find(({ name }) => name.value === "ids");
  const ids = argument ? valueFromASTUntyped(argument.value, walk.variables) : [];
  return Array.isArray(ids) ? ids.length : 1;
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function pageSize(walk: Walk, field: Extract<SelectionSetNode["selections"][number], { kind: "Field" }>): number {
  const argument = field.arguments?.find(({ name }) => name.value === "first" || name.value === "last");
  const size = argument ? valueFromASTUntyped(argument.value, walk.variables) : 0;
  return typeof size === "number" ? size : 0;
}

function read(data: unknown, key: string): unknown {
  return typeof data === "object" && data !== null ? (data as Record<string, unknown>)[key] : undefined;
}
