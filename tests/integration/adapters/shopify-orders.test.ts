import { expect, test } from "vitest";
import type { ReadResult } from "#app/sync/ports.ts";
import type { SideRecord } from "#app/sync/record.ts";
import { withAdapters } from "./open-adapters.ts";
import { readToEnd } from "./read-bulk-to-end.ts";

const adapters = withAdapters();

type Seed = Parameters<typeof adapters.shop.orders.place>[0];

const orders = () => adapters.vendors.records(adapters.connection, "orders", "shopify", "live");
const day = 86_400_000;
const daysAgo = (days: number) => new Date(adapters.time.now() - days * day).toISOString();

function place(seed: Partial<Seed> = {}): { id: string; lineIds: readonly number[] } {
  const placed = adapters.shop.orders.place({
    email: "ann@example.com",
    shipping: "5.00",
    shippingTitle: "Express",
    ...seed,
    lineItems: seed.lineItems ?? [{ title: "Bowl", variantTitle: "Blue", sku: "B", quantity: 3, price: "10.00" }],
  });
  if (!placed.ok) throw new Error(JSON.stringify(placed.errors));
  return { id: String(placed.value.id), lineIds: placed.value.lineItems.map(({ id }) => id) };
}

const done = (outcome: { ok: boolean }) => expect(outcome.ok).toBe(true);

function recordOf(result: ReadResult | undefined): SideRecord {
  if (result?.kind !== "found") throw new Error(`the order is ${result?.kind}`);
  return result.record;
}

async function read(id: string): Promise<SideRecord> {
  return recordOf((await orders().read([id])).get(id));
}

test("an order is read with amounts, discount of each unit, tax, shipping and who bought it", async () => {
  const { id } = place({ discountCodes: ["TEN"], discount: "10.00", taxRate: "0.1", note: "<b>Zoë</b> 🌱" });

  const { values, children, associations } = await read(id);

  expect(values).toMatchObject({
    orderId: id,
    shop: adapters.connection.shop,
    totalPrice: "27",
    subtotalPrice: "20",
    totalDiscounts: "10",
    totalTax: "2",
    shippingPrice: "5",
    refundedAmount: "0",
    grossTotal: "27",
    discountCodes: "TEN",
    shippingMethod: "Express",
    status: "paid",
    paymentStatus: "Paid",
    fulfillmentStatus: "Unfulfilled",
    note: "<b>Zoë</b> 🌱",
    isTest: "false",
  });
  expect(children?.map((line) => line.values)).toMatchObject([
    { name: "Bowl - Blue", quantity: "3", price: "10", unitDiscount: "3.333333", amount: "20", tax: "2" },
  ]);
  expect(associations).toContainEqual(expect.objectContaining({ to: "customers", id: null, email: "ann@example.com" }));
});

test("a partly refunded, shipped and delivered order says so, and its lines are those that are left", async () => {
  const { id, lineIds } = place({ shipping: "0" });
  done(
    adapters.shop.orders.fulfil(Number(id), {
      tracking: [{ company: "UPS", number: "1Z", url: "https://c.example/1Z" }],
    }),
  );
  const shipped = await read(id);
  done(adapters.shop.orders.deliver(Number(id)));
  done(
    adapters.shop.orders.refund(Number(id), {
      lines: [{ lineItemId: lineIds[0] ?? 0, quantity: 1, restockType: "RETURN" }],
    }),
  );

  const { values, children } = await read(id);

  expect(shipped.values).toMatchObject({
    status: "shipped",
    trackingNumbers: "1Z",
    trackingUrls: "https://c.example/1Z",
  });
  expect(values).toMatchObject({
    status: "delivered",
    paymentStatus: "Partially refunded",
    totalPrice: "20",
    refundedAmount: "10",
    grossTotal: "30",
  });
  expect(children?.map((line) => [line.values.quantity, line.values.amount])).toEqual([["2", "20"]]);
});

test("money given back beyond the items leaves the total that the shop keeps", async () => {
  const { id } = place({ shipping: "0" });
  done(adapters.shop.orders.refund(Number(id), { amount: "4.00" }));

  expect((await read(id)).values).toMatchObject({ netTotal: "26", refundedAmount: "4", grossTotal: "30" });
});

test("a cancelled order is cancelled, and its amounts are nothing", async () => {
  const { id } = place();
  done(adapters.shop.orders.cancel(Number(id), { reason: "FRAUD", refund: true, restock: true }));

  const { values, children } = await read(id);

  expect(values).toMatchObject({ status: "cancelled", cancelReason: "Fraudulent order", refundedAmount: "35" });
  expect(values.cancelledAt).toMatch(/^\d{4}-.*Z$/);
  expect(children).toEqual([]);
});

test("an edit's removed line goes, and its added one comes", async () => {
  const { id, lineIds } = place();
  done(
    adapters.shop.orders.edit(Number(id), {
      add: [{ title: "Cup", quantity: 2, price: "4.00" }],
      quantities: [{ lineItemId: lineIds[0] ?? 0, quantity: 0 }],
    }),
  );

  const { values, children } = await read(id);

  expect(values.isEdited).toBe("true");
  expect(children?.map((line) => [line.values.name, line.values.quantity])).toEqual([["Cup", "2"]]);
});

test.each([
  ["JPY", "1000", "3000"],
  ["KWD", "1.255", "3.765"],
])("an order in %s keeps the currency's digits", async (currency, price, total) => {
  const { id } = place({ currency, shipping: "0", lineItems: [{ title: "Bowl", quantity: 3, price }] });

  const { values, children } = await read(id);

  expect(values).toMatchObject({ currency, totalPrice: total });
  expect(children?.[0]?.values).toMatchObject({ price, amount: total, currency });
});

test("an order of 300 lines is read whole, inside the query limit", async () => {
  const lineItems = Array.from({ length: 300 }, (_, i) => ({ title: `Bowl ${i}`, quantity: 1, price: "1.00" }));
  const { id, lineIds } = place({ lineItems });

  const { children } = await read(id);

  expect(children?.map((line) => line.id)).toEqual(lineIds.map(String));
});

test("thirteen orders take three requests, and come each to its id", async () => {
  const ids = Array.from({ length: 13 }, () => place().id);
  adapters.shopify.log.reset();

  const found = await orders().read([...ids, ids[0] ?? ""]);

  expect([...found].map(([id, result]) => [id, recordOf(result).id])).toEqual(ids.map((id) => [id, id]));
  expect(adapters.shopify.log.counts().total).toBe(3);
});

test("an order older than 60 days is hidden without read_all_orders, as a deleted one is, and nobody takes it for deleted", async () => {
  const { id: old } = place({ createdAt: daysAgo(61), processedAt: daysAgo(61) });
  const { id: deleted } = place();
  done(adapters.shop.orders.delete(Number(deleted)));

  const found = await orders().read([old, deleted]);

  expect([found.get(old)?.kind, found.get(deleted)?.kind]).toEqual(["hidden", "hidden"]);
});

test("with read_all_orders an old order is there, and what is null is gone", async () => {
  const { shop } = adapters.connection;
  const { id: old } = place({ createdAt: daysAgo(400), processedAt: daysAgo(400) });
  const { id: deleted } = place();
  done(adapters.shop.orders.delete(Number(deleted)));
  const before = adapters.shopify.grantedScopes(shop);
  adapters.shopify.setScopes(shop, [...before, "read_all_orders"]);

  const found = await orders().read([old, deleted]);
  adapters.shopify.setScopes(shop, before);

  expect([found.get(old)?.kind, found.get(deleted)?.kind]).toEqual(["found", "gone"]);
  expect((await orders().read([deleted])).get(deleted)?.kind).toBe("hidden");
});

test("without the scope to read orders nothing is concluded", async () => {
  const { id } = place();
  const before = adapters.shopify.grantedScopes(adapters.connection.shop);
  adapters.shopify.setScopes(adapters.connection.shop, ["read_customers", "write_customers"]);

  await expect(orders().read([id])).rejects.toMatchObject({ kind: "reconnect", code: "missing_scope" });

  adapters.shopify.setScopes(adapters.connection.shop, before);
});

test("orders are only read: looking one up by a key or writing it is a mistake of ours", async () => {
  await expect(orders().findBy("name", ["#1001"])).rejects.toMatchObject({ kind: "bug", code: "no_such_key" });
  await expect(orders().write([])).rejects.toMatchObject({ kind: "bug", code: "object_not_writable" });
});

test("a bulk read gives every order with its lines, and can be taken up at any order's end", async () => {
  const port = adapters.vendors.bulk(adapters.connection, "orders");
  const { url, read: all } = await readToEnd(port, adapters.time);
  const visible = adapters.shop.orders.list().filter(({ createdAt }) => createdAt >= daysAgo(60));

  const rest: SideRecord[] = [];
  for await (const { record } of port.read(url, all[4]?.endOffset ?? 0)) rest.push(record);

  expect(all.map(({ record }) => record.id).sort()).toEqual(visible.map(({ id }) => String(id)).sort());
  expect(rest).toEqual(all.slice(5).map(({ record }) => record));
  const [large] = all.filter(({ record }) => record.children?.length === 300);
  expect(large?.record).toEqual(await read(large?.record.id ?? ""));
  expect(await port.count()).toBe(visible.length);
});

test("a bulk read of a window leaves out what was created before or after it", async () => {
  const { id } = place({ createdAt: daysAgo(20), processedAt: daysAgo(20) });
  const port = adapters.vendors.bulk(adapters.connection, "orders");
  const window = { createdFrom: daysAgo(21), createdBefore: daysAgo(19) };

  const { read: found } = await readToEnd(port, adapters.time, window);

  expect(found.map(({ record }) => record.id)).toEqual([id]);
  expect(await port.count(window)).toBe(1);
});

test("the sweep is told of what changed since, oldest first", async () => {
  adapters.time.advance(60_000);
  const since = new Date(adapters.time.now()).toISOString();
  const { id: first } = place();
  adapters.time.advance(2000);
  const { id: second } = place();
  adapters.time.advance(2000);
  done(adapters.shop.orders.fulfil(Number(first)));

  const changes = [];
  for await (const page of adapters.vendors.changes(adapters.connection, "orders", "shopify").since(since))
    changes.push(...page.changes);

  expect(changes.map((change) => change.id)).toEqual([second, first]);
  expect(changes.map((change) => change.modifiedAt)).toEqual([...changes.map((change) => change.modifiedAt)].sort());
});
