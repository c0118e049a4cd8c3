import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const LINE_ITEMS = "/crm/objects/2026-09/line_items";

test("the amount is worked out: price without unit discount, times quantity", async () => {
  const { call } = await startCommerceHubspot();
  const amount = async (properties: object) =>
    (await call("POST", LINE_ITEMS, { properties })).body.properties?.amount ?? null;

  expect(await amount({ price: "10.10", quantity: "3" })).toBe("30.3");
  expect(await amount({ price: "10", quantity: "3", discount: "2.5" })).toBe("22.5");
  expect(await amount({ price: "10", quantity: "2", hs_discount_percentage: "10" })).toBe("18");
  expect(await amount({ price: "10" })).toBe("10");
  expect(await amount({ quantity: "3" })).toBeNull();
  expect((await call("POST", LINE_ITEMS, { properties: { amount: "1" } })).body.errors).toMatchObject([
    { code: "READ_ONLY_VALUE" },
  ]);
});

test("a change of price or quantity changes the amount along", async () => {
  const { call } = await startCommerceHubspot();
  const { body } = await call("POST", LINE_ITEMS, { properties: { price: "10", quantity: "2" } });

  await call("PATCH", `${LINE_ITEMS}/${body.id}`, { properties: { quantity: "5" } });

  expect((await call("GET", `${LINE_ITEMS}/${body.id}`)).body.properties.amount).toBe("50");
});

test("the external id takes every write and keeps none", async () => {
  const { call } = await startCommerceHubspot();

  const created = await call("POST", LINE_ITEMS, { properties: { name: "A", hs_external_id: "77" } });
  const patched = await call("PATCH", `${LINE_ITEMS}/${created.body.id}`, { properties: { hs_external_id: "78" } });
  const read = await call("GET", `${LINE_ITEMS}/${created.body.id}?properties=hs_external_id,name`);

  expect([created.status, patched.status]).toEqual([201, 200]);
  expect(read.body.properties).toMatchObject({ name: "A", hs_external_id: null });
});

test("a line item that names a product takes over what it does not say itself", async () => {
  const { call, portal } = await startCommerceHubspot();
  const { id } = portal(PORTAL).createRecord("0-7", { name: "Shirt", price: "20", hs_sku: "S-1" });

  const { body } = await call("POST", LINE_ITEMS, {
    properties: { hs_product_id: id, quantity: "2", name: "Shirt, red" },
  });

  expect(body.properties).toMatchObject({ name: "Shirt, red", price: "20", hs_sku: "S-1", amount: "40" });
});

test("identical inputs of one batch become one record, whatever their trace ids, in another batch they do not", async () => {
  const { call, portal } = await startCommerceHubspot();
  const input = (objectWriteTraceId: string, more: object = {}) => ({
    objectWriteTraceId,
    properties: { name: "A", quantity: "1", ...more },
  });
  const create = (inputs: object[]) => call("POST", `${LINE_ITEMS}/batch/create`, { inputs });

  const merged = await create([input("1"), input("2"), input("3", { hs_sku: "S" })]);
  const again = await create([input("1")]);

  expect(merged.status).toBe(201);
  expect(merged.body.results).toHaveLength(2);
  expect(again.body.results).toHaveLength(1);
  expect(portal(PORTAL).counts().line_items).toEqual({ active: 3, archived: 0 });
});

test("identical products or carts of one batch stay two records", async () => {
  const { call } = await startCommerceHubspot();
  const inputs = [{ properties: { name: "A" } }, { properties: { name: "A" } }];

  const { body } = await call("POST", "/crm/objects/2026-09/products/batch/create", { inputs });

  expect(body.results).toHaveLength(2);
});
