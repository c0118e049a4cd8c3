import { expect, test } from "vitest";
import type { LimitCondition, ObjectSettings } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { MemoryMerchant } from "#tests/support/memory/memory-merchant.ts";
import { openShop } from "#tests/support/memory/open-shop.ts";

const DAY_MS = 24 * 60 * 60_000;
const start = Date.parse("2026-03-01T09:00:00.000Z");
const daysAgo = (days: number) => new Date(start - days * DAY_MS).toISOString();

test("records that a first sync makes say so, and no others do", async () => {
  let early = "";
  const { engine, merchant, twin } = await openShop({}, (before, world) => {
    early = before.placeOrder([]);
    world.takeDeliveries();
  });
  const late = merchant.placeOrder([]);
  await engine.quiet();

  const flags = [early, late].map((id) => twin("orders", id)?.values.tandem_first_sync ?? null);
  expect(flags).toEqual(["true", null]);
});

test("a first sync of everything reads the newest 90 days before the rest", async () => {
  const ages = new Map<string, number>();
  const { twin } = await openShop({}, (merchant, engine) => {
    for (const age of [200, 10, 100, 0])
      ages.set(merchant.placeOrder([], {}, { createdAt: daysAgo(age), isTest: String(age === 0) }), age);
    engine.takeDeliveries();
  });

  const inOrder = [...ages].sort(([a], [b]) => Number(twin("orders", a)?.id) - Number(twin("orders", b)?.id));
  expect(inOrder.map(([, age]) => age)).toEqual([10, 0, 200, 100]);
});

test("a first sync of the last days leaves older records to themselves", async () => {
  const ids: string[] = [];
  const { engine, outcome, twin } = await openShop({ orders: { historyFrom: daysAgo(30) } }, (merchant, world) => {
    for (const age of [31, 29]) ids.push(merchant.placeOrder([], {}, { createdAt: daysAgo(age) }));
    world.takeDeliveries();
  });
  const [older = "", newer = ""] = ids;
  expect(twin("orders", newer)).toBeDefined();
  expect(engine.portal.of("orders").records.size).toBe(1);

  engine.shop.orders.update(older, { note: "an old one moves" });
  await engine.quiet();

  expect(outcome("orders", older)).toMatchObject({ status: "excluded", reason: "before_history" });
});

test("a first sync that begins only now makes nothing, and what is new afterwards syncs", async () => {
  const { engine, merchant, twin } = await openShop(
    { orders: { historyFrom: new Date(start + 60_000).toISOString() } },
    (before, world) => {
      before.placeOrder([]);
      world.takeDeliveries();
    },
  );
  expect(engine.portal.of("orders").records.size).toBe(0);
  engine.clock.advance(120_000);

  const id = merchant.placeOrder([]);
  await engine.quiet();

  expect(twin("orders", id)).toBeDefined();
});

const paid: LimitCondition = { field: "status", operator: "equals", value: "paid" };
const large: LimitCondition = { field: "totalPrice", operator: "greater_than", value: "5" };
const withTea: LimitCondition = { field: "lines.name", operator: "equals", value: "Green tea" };

test.each<[string, Partial<ObjectSettings>, readonly string[]]>([
  ["all of its conditions", { limit: [paid, large], limitMatch: "all" }, ["paid and large"]],
  ["any of its conditions", { limit: [paid, large], limitMatch: "any" }, ["paid and large", "paid", "large"]],
  ["a condition that one of its lines meets", { limit: [withTea] }, ["paid"]],
])("a limit keeps to orders that meet %s", async (_what, orders, expected) => {
  const names = new Map<string, string>();
  const { outcome } = await openShop({ orders }, (merchant) => {
    const [tea, pot] = [
      merchant.addProduct({ name: "Green tea", price: "3" }),
      merchant.addProduct({ name: "Pot", price: "9" }),
    ];
    names.set("paid and large", merchant.placeOrder([pot], {}, { status: "paid" }));
    names.set("paid", merchant.placeOrder([tea], {}, { status: "paid" }));
    names.set("large", merchant.placeOrder([pot]));
  });

  const synced = [...names].filter(([, id]) => outcome("orders", id)?.status === "in_sync").map(([name]) => name);
  const reasons = [...names].flatMap(([, id]) => outcome("orders", id)?.reason ?? []);
  expect(synced).toEqual(expected);
  expect(new Set(reasons)).toEqual(new Set(["limit_not_met"].slice(0, reasons.length)));
});

test.each<[string, ObjectSettings["limitScope"], string, string]>([
  ["is excluded", "always", "excluded", "ours"],
  ["syncs on where the merchant wants it", "new_records", "in_sync", "news"],
])("a linked order that stops meeting the limit %s", async (_what, limitScope, status, note) => {
  const { engine, merchant, outcome, twin } = await openShop({ orders: { limit: [paid], limitScope } });
  const id = merchant.placeOrder([], {}, { status: "paid", note: "ours" });
  await engine.quiet();

  engine.shop.orders.update(id, { status: "refunded", note: "news" });
  await engine.quiet();

  expect(outcome("orders", id)?.status).toBe(status);
  expect(twin("orders", id)?.values.hs_order_note).toBe(note);
});

test("a first sync of orders waits for that of what they name", async () => {
  const { engine, twin } = await openShop({}, (merchant, world) => {
    const customerId = world.shopify.create({ email: "ada@x.io" });
    merchant.placeOrder([merchant.addProduct({ name: "Green tea", price: "3" })], { customerId });
    world.takeDeliveries();
  });

  const [line] = engine.portal.of("order_lines").records.values();
  const [variant = ""] = engine.shop.products.records.keys();
  expect(line?.values.hs_product_id).toBe(twin("products", variant)?.id);
});

test("an audit says what had drifted apart, by property, and repairs it", async () => {
  const { engine, merchant, twin } = await openShop();
  const [id, gone] = [merchant.placeOrder([], {}, { note: "ours" }), merchant.placeOrder([])];
  await engine.quiet();
  engine.portal.of("orders").update(twin("orders", id)?.id ?? "", { hs_order_note: "drifted" });
  engine.portal.of("orders").delete(twin("orders", gone)?.id ?? "");
  engine.takeDeliveries();

  const runId = engine.startBackfill("orders", "audit");
  await engine.backfill("orders");

  const drift = engine.tables.of("orders").runs.get(runId)?.drift;
  expect(drift).toEqual({ hs_order_note: 1, _deleted: 1 });
  expect(twin("orders", id)?.values.hs_order_note).toBe("ours");
});

// At each of these steps of the first sync: before its bulk read begins, while that runs, and before, while and after it is written.
test.each(Array.from({ length: 10 }, (_, step) => step * 10))(
  "a product deleted during a first sync, before its variants are linked (step %i), is not in HubSpot afterwards",
  async (turns) => {
    const engine = new MemoryEngine({}, { products: {} });
    const stays = new MemoryMerchant(engine).addProduct({ name: "Black tea", price: "3" });
    const variants = ["100 g", "250 g"].map((name) =>
      engine.shop.products.create({ name, price: "3", currency: "EUR" }, { groupId: "tea" }),
    );
    engine.takeDeliveries();
    engine.startBackfill("products");

    const running = engine.backfill("products");
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    for (const id of variants) engine.shop.products.delete(id);
    await engine.deliverAll();
    await running;
    await engine.quiet();

    const names = [...engine.portal.of("products").records.values()].map(({ values }) => values.name);
    expect(names).toEqual(["Black tea"]);
    expect([...engine.tables.of("products").links.keys()]).toEqual([stays]);
  },
);
