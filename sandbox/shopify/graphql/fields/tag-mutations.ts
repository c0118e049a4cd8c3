import { GraphQLError } from "graphql";
import type { Args, Call, FieldTable } from "../call.ts";
import { parseGid } from "../gid.ts";
import { requireScope } from "./require-scope.ts";

const TAGGED: Record<string, string> = { Customer: "write_customers", Product: "write_products" };

function changeTags(args: Args, call: Call, verb: "addTags" | "removeTags") {
  const { type, id } = parseGid(args.id);
  const scope = TAGGED[type];
  if (!scope)
    throw new GraphQLError(`The stand-in shop changes tags of customers and products only, not of ${type}.`, {
      extensions: { code: "NOT_HELD_BY_STAND_IN" },
    });
  requireScope(call, [scope], verb === "addTags" ? "tagsAdd" : "tagsRemove");
  const records = type === "Customer" ? call.state.customers : call.state.products;
  const outcome = records[verb](id, args.tags as string[]);
  return outcome.ok
    ? { node: { __typename: type, of: outcome.value }, userErrors: [] }
    : { node: null, userErrors: outcome.errors };
}

export const tagMutations: FieldTable<unknown> = {
  tagsAdd: (_, args, call) => changeTags(args, call, "addTags"),
  tagsRemove: (_, args, call) => changeTags(args, call, "removeTags"),
};
