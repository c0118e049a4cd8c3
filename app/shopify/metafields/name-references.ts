import { chunks } from "#app/lib/chunks.ts";
import { SyncError } from "#app/sync/errors.ts";
import { namesOfReferences } from "../documents/metafields.ts";
import { text } from "../flatten-values.ts";
import { typeOf } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import { deniesAccess, deniesB2b } from "../translate-error.ts";
import { unexplained } from "../unexplained.ts";

/** A record and, for what is more than one object in Shopify's reckoning, a little. */
const referenceCost = 2;
const idsPerQuery = 250;

// Pages, metaobjects and files would take scopes that we do not ask for.
const readable: ReadonlySet<string> = new Set([
  "Product",
  "ProductVariant",
  "Collection",
  "Customer",
  "Company",
  "Order",
]);

const unseen: ReadonlySet<string> = new Set(["missing_scope", "b2b_unavailable"]);

/**
 * What people call the records of these global ids: a title, a name, an order's number. Records that are gone, or that our scopes do not
 * let us see, have none.
 * @throws SyncError when Shopify cannot be used, but not for missing access
 */
export async function nameReferences(scope: PortScope, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  // By kind: a kind that is denied takes no other's names away.
  const byKind = Map.groupBy(new Set(ids), typeOf);
  for (const [kind, ofKind] of byKind) {
    if (!readable.has(kind)) continue;
    for (const part of chunks(ofKind, idsPerQuery))
      for (const node of await readNodes(scope, part)) {
        const name = node && nameOf(node);
        if (node && name) names.set(node.id, name);
      }
  }
  return names;
}

interface ReferenceNode {
  readonly id: string;
  readonly title?: string;
  readonly displayName?: string;
  readonly name?: string;
}

function nameOf({ title, displayName, name }: ReferenceNode): string | null {
  return text(title ?? displayName ?? name);
}

async function readNodes(
  { client, shop, lane }: PortScope,
  ids: readonly string[],
): Promise<readonly (ReferenceNode | null)[]> {
  const cost = ids.length * referenceCost + 1;
  try {
    const { data, errors } = await client.request({
      shop,
      lane,
      document: namesOfReferences,
      variables: { ids },
      cost,
    });
    if (errors.length > 0 && !deniesAccess(errors) && !deniesB2b(errors)) throw unexplained(errors);
    return data.nodes;
  } catch (error) {
    if (error instanceof SyncError && unseen.has(error.code)) return [];
    throw error;
  }
}
