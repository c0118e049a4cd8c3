import { GraphQLError } from "graphql";
import type { Args, Call, FieldTable } from "../call.ts";
import { parseGid } from "../gid.ts";
import { customerNodeOf } from "./customer-mutations.ts";

function changeTags(args: Args, call: Call, verb: "addTags" | "removeTags") {
  const { type, id } = parseGid(args.id);
  if (type !== "Customer")
    throw new GraphQLError(`The stand-in shop changes tags of customers only, not of ${type}.`, {
      extensions: { code: "NOT_HELD_BY_STAND_IN" },
    });
  requireScope(call, "write_customers", verb === "addTags" ? "tagsAdd" : "tagsRemove");
  const outcome = call.state.customers[verb](id, args.tags as string[]);
  return outcome.ok
    ? { node: customerNodeOf(outcome.value), userErrors: [] }
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
