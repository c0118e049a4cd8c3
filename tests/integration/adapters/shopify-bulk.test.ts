import { expect, test } from "vitest";
import type { CreatedWindow, ShopifyBulkPort } from "#app/sync/ports.ts";
import { withAdapters } from "./open-adapters.ts";

// Operations stay in the queue so long that several run at a time; a test that waits moves the clock.
const adapters = withAdapters({ shopify: { bulkQueueMs: 20_000 } });

const bulk = () => adapters.vendors.bulk(adapters.connection, "customers");

async function finished(port: ShopifyBulkPort, id: string) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const status = await port.status(id);
    if (status.kind !== "running") return status;
    if (Date.now() > deadline) throw new Error("The bulk operation does not end.");
    adapters.time.advance(5000);
  }
}

async function run(): Promise<string> {
  const { id } = await bulk().start();
  const status = await finished(bulk(), id);
  if (status.kind !== "completed" || !status.url) throw new Error(`bulk ${status.kind}`);
  return status.url;
}

function seedMany(count: number, prefix: string): void {
  for (let i = 0; i < count; i++)
    adapters.shop.customers.create({ email: `${prefix}${i}@example.com`, lastName: "Ünïcødé 🦊" });
}

test("an empty shop completes without a file", async () => {
  const { id, startedAt } = await bulk().start();

  expect(await finished(bulk(), id)).toMatchObject({ kind: "completed", url: null, objectCount: 0 });
  expect(new Date(startedAt).toISOString()).toBe(startedAt);
});

test("reads every customer once, and can be taken up at any line's end", async () => {
  seedMany(40, "b");
  const url = await run();

  const all = [];
  for await (const line of bulk().read(url, 0)) all.push(line);
  const middle = all[19]?.endOffset ?? 0;
  const rest = [];
  for await (const line of bulk().read(url, middle)) rest.push(line);

  expect(new Set(all.map(({ record }) => record.id)).size).toBe(40);
  expect(all[0]?.record.values).toMatchObject({ lastName: "Ünïcødé 🦊" });
  expect(rest.map(({ record }) => record.id)).toEqual(all.slice(20).map(({ record }) => record.id));
  expect(rest.at(-1)?.endOffset).toBe(all.at(-1)?.endOffset);
  expect(await bulk().count()).toBe(40);
});

test("reads and counts only what was created in the window, and windows that meet leave nothing out", async () => {
  const read = async (window: CreatedWindow) => {
    const { id } = await bulk().start(window);
    const status = await finished(bulk(), id);
    const ids = [];
    if (status.kind === "completed" && status.url)
      for await (const { record } of bulk().read(status.url, 0)) ids.push(record.id);
    return ids;
  };
  const [first] = adapters.shop.customers.list();
  const border = new Date(new Date(first?.createdAt ?? "").getTime() + 500).toISOString();

  const before = await read({ createdFrom: null, createdBefore: border });
  const after = await read({ createdFrom: border, createdBefore: null });

  expect(before).toHaveLength(0);
  expect(after).toHaveLength(40);
  expect(await bulk().count({ createdFrom: border, createdBefore: null })).toBe(40);
  expect(await bulk().count({ createdFrom: null, createdBefore: border })).toBe(0);
});

test("a file whose connection breaks is read on from the last whole line", async () => {
  const url = await run();
  adapters.shopify.faults.add({ kind: "truncated", match: { path: "bulk-operation-outputs" } });

  const ids = [];
  for await (const { record } of bulk().read(url, 0)) ids.push(record.id);

  expect(new Set(ids).size).toBe(40);
  expect(ids).toHaveLength(40);
});

test.each(["bulk_failed", "bulk_partial"])(
  "an operation that ends in %s is failed: part of a file is not the shop",
  async (kind) => {
    adapters.shopify.faults.add({ kind });
    const { id } = await bulk().start();

    expect(await finished(bulk(), id)).toMatchObject({ kind: "failed" });
  },
);

test("more operations than Shopify runs at a time are told to wait", async () => {
  const starts = await Promise.allSettled(Array.from({ length: 7 }, () => bulk().start()));

  const refused = starts.flatMap((start) => (start.status === "rejected" ? [start.reason] : []));
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatchObject({ kind: "transient", code: "bulk_limit_reached" });
});

test("an address on a host that is not Shopify's is refused", async () => {
  for (const url of [
    "https://169.254.169.254/latest",
    "http://storage.googleapis.com/x",
    "https://storage.googleapis.com.evil.example/x",
  ]) {
    await expect(bulk().read(url, 0)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "bulk_url_refused",
    });
  }
});
