import { GraphQLError } from "graphql";
import type { Call } from "../call.ts";
import { fullNamespace } from "./namespace.ts";

/** GID of the record of this kind whose custom id is the given one: a metafield with a definition of unique values. */
export function findByCustomId(kind: string, customId: unknown, call: Call): string | undefined {
  const { namespace, key, value } = customId as { namespace?: string; key: string; value: string };
  const full = fullNamespace(call, namespace);
  if (!call.state.definitions.get(kind, full, key)?.isUnique)
    throw new GraphQLError(`Metafield definition of type 'id' is required when using custom ids. (${full}.${key})`, {
      extensions: { code: "INVALID_CUSTOM_ID" },
    });
  return call.state.metafields.findOwners(kind, full, key, value)[0];
}
