import { expect, test } from "vitest";
import { drainChanges } from "#app/services/drain-changes.ts";
import type { Mark } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { MemoryShop } from "#tests/support/memory/memory-shop.ts";
import { createMemoryVendors } from "#tests/support/memory/memory-vendors.ts";
import { emptyTables } from "#tests/support/memory/tables.ts";

const email = "ada@example.com";

/** Two shops of one portal that have the same customer; the first one has linked the contact before the second. */
async function twoShops() {
  const engine = new MemoryEngine();
  const { clock, store, world, connection: first } = engine;
  const second: Connection = { id: "22222222-2222-4222-8222-222222222222", shop: "milk.myshopify.com", portalId: "77" };
  const shop = new MemoryShop(clock, second.shop);
  const shopify = shop.customers;
  shopify.create({ email: "somebody@example.com" });
  const tables = emptyTables(second);
  store.tables.set(second.id, tables);
  const vendors = createMemoryVendors({ ...world, shop });
  const ids = new Map([
    [first, engine.shopify.create({ email, firstName: "Ada" })],
    [second, shopify.create({ email, firstName: "Ada" })],
  ]);
  const touch = async (connection: Connection, more: Partial<Mark> = {}) => {
    const deps = connection === first ? engine.deps : { ...engine.deps, vendors };
    clock.advance(60_000);
    const recordId = ids.get(connection) ?? "";
    await store.mark(connection, [{ object: "customers", side: "shopify", recordId, lane: "live", ...more }]);
    await drainChanges(deps, { connection, object: "customers", lane: "any" });
    clock.advance(60_000);
  };
  await touch(first);
  await touch(second);
  const [contact] = engine.hubspot.contacts.values();
  return {
    ...{ engine, first, second, touch, tables },
    names: () => engine.hubspot.contacts.get(contact?.id ?? "")?.values.tandem_customer_id,
    idOf: (connection: Connection) => ids.get(connection),
  };
}

test("the shop that linked a contact first writes its one-way fields", async () => {
  const { engine, first, second, touch, names, idOf } = await twoShops();
  await touch(second);

  expect(engine.hubspot.contacts.size).toBe(1);
  expect(idOf(first)).not.toBe(idOf(second));
  expect(names()).toBe(idOf(first));
});

test("when it disconnects, the other shop's values arrive with the record's next change", async () => {
  const { engine, second, touch, names, idOf, tables } = await twoShops();
  engine.tables.active = false;

  await touch(second);

  expect(names()).toBe(idOf(second));
  expect([...tables.links.values()]).toMatchObject([{ owner: true, putBackCount: 0 }]);
});

test("when it comes back it takes over again, and the two do not fight", async () => {
  const { engine, first, second, touch, names, idOf, tables } = await twoShops();
  engine.tables.active = false;
  await touch(second);
  engine.tables.active = true;

  // Connecting again compares everything.
  await touch(first, { forced: "retry" });
  const writes = engine.counts.records.hubspot;
  for (let round = 0; round < 5; round++) {
    await touch(second);
    await touch(first);
  }

  expect(names()).toBe(idOf(first));
  expect(engine.counts.records.hubspot).toBe(writes);
  expect([...tables.links.values()]).toMatchObject([{ owner: false }]);
});

test("a take-over whose write failed is made good by the next attempt", async () => {
  const { engine, second, touch, names, idOf } = await twoShops();
  engine.tables.active = false;
  engine.faults.load([], [true]);
  await touch(second);
  const before = names();

  await touch(second);

  expect(before).not.toBe(idOf(second));
  expect(names()).toBe(idOf(second));
});
