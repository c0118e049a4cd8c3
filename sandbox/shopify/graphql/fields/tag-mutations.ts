import { GraphQLError } from "graphql";
import type { Args, Call, FieldTable } from "../call.ts";
import { parseGid } from "../gid.ts";
import { visibleOrder } from "./order-listing.ts";
import { requireScope } from "./require-scope.ts";

const TAGGED: Record<string, string> = {
  Customer: "write_customers",
  Order: "write_orders",
  Product: "write_products",
};

function changeTags(args: Args, call: Call, verb: "addTags" | "removeTags") {
  const { type, id } = parseGid(args.id);
  const scope = TAGGED[type];
  if (!scope)
    throw new GraphQLError(`The stand-in shop changes tags of customers, orders and products only, not of ${type}.`, {
      extensions: { code: "NOT_HELD_BY_STAND_IN" },
    });
  requireScope(call, [scope], verb === "addTags" ? "tagsAdd" : "tagsRemove");
  const outcome = changeTagsOf(type, id, args.tags as string[], call, verb);
  return outcome.ok
    ? { node: { __typename: type, of: outcome.value }, userErrors: [] }
    : { node: null, userErrors: outcome.errors };
}

function changeTagsOf(type: string, id: number, tags: string[], call: Call, verb: "addTags" | "removeTags") {
  if (type === "Order") return changeOrderTags(id, tags, call, verb);
  const records = type === "Customer" ? call.state.customers : call.state.products;
  return records[verb](id, tags);
}

function changeOrderTags(id: number, tags: string[], call: Call, verb: "addTags" | "removeTags") {
  const order = visibleOrder(call, id);
  const gone = new Set(tags.map((tag) => tag.trim().toLowerCase()));
  const left = order?.tags.filter((tag) => !gone.has(tag.toLowerCase())) ?? [];
  const after = verb === "addTags" ? [...(order?.tags ?? []), ...tags] : left;
  return call.state.orders.update(order?.id ?? -1, { tags: after });
}

export const tagMutations: FieldTable<unknown> = {
  tagsAdd: (_, args, call) => changeTags(args, call, "addTags"),
  tagsRemove: (_, args, call) => changeTags(args, call, "removeTags"),
};
