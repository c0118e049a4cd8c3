import { afterEach, expect, test } from "vitest";
import { openShopify, SHOP, until } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
const open = async (...args: Parameters<typeof openShopify>) => {
  const opened = await openShopify(...args);
  shop = opened;
  const start = async (query: string, groupObjects = false) =>
    (
      await opened.ask(
        "mutation($q: String!, $g: Boolean!) { bulkOperationRunQuery(query: $q, groupObjects: $g) { bulkOperation { id status url } userErrors { field message code } } }",
        { q: query, g: groupObjects },
      )
    ).body.data.bulkOperationRunQuery;
  const read = async (id: unknown) =>
    (
      await opened.ask(
        "query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt type } }",
        { id },
      )
    ).body.data.bulkOperation;
  const finished = async (id: unknown) => {
    await until("the operation ended", async () =>
      ["COMPLETED", "FAILED", "CANCELED"].includes(String((await read(id)).status)),
    );
    return read(id);
  };
  const fetchResult = (url: unknown, headers: Record<string, string> = {}) => {
    const { pathname, search } = new URL(String(url));
    return fetch(opened.shopify.origin + pathname + search, { headers });
  };
  return { ...opened, start, read, finished, fetchResult };
};

const CUSTOMERS = "{ customers { edges { node { id email addressesV2 { edges { node { id city } } } } } } }";

test("a bulk operation goes through its states, tells the app, and its lines name their parents", async () => {
  const { state, start, finished, fetchResult, received } = await open();
  state.customers.load({ id: 1, email: "a@example.com", addresses: [{ city: "Rome" }, { city: "Milan" }] });
  state.customers.load({ id: 2, email: "b@example.com", addresses: [{ city: "Bonn" }] });

  const started = await start(CUSTOMERS);
  expect(started).toMatchObject({ bulkOperation: { status: "CREATED", url: null }, userErrors: [] });
  const done = await finished(started.bulkOperation.id);

  expect(done).toMatchObject({
    status: "COMPLETED",
    objectCount: "5",
    rootObjectCount: "2",
    errorCode: null,
    type: "QUERY",
  });
  expect(done.url).toMatch(/^https:\/\/storage\.googleapis\.com\/[\w-]+\/bulk-operation-outputs\//);
  const text = await (await fetchResult(done.url)).text();
  expect(done.fileSize).toBe(String(Buffer.byteLength(text)));
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.slice(0, 2).map((line) => line.email)).toEqual(["a@example.com", "b@example.com"]);
  expect(
    lines
      .filter((line) => line.__parentId === "gid://shopify/Customer/1")
      .map((line) => line.city)
      .sort(),
  ).toEqual(["Milan", "Rome"]);
  await until("the app was told", () => received.length === 1);
  expect(received[0]).toMatchObject({
    topic: "bulk_operations/finish",
    body: { status: "completed", type: "query", error_code: null },
  });
});

test("grouped objects follow their parent", async () => {
  const { state, start, finished, fetchResult } = await open();
  state.customers.load({ id: 1, email: "a@example.com", addresses: [{ city: "Rome" }] });
  state.customers.load({ id: 2, email: "b@example.com" });

  const done = await finished((await start(CUSTOMERS, true)).bulkOperation.id);

  const lines = (await (await fetchResult(done.url)).text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => line.email ?? line.city)).toEqual(["a@example.com", "Rome", "b@example.com"]);
});

test("a result is served by byte range, needs its signature, and is gone after seven days", async () => {
  const { state, start, finished, fetchResult, clock } = await open();
  state.customers.load({ id: 1, email: "a@example.com" });
  const { url } = await finished((await start("{ customers { nodes { id } } }")).bulkOperation.id);

  const part = await fetchResult(url, { range: "bytes=2-5" });
  expect([part.status, await part.text()]).toEqual([206, 'id":']);
  expect(part.headers.get("content-range")).toMatch(/^bytes 2-5\/\d+$/);
  expect((await fetchResult(url, { range: "bytes=999-" })).status).toBe(416);
  expect((await fetchResult(String(url).replace(/Signature=.*/, "Signature=x"))).status).toBe(403);
  clock.advance(7 * 86_400_000);
  expect((await fetchResult(url)).status).toBe(400);
});

test("an empty result has no address", async () => {
  const { start, finished } = await open();

  const done = await finished(
    (await start("{ customers(query: \"email:'nobody'\") { nodes { id } } }")).bulkOperation.id,
  );

  expect(done).toMatchObject({ status: "COMPLETED", url: null, fileSize: null, objectCount: "0" });
});

test("queries against the rules are refused in Shopify's words", async () => {
  const { start } = await open();
  const refusal = async (query: string) => (await start(query)).userErrors[0];

  expect(await refusal("{ shop { name } }")).toEqual({
    field: ["query"],
    message: "Bulk queries must contain at least one connection.",
    code: "INVALID",
  });
  expect(
    (await refusal('{ node(id: "gid://shopify/Customer/1") { id } customers { nodes { id } } }')).message,
  ).toContain("top level `node`");
  expect((await refusal("{ customers { nodes { email addressesV2 { nodes { id } } } } }")).message).toContain(
    "must select the 'id' field",
  );
  expect((await refusal("{ customers { nodes { id nope } } }")).message).toContain("Invalid bulk query");
  expect(
    await refusal("{ customers { nodes { id orders { nodes { id lineItems { nodes { id } } } } } } }"),
  ).toBeUndefined();
  expect(
    (
      await refusal(
        "{ products { nodes { id variants { nodes { id product { id variants { nodes { id product { id variants { nodes { id } } } } } } } } } } }",
      )
    ).message,
  ).toContain("nesting depth");
});

test("five operations run at once, a sixth is refused, and one can be cancelled", async () => {
  const { start, ask, finished, clock } = await open({ bulkQueueMs: 600_000 });
  const ids: unknown[] = [];
  for (let count = 0; count < 5; count += 1) ids.push((await start("{ customers { nodes { id } } }")).bulkOperation.id);

  expect((await start("{ customers { nodes { id } } }")).userErrors[0].code).toBe("LIMIT_REACHED");
  const cancelled = await ask(
    "mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }",
    { id: ids[0] },
  );
  expect(cancelled.body.data.bulkOperationCancel.bulkOperation.status).toBe("CANCELING");
  const listed = await ask('{ bulkOperations(first: 9, query: "status:CREATED") { nodes { id } } }');
  expect(listed.body.data.bulkOperations.nodes).toHaveLength(4);
  clock.advance(600_000);
  expect((await finished(ids[0] ?? "")).status).toBe("CANCELED");
  expect((await finished(ids[1] ?? "")).status).toBe("COMPLETED");
});

test("faults fail an operation, with or without a part of its data", async () => {
  const { state, shopify, start, finished, fetchResult, received } = await open();
  for (let id = 1; id <= 30; id += 1) state.customers.load({ id, email: `c${id}@example.com` });

  shopify.faults.add({ kind: "bulk_failed" });
  const failed = await finished((await start("{ customers { nodes { id } } }")).bulkOperation.id);
  expect(failed).toMatchObject({
    status: "FAILED",
    errorCode: "INTERNAL_SERVER_ERROR",
    url: null,
    partialDataUrl: null,
  });
  shopify.faults.add({ kind: "bulk_partial" });
  const partial = await finished((await start("{ customers { nodes { id } } }")).bulkOperation.id);
  expect(partial).toMatchObject({ status: "FAILED", url: null, objectCount: "10" });
  expect((await (await fetchResult(partial.partialDataUrl)).text()).trim().split("\n")).toHaveLength(10);
  await until("both were told", () => received.length === 2);
  expect(received[0]?.body).toMatchObject({ status: "failed", error_code: "internal_server_error" });
});

test("without the scope an operation ends with ACCESS_DENIED", async () => {
  const { shopify, start, finished } = await open();
  shopify.setScopes(SHOP, ["read_products"]);

  const done = await finished((await start("{ customers { nodes { id } } }")).bulkOperation.id);

  expect(done).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED" });
});
