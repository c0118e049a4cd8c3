import { SyncError } from "#app/sync/errors.ts";
import { typeOf } from "./gid.ts";
import type { BulkLine } from "./read-bulk-lines.ts";

/** A node of a bulk operation's result with the nodes of the connections that were asked for below it, in file order. */
export interface BulkTree {
  readonly node: BulkNode;
  readonly children: readonly BulkTree[];
}

interface BulkNode {
  readonly id: string;
  readonly __parentId?: string;
}

/**
 * Lines as trees: each top node with all its children, and theirs. The file must be grouped (`groupObjects: true`), so that a node's
 * children follow it; a tree is given when the next one begins, so memory holds one tree.
 * `endOffset` is where the next tree begins: a restart from there loses no child.
 * @throws SyncError bug `bulk_line_unknown` for a line that is no node or whose parent is not above it: a cut or foreign file, never a
 * record to be skipped silently.
 */
export async function* readBulkTrees(
  lines: AsyncIterable<BulkLine>,
): AsyncGenerator<{ tree: BulkTree; endOffset: number }> {
  let root: Growing | null = null;
  let byId = new Map<string, Growing>();
  let end = 0;
  for await (const { text, endOffset } of lines) {
    const node = parseLine(text);
    const grown: Growing = { node, children: [] };
    if (node.__parentId === undefined) {
      if (root) yield { tree: root, endOffset: end };
      root = grown;
      byId = new Map([[node.id, grown]]);
    } else {
      const parent = byId.get(node.__parentId);
      if (!parent) throw new SyncError("bug", { code: "bulk_line_unknown", details: { type: typeOf(node.id) } });
      parent.children.push(grown);
      byId.set(node.id, grown);
    }
    end = endOffset;
  }
  if (root) yield { tree: root, endOffset: end };
}

/** The children of one kind: several connections below a node are told apart by what their ids are of. */
export function childrenOf<Node>(
  tree: BulkTree,
  gidType: string,
): readonly (Omit<BulkTree, "node"> & { node: Node })[] {
  return tree.children
    .filter(({ node }) => typeOf(node.id) === gidType)
    .map(({ node, children }) => ({ node: node as Node, children }));
}

interface Growing extends BulkTree {
  readonly children: Growing[];
}

function parseLine(text: string): BulkNode {
  let node: unknown;
  try {
    node = JSON.parse(text);
  } catch (cause) {
    throw new SyncError("transient", { code: "bulk_result_unreadable", afterMs: 5000, cause });
  }
  if (typeof node === "object" && node !== null && "id" in node && typeof node.id === "string") return node as BulkNode;
  throw new SyncError("bug", { code: "bulk_line_unknown" });
}
