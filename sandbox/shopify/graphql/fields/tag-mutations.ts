import { GraphQLError } from "graphql";
import type { Args, Call, FieldTable } from "../call.ts";
import { parseGid } from "../gid.ts";
import { customerNodeOf } from "./customer-mutations.ts";
import { visibleOrder } from "./order-listing.ts";

function changeTags(args: Args, call: Call, verb: "addTags" | "removeTags") {
  const { type, id } = parseGid(args.id);
  if (type === "Order") return changeOrderTags(id, args.tags as string[], call, verb);
  if (type !== "Customer")
    throw new GraphQLError(`The stand-in shop changes tags of customers and orders only, not of ${type}.`, {
      extensions: { code: "NOT_HELD_BY_STAND_IN" },
    });
  requireScope(call, "write_customers", verb === "addTags" ? "tagsAdd" : "tagsRemove");
  const outcome = call.state.customers[verb](id, args.tags as string[]);
  return outcome.ok
    ? { node: customerNodeOf(outcome.value), userErrors: [] }
    : { node: null, userErrors: outcome.errors };
}

function changeOrderTags(id: number, tags: string[], call: Call, verb: "addTags" | "removeTags") {
  requireScope(call, "write_orders", verb === "addTags" ? "tagsAdd" : "tagsRemove");
  const order = visibleOrder(call, id);
  const gone = new Set(tags.map((tag) => tag.trim().toLowerCase()));
  const left = order?.tags.filter((tag) => !gone.has(tag.toLowerCase())) ?? [];
  const after = verb === "addTags" ? [...(order?.tags ?? []), ...tags] : left;
  const outcome = call.state.orders.update(order?.id ?? -1, { tags: after });
  return outcome.ok
    ? { node: { __typename: "Order", of: outcome.value }, userErrors: [] }
    : { node: null, userErrors: outcome.errors };
}

/** Access that depends on the record, which the schema's table cannot say. */
export function requireScope(call: Call, scope: string, field: string): void {
  if (call.scopes.has(scope)) return;
  const requiredAccess = `\`${scope}\` access scope.`;
  throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}

export const tagMutations: FieldTable<unknown> = {
  tagsAdd: (_, args, call) => changeTags(args, call, "addTags"),
  tagsRemove: (_, args, call) => changeTags(args, call, "removeTags"),
};
