import { expect, test } from "vitest";
import { prepareObject } from "#app/services/prepare-object.ts";
import { startRun } from "#app/store/runs.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { fillShopState } from "#sandbox/data/fill-shop-state.ts";
import { sampleShopDir } from "#sandbox/data/generate-sample-shop.ts";
import { loadShopFolder } from "#sandbox/data/load-shop-folder.ts";
import { PORTAL, testLog } from "../adapters/open-adapters.ts";
import { HttpStage } from "./http-stage.ts";
import { HttpTradeWorld } from "./http-trade-world.ts";

const stage = new HttpStage();
const trade = ["orders", "carts"] as const;
const asDeals = { options: { asDeals: true } };

const space = (typeId: string) => stage.adapters.hubspotStandIn.portal(PORTAL).space(typeId);
const dealIds = () => [...space("0-3").records.list()].map(({ id }) => id).sort();

async function switchTo(world: HttpTradeWorld, options: Record<string, boolean>): Promise<void> {
  const { db, hubspot, connection } = stage.adapters;
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
  expect(states).toHaveLength((await world.ids("shopify", object)).length);
  return states.flatMap(({ status, hubspotId }) => (status === "in_sync" && hubspotId ? [hubspotId] : [])).sort();
}

test("the sample shop's orders and carts as deals agree on both sides, and no mode doubles the other's records", {
  timeout: 300_000,
}, async () => {
  const world = await HttpTradeWorld.begin(stage, { orders: asDeals, carts: asDeals });
  fillShopState(stage.adapters.shop, await loadShopFolder(sampleShopDir));
  await world.startBackfills();
  await world.quiesce();

  const [orders, carts] = [await inSync(world, "orders"), await inSync(world, "carts")];
  const first = dealIds();
  await switchTo(world, {});
  const [nativeOrders, nativeCarts] = [await inSync(world, "orders"), await inSync(world, "carts")];
  const left = dealIds();
  await switchTo(world, { asDeals: true });

  expect(orders.length).toBeGreaterThan(0);
  expect(carts.length).toBeGreaterThan(0);
  expect(first).toEqual([...orders, ...carts].sort());
  expect(nativeOrders).toEqual([...space("0-123").records.list()].map(({ id }) => id).sort());
  expect(nativeCarts).toEqual([...space("0-142").records.list()].map(({ id }) => id).sort());
  expect(left).toEqual(first);
  expect(dealIds()).toEqual(first);
  expect([await inSync(world, "orders"), await inSync(world, "carts")]).toEqual([orders, carts]);
  expect([...(space("0-3").pipelines?.list() ?? [])].map(({ label }) => label)).toEqual([
    "Sales Pipeline",
    "Ecommerce",
  ]);
});
