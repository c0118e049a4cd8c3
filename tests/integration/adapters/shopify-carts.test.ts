import { expect, test } from "vitest";
import type { ReadResult } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import { withAdapters } from "./open-adapters.ts";
import { readToEnd } from "./read-bulk-to-end.ts";

const adapters = withAdapters();

type Seed = Parameters<typeof adapters.shop.checkouts.begin>[0];

const carts = () => adapters.vendors.records(adapters.connection, "carts", "shopify", "live");

function begin(seed: Partial<Seed> = {}): { id: string; token: string } {
  const begun = adapters.shop.checkouts.begin({
    email: "ann@example.com",
    shipping: "5.00",
    ...seed,
    lineItems: seed.lineItems ?? [{ title: "Bowl", variantTitle: "Blue", sku: "B", quantity: 3, price: "10.00" }],
  });
  if (!begun.ok) throw new Error(JSON.stringify(begun.errors));
  return { id: String(begun.value.id), token: begun.value.token };
}

function recordOf(result: ReadResult | undefined): SideRecord {
  if (result?.kind !== "found") throw new Error(`the cart is ${result?.kind}`);
  return result.record;
}

async function read(id: string): Promise<SideRecord> {
  return recordOf((await carts().read([id])).get(id));
}

function person(email: string): number {
  const made = adapters.shop.customers.create({ email, firstName: "Zoë" });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.value.id;
}

test("a checkout that was left is read with its token, buyer, amounts and lines", async () => {
  const customerId = person("zoe@example.com");
  const { id, token } = begin({ customerId, discountCodes: ["TEN"], discount: "10.00", note: "für 🌱" });

  const { groupId, values, children, associations } = await read(id);

  expect(groupId).toBe(token);
  expect(values).toMatchObject({
    cartId: id,
    token,
    status: "abandoned",
    isAbandoned: "true",
    email: "zoe@example.com",
    buyerKey: String(customerId),
    isContactable: "true",
    hasItems: "true",
    totalPrice: "25",
    subtotalPrice: "20",
    totalDiscounts: "10",
    shippingPrice: "5",
    discountCodes: "TEN",
    note: "für 🌱",
    completedAt: null,
  });
  expect(values.recoveryUrl).toContain(token);
  expect(children?.map((line) => line.values)).toMatchObject([
    { name: "Bowl - Blue", quantity: "3", price: "10", unitDiscount: "3.333333", totalDiscount: "10", amount: "20" },
  ]);
  expect(associations).toEqual([{ to: "customers", id: String(customerId) }]);
});

test("one that was ordered after all is recovered, and its order names it by the token", async () => {
  const { id, token } = begin({ customerId: person("bo@example.com") });
  const placed = adapters.shop.checkouts.complete(Number(id));
  if (!placed.ok) throw new Error(JSON.stringify(placed.errors));
  const orderId = String(placed.value.id);

  const { values } = await read(id);
  const order = await adapters.vendors.records(adapters.connection, "orders", "shopify", "live").read([orderId]);

  expect(values).toMatchObject({ status: "recovered", isAbandoned: "false" });
  expect(values.completedAt).toMatch(/^\d{4}-.*Z$/);
  expect(recordOf(order.get(orderId)).associations).toContainEqual({ to: "carts", id: `token:${token}` });
});

test("a checkout of 250 lines is read whole, inside the query limit", async () => {
  const lineItems = Array.from({ length: 250 }, (_, i) => ({ title: `Bowl ${i}`, quantity: 1, price: "1.00" }));
  const { id } = begin({ lineItems });

  const { children } = await read(id);

  expect(children?.map((line) => line.values.title)).toEqual(lineItems.map(({ title }) => title));
  expect(new Set(children?.map((line) => line.id)).size).toBe(250);
});

test("a checkout that Shopify lists no longer is hidden, not gone", async () => {
  const { id } = begin();
  adapters.shop.checkouts.delete(Number(id));

  expect((await carts().read([id])).get(id)).toEqual({ kind: "hidden" });
});

test("a bulk read gives every cart with its lines, as reading it alone does", async () => {
  const port = adapters.vendors.bulk(adapters.connection, "carts");
  const { read: all } = await readToEnd(port, adapters.time);
  const listed = adapters.shop.checkouts.listAbandoned().map(({ id }) => String(id));

  expect(all.map(({ record }) => record.id).sort()).toEqual([...listed].sort());
  for (const { record } of all) expect(record).toEqual(await read(record.id));
  expect(await port.count()).toBe(listed.length);
});

test("the sweep is told of what changed since, oldest change first though Shopify cannot sort by it", async () => {
  adapters.time.advance(60_000);
  const since = new Date(adapters.time.now()).toISOString();
  const { id: first } = begin();
  adapters.time.advance(2000);
  const { id: second } = begin();
  adapters.time.advance(2000);
  adapters.shop.checkouts.update(Number(first), { note: "later" });

  const pages = [];
  for await (const { changes } of adapters.vendors.changes(adapters.connection, "carts", "shopify").since(since))
    pages.push(changes.map(({ id }) => id));

  expect(pages).toEqual([[second, first]]);
});

test("when nothing changed the sweep is told so", async () => {
  adapters.time.advance(60_000);
  const since = new Date(adapters.time.now()).toISOString();

  const pages = [];
  for await (const page of adapters.vendors.changes(adapters.connection, "carts", "shopify").since(since))
    pages.push(page);

  expect(pages).toEqual([{ changes: [], total: null }]);
});
