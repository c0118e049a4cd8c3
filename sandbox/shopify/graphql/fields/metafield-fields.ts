import { createHash } from "node:crypto";
import { GraphQLError } from "graphql";
import { OWNER_TYPES } from "../../state/metafield-definitions.ts";
import { kindOf } from "../../state/metafields.ts";
import type { MetafieldRecord } from "../../state/records.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { paginate } from "../paginate.ts";
import { definitionNode, listDefinitions } from "./definition-fields.ts";
import { fullNamespace } from "./namespace.ts";
import { readHeldNode } from "./read-node.ts";

/** An owner's own GID: metafields hang on records, products and the app's installation alike. */
export const metafieldsOf = (typeName: string): FieldTable<{ id: number }> => ({
  metafield: (owner, args, call) =>
    node(call.state.metafields.get(gid(typeName, owner.id), fullNamespace(call, args.namespace), String(args.key))),
  metafields: (owner, args, call) => listMetafields(gid(typeName, owner.id), args, call),
  metafieldDefinitions: (_, args, call) => listDefinitions(typeName, args, call),
});

function listMetafields(ownerId: string, args: Args, call: Call) {
  const keys = args.keys as string[] | undefined;
  const wanted = call.state.metafields
    .list(ownerId)
    .filter((one) => args.namespace === undefined || one.namespace === fullNamespace(call, args.namespace))
    .filter((one) => !keys || keys.includes(`${one.namespace}.${one.key}`) || keys.includes(one.key));
  const list = (args.reverse ? wanted.toReversed() : wanted).map((of) => ({ __typename: "Metafield", of }));
  return paginate(list, ({ of }) => ({ value: of.id, id: of.id }), args, call.isBulk);
}

export function node(metafield: MetafieldRecord | undefined): Node<MetafieldRecord> | null {
  return metafield ? { __typename: "Metafield", of: metafield } : null;
}

export function compareDigest(metafield: MetafieldRecord): string {
  return createHash("sha256").update(metafield.value).digest("hex");
}

/** Records that the value names; what is gone, and metaobjects, which no app without their scope may read, are left out. */
function referencesOf(metafield: MetafieldRecord, call: Call): Node[] {
  if (!metafield.type.endsWith("_reference")) return [];
  const ids = metafield.type.startsWith("list.") ? (JSON.parse(metafield.value) as string[]) : [metafield.value];
  return ids.flatMap((id) => readHeldNode(id, call) ?? []);
}

export const metafieldFields: Record<string, FieldTable<MetafieldRecord>> = {
  Metafield: {
    id: (metafield) => gid("Metafield", metafield.id),
    legacyResourceId: (metafield) => String(metafield.id),
    compareDigest,
    jsonValue: (metafield) => (isText(metafield) ? metafield.value : parseValue(metafield)),
    owner: (metafield, _, call) => readHeldNode(metafield.ownerId, call),
    ownerType: (metafield) => OWNER_TYPES[kindOf(metafield.ownerId)] ?? "SHOP",
    sizeInBytes: (metafield) => Buffer.byteLength(metafield.value),
    definition: (metafield, _, call) =>
      definitionNode(call.state.definitions.get(kindOf(metafield.ownerId), metafield.namespace, metafield.key)),
    reference: (metafield, _, call) =>
      metafield.type.startsWith("list.") ? null : (referencesOf(metafield, call)[0] ?? null),
    references: (metafield, args, call) => {
      if (!metafield.type.startsWith("list.") || !metafield.type.endsWith("_reference")) return null;
      const items = referencesOf(metafield, call).map((one, index) => ({ one, index }));
      const page = paginate(items, ({ index }) => ({ value: index, id: index }), args, call.isBulk);
      const edges = page.edges.map(({ cursor, node: item }) => ({ cursor, node: item.one }));
      return { ...page, edges, nodes: page.nodes.map((item) => item.one) };
    },
  },
};

const isText = (metafield: MetafieldRecord): boolean => metafield.type.startsWith("single_line");

function parseValue(metafield: MetafieldRecord): unknown {
  if (!/^(json|boolean|number_|list\.|money|rating|dimension|volume|weight|rich_text|link)/.test(metafield.type))
    return metafield.value;
  try {
    return JSON.parse(metafield.value);
  } catch (cause) {
    throw new GraphQLError(`Metafield ${metafield.key} holds no JSON.`, { originalError: cause as Error });
  }
}
