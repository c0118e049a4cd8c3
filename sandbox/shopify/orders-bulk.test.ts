import { afterEach, expect, test } from "vitest";
import { fillManyOrders } from "#sandbox/data/fill-many-orders.ts";
import { openShopify, until } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

interface Line {
  id: string;
  __parentId?: string;
  [field: string]: unknown;
}

async function open() {
  shop = await openShopify();
  const { ask, send } = shop;
  const run = async (query: string, groupObjects: boolean) => {
    const { body } = await ask(
      "mutation($q: String!, $g: Boolean!) { bulkOperationRunQuery(query: $q, groupObjects: $g) { bulkOperation { id } userErrors { message } } }",
      { q: query, g: groupObjects },
    );
    const message = JSON.stringify(body.data.bulkOperationRunQuery.userErrors);
    const id = String(body.data.bulkOperationRunQuery.bulkOperation?.id);
    return { id, message };
  };
  const urlOf = async (id: string): Promise<URL> => {
    let url: unknown;
    await until("the operation is complete", async () => {
      const { body } = await ask("query($id: ID!) { bulkOperation(id: $id) { status url } }", { id });
      url = body.data.bulkOperation.url;
      return String(body.data.bulkOperation.status) === "COMPLETED";
    });
    return new URL(String(url));
  };
  const linesOf = async (id: string): Promise<Line[]> => {
    const url = await urlOf(id);
    const answer = await fetch(`${shop?.shopify.origin}${url.pathname}${url.search}`, {
      headers: { "x-forwarded-host": url.host },
    });
    return (await answer.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
  };
  return { ...shop, send, run, urlOf, linesOf };
}

const ORDERS = `{ orders(sortKey: CREATED_AT) { nodes { id name currentTotalPriceSet { shopMoney { amount } } transactions { kind }
  lineItems { nodes { id quantity discountAllocations { allocatedAmountSet { shopMoney { amount } } } } } } } }`;

test.each([true, false])("orders come with their lines, grouped: %s", async (isGrouped) => {
  const { state, run, linesOf } = await open();
  fillManyOrders(state, { count: 60 });

  const lines = await linesOf((await run(ORDERS, isGrouped)).id);

  const roots = lines.filter(({ __parentId }) => __parentId === undefined);
  expect([roots.length, lines.length]).toEqual([60, 240]);
  expect(lines.every(({ __parentId }) => __parentId === undefined || roots.some(({ id }) => id === __parentId))).toBe(
    true,
  );
  const second = lines[1];
  expect(second?.__parentId).toBe(isGrouped ? roots[0]?.id : undefined);
});

test("abandoned checkouts come with their lines", async () => {
  const { state, run, linesOf } = await open();
  state.checkouts.load({ email: "a@example.com", lineItems: [{ title: "Bowl", quantity: 1, price: "1.00" }] });

  const query =
    "{ abandonedCheckouts { nodes { id abandonedCheckoutUrl totalPriceSet { shopMoney { amount } } lineItems { nodes { id title } } } } }";
  const lines = await linesOf((await run(query, true)).id);

  expect(lines).toMatchObject([
    { totalPriceSet: { shopMoney: { amount: "1.0" } } },
    { title: "Bowl", __parentId: lines[0]?.id },
  ]);
});

test("connections in lists, of what is no node, or too many are refused", async () => {
  const { run } = await open();
  const inList = "{ orders { nodes { id refunds { id refundLineItems { nodes { quantity } } } } } }";
  const many =
    "{ orders { nodes { id a: lineItems { nodes { id } } b: lineItems { nodes { id } } c: lineItems { nodes { id } } d: lineItems { nodes { id } } e: metafields { nodes { id } } } } }";

  expect((await run(inList, true)).message).toContain("within a list field");
  expect((await run(many, true)).message).toContain("more than 5 connections");
});

test("a large read leaves others their turn, and its result is served by byte ranges", async () => {
  const { state, run, urlOf, ask, shopify } = await open();
  fillManyOrders(state, { count: 3_000 });

  const { id } = await run(ORDERS, true);
  const seen: number[] = [];
  await until("the operation is complete", async () => {
    const { body } = await ask("query($id: ID!) { bulkOperation(id: $id) { status objectCount } }", { id });
    seen.push(Number(body.data.bulkOperation.objectCount));
    return String(body.data.bulkOperation.status) === "COMPLETED";
  });
  const url = await urlOf(id);
  const headers = { "x-forwarded-host": url.host, range: "bytes=0-9" };
  const part = await fetch(`${shopify.origin}${url.pathname}${url.search}`, { headers });

  expect(seen.some((count) => count > 0 && count < 12_000)).toBe(true);
  expect([part.status, (await part.text()).length]).toEqual([206, 10]);
});
