import type { DefinitionInput, DefinitionRecord } from "../../state/metafield-definitions.ts";
import { OWNER_TYPES } from "../../state/metafield-definitions.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid } from "../gid.ts";
import { definitionNode, findDefinition, kindOfOwnerType } from "./definition-fields.ts";
import { fullNamespace } from "./namespace.ts";
import type { Input } from "./read-input.ts";
import { OWNER_WRITE_SCOPES, requireScope } from "./require-scope.ts";

function readDefinition(input: Input, call: Call): DefinitionInput {
  const capabilities = (input.capabilities ?? {}) as { uniqueValues?: { enabled?: boolean } };
  return {
    kind: kindOfOwnerType(input.ownerType),
    namespace: fullNamespace(call, input.namespace),
    key: String(input.key),
    name: String(input.name),
    description: (input.description as string | null | undefined) ?? null,
    type: String(input.type),
    validations: ((input.validations ?? []) as Input[]).map((one) => ({
      name: String(one.name),
      value: (one.value as string | null | undefined) ?? null,
    })),
    isUnique: capabilities.uniqueValues?.enabled === true,
    isPinned: input.pin === true,
  };
}

function create(_: unknown, args: Args, call: Call) {
  const definition = readDefinition(args.definition as Input, call);
  const scopes = OWNER_WRITE_SCOPES[definition.kind];
  if (scopes) requireScope(call, scopes, "metafieldDefinitionCreate");
  const outcome = call.state.definitions.create(definition);
  return outcome.ok
    ? { createdDefinition: definitionNode(outcome.value), userErrors: [] }
    : { createdDefinition: null, userErrors: outcome.errors };
}

/** Metafields stay when the definition goes, unless they are to go with it. */
function remove(_: unknown, args: Args, call: Call) {
  const found = findDefinition(args, call)?.of as DefinitionRecord | undefined;
  if (!found) {
    const error = { field: ["id"], message: "Definition not found.", code: "NOT_FOUND" };
    return { deletedDefinition: null, deletedDefinitionId: null, userErrors: [error] };
  }
  const scopes = OWNER_WRITE_SCOPES[found.kind];
  if (scopes) requireScope(call, scopes, "metafieldDefinitionDelete");
  if (args.deleteAllAssociatedMetafields === true)
    for (const ownerId of call.state.metafields.ownersOf(found.kind, found.namespace, found.key))
      call.state.metafields.delete(ownerId, found.namespace, found.key);
  call.state.definitions.delete(found);
  return {
    deletedDefinition: { key: found.key, namespace: found.namespace, ownerType: OWNER_TYPES[found.kind] },
    deletedDefinitionId: gid("MetafieldDefinition", found.id),
    userErrors: [],
  };
}

export const definitionMutations: FieldTable<unknown> = {
  metafieldDefinitionCreate: create,
  metafieldDefinitionDelete: remove,
};
