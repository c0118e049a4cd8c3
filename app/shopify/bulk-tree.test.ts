import { expect, test } from "vitest";
import { childrenOf, readBulkTrees } from "./bulk-tree.ts";
import type { BulkLine } from "./read-bulk-lines.ts";

const order = (id: number) => ({ id: `gid://shopify/Order/${id}` });
const line = (id: number, parent: number) => ({ id: `gid://shopify/LineItem/${id}`, __parentId: order(parent).id });
const note = (id: number, parent: number) => ({ id: `gid://shopify/Event/${id}`, __parentId: order(parent).id });
const part = (id: number, parent: number) => ({
  id: `gid://shopify/Part/${id}`,
  __parentId: `gid://shopify/LineItem/${parent}`,
});

async function* linesOf(...nodes: readonly (object | string)[]): AsyncGenerator<BulkLine> {
  let endOffset = 0;
  for (const node of nodes) {
    const text = typeof node === "string" ? node : JSON.stringify(node);
    endOffset += text.length + 1;
    yield { text, endOffset };
  }
}

async function read(...nodes: readonly (object | string)[]) {
  const trees = [];
  for await (const tree of readBulkTrees(linesOf(...nodes))) trees.push(tree);
  return trees;
}

test("gives a node with its children and theirs, and where the next one begins", async () => {
  const nodes = [order(1), line(11, 1), part(111, 11), line(12, 1), order(2)];
  const lengths = nodes.map((node) => JSON.stringify(node).length + 1);

  const trees = await read(...nodes);

  expect(trees).toEqual([
    {
      tree: {
        node: order(1),
        children: [
          { node: line(11, 1), children: [{ node: part(111, 11), children: [] }] },
          { node: line(12, 1), children: [] },
        ],
      },
      endOffset: lengths.slice(0, 4).reduce((sum, length) => sum + length, 0),
    },
    { tree: { node: order(2), children: [] }, endOffset: lengths.reduce((sum, length) => sum + length, 0) },
  ]);
});

test("tells the children of several connections apart", async () => {
  const [first] = await read(order(1), line(11, 1), note(21, 1), line(12, 1));

  const found = first ? childrenOf(first.tree, "LineItem").map(({ node }) => node) : [];

  expect(found).toEqual([line(11, 1), line(12, 1)]);
});

test("an empty file has no trees", async () => {
  expect(await read()).toEqual([]);
});

test.each([
  ["whose parent is not above it", [order(1), line(11, 2)], "bulk_line_unknown"],
  ["that stands before every parent", [line(11, 1)], "bulk_line_unknown"],
  ["without an id", [{ name: "?" }], "bulk_line_unknown"],
  ["that was cut", [order(1), '{"id":"gid'], "bulk_result_unreadable"],
])("a line %s ends the reading", async (_, nodes, code) => {
  await expect(read(...nodes)).rejects.toMatchObject({ code });
});
