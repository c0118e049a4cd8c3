import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLTypeResolver } from "graphql";
import { GraphQLError, getNamedType } from "graphql";
import type { Args, Call, FieldTable, Node } from "./call.ts";
import type { FieldAccess } from "./check-access.ts";
import { checkAccess, fieldAccess } from "./check-access.ts";
import { appFields } from "./fields/app-fields.ts";
import { bulkFields } from "./fields/bulk-fields.ts";
import { checkoutFields } from "./fields/checkout-fields.ts";
import { customerFields } from "./fields/customer-fields.ts";
import { mutationFields } from "./fields/mutation-fields.ts";
import { orderEditFields } from "./fields/order-edit-fields.ts";
import { orderFields } from "./fields/order-fields.ts";
import { orderLineFields } from "./fields/order-line-fields.ts";
import { orderPartFields } from "./fields/order-part-fields.ts";
import { productFields } from "./fields/product-fields.ts";
import { queryFields } from "./fields/query-fields.ts";

const tables = new Map<string, FieldTable<never>>(
  Object.entries({
    ...appFields,
    ...bulkFields,
    ...customerFields,
    ...orderFields,
    ...orderLineFields,
    ...orderPartFields,
    ...orderEditFields,
    ...checkoutFields,
    ...productFields,
    QueryRoot: queryFields,
    Mutation: mutationFields,
  }),
);

interface Plan {
  access: FieldAccess;
  read: FieldTable<unknown>[string] | undefined;
}

const plans = new WeakMap<object, Plan>();

function planOf(parent: GraphQLObjectType, name: string, call: Call): Plan {
  const definition = parent.getFields()[name];
  const known = definition && plans.get(definition);
  if (known) return known;
  const returned = definition ? getNamedType(definition.type).name : "";
  const plan: Plan = {
    access: fieldAccess(call.admin, parent.name, name, returned),
    read: tables.get(parent.name)?.[name] as Plan["read"],
  };
  if (definition) plans.set(definition, plan);
  return plan;
}

/**
 * The value of one field of one record. Access is checked first; a field that the stand-in does not hold is an error that
 * says so, never a null that could be taken for an answer.
 */
export function readField(parent: GraphQLObjectType, name: string, source: unknown, args: Args, call: Call): unknown {
  const { access, read } = planOf(parent, name, call);
  checkAccess(access, call.scopes, call.protectedData);
  const record = isNode(source) ? source.of : source;
  if (read) return read(record, args, call);
  if (typeof record === "object" && record !== null && Object.hasOwn(record, name))
    return (record as Record<string, unknown>)[name];
  throw new GraphQLError(`The stand-in shop does not hold ${parent.name}.${name}.`, {
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
}

/** Type of a record where the schema says only "node" or one of several. */
export function typeNameOf(source: unknown): string | undefined {
  return isNode(source) ? source.__typename : undefined;
}

export const resolveType: GraphQLTypeResolver<unknown, Call> = (source) => typeNameOf(source);

export const resolveField: GraphQLFieldResolver<unknown, Call> = (source, args, call, info) =>
  readField(info.parentType, info.fieldName, source, args as Args, call);

function isNode(source: unknown): source is Node {
  return typeof source === "object" && source !== null && "__typename" in source && "of" in source;
}
