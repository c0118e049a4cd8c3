import { createHash } from "node:crypto";
import { GraphQLError } from "graphql";
import type { MetafieldRecord } from "../../state/records.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { paginate } from "../paginate.ts";

/** App-owned namespaces: "$app" stands for the app's own reserved one, which is also what no namespace at all means. */
export function fullNamespace(call: Call, namespace: unknown): string {
  const own = `app--${call.installation.appId}`;
  if (namespace === undefined || namespace === null) return own;
  return String(namespace)
    .replace(/^\$app(?=:|$)/, own)
    .replace(/^(app--\d+):/, "$1--");
}

/** An owner's own GID: metafields hang on records, products and the app's installation alike. */
export const metafieldsOf = (typeName: string): FieldTable<{ id: number }> => ({
  metafield: (owner, args, call) =>
    node(call.state.metafields.get(gid(typeName, owner.id), fullNamespace(call, args.namespace), String(args.key))),
  metafields: (owner, args, call) => listMetafields(gid(typeName, owner.id), args, call),
});

function listMetafields(ownerId: string, args: Args, call: Call) {
  const keys = args.keys as string[] | undefined;
  const wanted = call.state.metafields
    .list(ownerId)
    .filter((one) => args.namespace === undefined || one.namespace === fullNamespace(call, args.namespace))
    .filter((one) => !keys || keys.includes(`${one.namespace}.${one.key}`) || keys.includes(one.key));
  const list = args.reverse ? wanted.toReversed() : wanted;
  const page = paginate(list, (one) => ({ value: one.id, id: one.id }), args, call.isBulk);
  return {
    ...page,
    nodes: page.nodes.map(node),
    edges: page.edges.map((edge) => ({ ...edge, node: node(edge.node) })),
  };
}

export function node(metafield: MetafieldRecord | undefined): Node<MetafieldRecord> | null {
  return metafield ? { __typename: "Metafield", of: metafield } : null;
}

export function compareDigest(metafield: MetafieldRecord): string {
  return createHash("sha256").update(metafield.value).digest("hex");
}

export const metafieldFields: Record<string, FieldTable<MetafieldRecord>> = {
  Metafield: {
    id: (metafield) => gid("Metafield", metafield.id),
    legacyResourceId: (metafield) => String(metafield.id),
    compareDigest,
    jsonValue: (metafield) => (metafield.type.startsWith("single_line") ? metafield.value : parseValue(metafield)),
    ownerType: (metafield) => ownerTypes[/\/(\w+)\/\d+$/.exec(metafield.ownerId)?.[1] ?? ""] ?? "SHOP",
    sizeInBytes: (metafield) => Buffer.byteLength(metafield.value),
    definition: () => null,
  },
};

const ownerTypes: Record<string, string> = {
  AppInstallation: "API_PERMISSION",
  Customer: "CUSTOMER",
  Product: "PRODUCT",
  ProductVariant: "PRODUCTVARIANT",
  Order: "ORDER",
  Shop: "SHOP",
};

function parseValue(metafield: MetafieldRecord): unknown {
  if (!/^(json|boolean|number_|list\.|money|rating|dimension|volume|weight)/.test(metafield.type))
    return metafield.value;
  try {
    return JSON.parse(metafield.value);
  } catch (cause) {
    throw new GraphQLError(`Metafield ${metafield.key} holds no JSON.`, { originalError: cause as Error });
  }
}
