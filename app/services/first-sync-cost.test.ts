import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { MemoryMerchant } from "#tests/support/memory/memory-merchant.ts";

const DAY_MS = 24 * 60 * 60_000;

test("a first sync of orders with three lines each writes in full batches, reads nothing in HubSpot, and associates once", {
  timeout: 60_000,
}, async () => {
  const engine = new MemoryEngine({}, { products: {}, orders: {} });
  const merchant = new MemoryMerchant(engine);
  const variants = ["A", "B", "C"].map((name) => merchant.addProduct({ name, sku: name, price: "3" }));
  const customerId = engine.shopify.create({ email: "ada@x.io" });
  for (const object of ["customers", "products"] as const) engine.startBackfill(object);
  await engine.quiet();
  const now = engine.clock.now().getTime();
  for (let order = 0; order < 200; order++) {
    const createdAt = new Date(now - (order < 100 ? 10 : 120) * DAY_MS).toISOString();
    merchant.placeOrder(variants, { customerId }, { createdAt });
  }
  engine.takeDeliveries();
  const before = { ...engine.counts.hubspot };

  engine.startBackfill("orders");
  await engine.backfill("orders");
  await engine.deliverAll();
  await engine.drain("orders");
  const { read, find, write, other } = engine.counts.hubspot;
  engine.clock.advance(60_000);
  await engine.associate();

  expect([read - before.read, find - before.find]).toEqual([0, 0]);
  // By HubSpot's batches of 100: two of orders, six of lines.
  expect(write - before.write).toBe(8);
  expect(engine.counts.hubspot.other - other).toBe(1);
  expect(engine.portal.of("order_lines").records.size).toBe(600);
});
