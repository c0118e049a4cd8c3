import { expect, test } from "vitest";
import { prepareObject } from "#app/services/prepare-object.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { startRun } from "#app/store/runs.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { fillShopState } from "#sandbox/data/fill-shop-state.ts";
import { sampleShopDir } from "#sandbox/data/generate-sample-shop.ts";
import { loadShopFolder } from "#sandbox/data/load-shop-folder.ts";
import type { Act } from "#tests/support/trade/trade-world.ts";
import { PORTAL, testLog } from "../adapters/open-adapters.ts";
import { HttpStage } from "./http-stage.ts";
import { HttpTradeWorld } from "./http-trade-world.ts";

// The sample shop sells in all of these.
const additionalCurrencies = ["AUD", "CAD", "CHF", "GBP", "JPY", "KWD", "SEK", "USD"];
const stage = new HttpStage({ portals: [{ id: PORTAL, name: "Portal", currency: "EUR", additionalCurrencies }] });
const trade = ["orders", "carts"] as const;
const asDeals = { options: { asDeals: true } };

const space = (typeId: string) => stage.adapters.hubspotStandIn.portal(PORTAL).space(typeId);
const dealIds = () => [...space("0-3").records.list()].map(({ id }) => id).sort();

async function switchTo(world: HttpTradeWorld, options: Record<string, boolean>): Promise<void> {
  const { db, hubspot } = stage.adapters;
  const connection = await activeConnection(db, stage.adapters.connection.shop);
  if (!connection) throw new Error("the world has a connection");
  for (const object of trade) {
    const { version } = await saveObjectSettings(db, connection, object, { options });
    await prepareObject({ db, hubspot, log: testLog }, connection, object);
    await startRun(db, connection, object, version);
  }
  await world.quiesce();
}

async function inSync(world: HttpTradeWorld, object: MainObjectKey): Promise<readonly string[]> {
  const states = await world.states(object);
  expect(states.filter(({ status }) => status === "failing")).toEqual([]);
  return states.flatMap(({ status, hubspotId }) => (status === "in_sync" && hubspotId ? [hubspotId] : [])).sort();
}

test("an abandoned checkout's deal becomes its order's, and no mode doubles what the other has made", {
  timeout: 300_000,
}, async () => {
  const world = await HttpTradeWorld.begin(stage, { orders: asDeals, carts: asDeals });
  const act = async (name: Act["act"], more: Partial<Act> = {}) => {
    const none = { id: null, other: null, field: "", value: null, variants: [], nth: 1 };
    expect(await world.act({ act: name, ...none, ...more })).toBe(true);
  };
  await act("create_customer", { field: "email", value: "ada@x.com" });
  await act("create_product");
  const variants = await world.ids("shopify", "products");
  const [customer = null] = await world.ids("shopify", "customers");
  await act("place_order", { other: customer, variants });
  await act("abandon_cart", { other: customer, variants });
  await world.startBackfills();
  await world.quiesce();
  const abandoned = await inSync(world, "carts");
  for (const object of trade)
    expect(await world.states(object)).toHaveLength((await world.ids("shopify", object)).length);

  const [cart = null] = await world.ids("shopify", "carts");
  await act("complete_cart", { id: cart });
  await world.quiesce();
  const [orders, ordered] = [await inSync(world, "orders"), await world.states("carts")];
  await switchTo(world, {});
  const native = await inSync(world, "orders");
  const left = dealIds();
  await switchTo(world, { asDeals: true });
  const again = await inSync(world, "orders");

  expect(orders).toHaveLength(2);
  expect(orders).toContain(abandoned[0]);
  expect(ordered).toMatchObject([{ status: "excluded", reason: "ordered" }]);
  expect(native).toEqual([...space("0-123").records.list()].map(({ id }) => id).sort());
  expect(left).toEqual(orders);
  expect(again).toEqual(orders);
  expect(dealIds()).toEqual(orders);
  expect([...(space("0-3").pipelines?.list() ?? [])].map(({ label }) => label)).toEqual([
    "Sales Pipeline",
    "Ecommerce",
  ]);
});

test("the sample shop's orders and carts as deals agree on both sides", { timeout: 600_000 }, async () => {
  const world = await HttpTradeWorld.begin(stage, { orders: asDeals, carts: asDeals });
  fillShopState(stage.adapters.shop, await loadShopFolder(sampleShopDir));

  await world.startBackfills();
  await world.quiesce();

  const [orders, carts] = [await inSync(world, "orders"), await inSync(world, "carts")];
  expect(Math.min(orders.length, carts.length)).toBeGreaterThan(0);
  expect(dealIds()).toEqual([...orders, ...carts].sort());
});
