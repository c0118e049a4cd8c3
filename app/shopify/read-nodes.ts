import { chunks } from "#app/lib/chunks.ts";
import type { ReadResult } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import type { AdminDocument } from "./documents/admin-document.ts";
import { gid } from "./gid.ts";
import type { PortScope } from "./port-scope.ts";
import { unexplained } from "./unexplained.ts";

/** How an object's records are read by id. */
export interface NodesById {
  /** a `nodes(ids:)` whose selection names `id` */
  readonly document: AdminDocument<{ readonly nodes: readonly (object | null)[] }, { ids: readonly string[] | string }>;
  readonly gidType: string;
  /** points that one record costs */
  readonly cost: number;
  /** as many as stay well below the 1,000 points that a single query may cost */
  readonly idsPerQuery: number;
}

/**
 * Records by numeric id as Shopify returned them, null for those it has not: a null is a deletion only when Shopify gave no reason for
 * it; otherwise nobody may conclude anything.
 * @throws SyncError reconnect `missing_scope` when access, not absence, explains a null; transient when Shopify failed on a part.
 */
export async function readNodes<Node extends { readonly id: string }>(
  { client, shop, lane }: PortScope,
  { document, gidType, cost, idsPerQuery }: NodesById,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Node | null>> {
  const found = new Map<string, Node | null>();
  for (const part of chunks([...new Set(ids)], idsPerQuery)) {
    const { data, errors } = await client.request({
      shop,
      lane,
      document,
      variables: { ids: part.map((id) => gid(gidType, id)) },
      cost: part.length * cost + 1,
    });
    // A field that was denied or failed is null too, and a null would pass for a value that was cleared.
    if (data.nodes.length !== part.length || errors.length > 0) throw unexplained(errors);
    part.forEach((id, i) => {
      const node = data.nodes[i];
      found.set(id, node && "id" in node ? (node as Node) : null);
    });
  }
  return found;
}

/** Nodes as the port's results. */
export function readResults<Node>(
  nodes: ReadonlyMap<string, Node | null>,
  flatten: (node: Node) => SideRecord,
): ReadonlyMap<string, ReadResult> {
  return new Map(
    [...nodes].map(([id, node]) => [id, node ? { kind: "found", record: flatten(node) } : { kind: "gone" }] as const),
  );
}
