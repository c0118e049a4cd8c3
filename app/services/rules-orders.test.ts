import { expect, test } from "vitest";
import { orderStageIds } from "#app/sync/objects/orders/stages.ts";
import { lineIdsOf, openShop } from "#tests/support/memory/open-shop.ts";

const retry = { object: "orders", side: "shopify", lane: "live", forced: "retry" } as const;

test("an order that another tool made in HubSpot is adopted by its store and number, never doubled", async () => {
  const { engine, merchant, twin } = await openShop();
  const id = merchant.placeOrder([], {}, { note: "ours" });
  engine.portal.of("orders").create({ hs_source_store: "tea.myshopify.com", hs_external_order_id: id });
  engine.startBackfill("orders");
  await engine.runs.claim(engine.connection, "none", 1);
  const entries = [...engine.portal.of("orders").records.keys()];
  await engine.store.mark(
    engine.connection,
    entries.map((recordId) => ({ object: "orders", side: "hubspot", recordId, lane: "live" })),
  );
  await engine.drain("orders");
  await engine.quiet();

  expect([...engine.portal.of("orders").records.keys()]).toEqual(entries);
  expect(twin("orders", id)?.values.hs_order_note).toBe("ours");
});

test("a guest's order makes a contact of its e-mail, and a second one finds it", async () => {
  const { engine, merchant, twin } = await openShop();
  const ids = ["Guest@x.io", "guest@x.io"].map((email) => merchant.placeOrder([], { email }));
  await engine.quiet();

  const [contact] = [...engine.hubspot.records.values()];
  expect(engine.hubspot.records.size).toBe(1);
  expect(contact?.values).toMatchObject({ email: "guest@x.io", firstname: "Guest" });
  for (const id of ids)
    expect(engine.portal.associated("orders", twin("orders", id)?.id ?? "", "customers")).toEqual([contact?.id]);
});

test("a contact made for a guest becomes the customer's when the guest makes an account", async () => {
  const { engine, merchant, twin } = await openShop();
  merchant.placeOrder([], { email: "guest@x.io" });
  await engine.quiet();

  const id = engine.shopify.create({ email: "guest@x.io" });
  await engine.quiet();

  expect(engine.hubspot.records.size).toBe(1);
  expect(twin("customers", id)?.values.tandem_customer_id).toBe(id);
});

test("an order without customer and e-mail has no contact until an e-mail appears", async () => {
  const { engine, merchant, twin } = await openShop();
  const id = merchant.placeOrder([]);
  await engine.quiet();
  const order = twin("orders", id)?.id ?? "";
  expect(engine.portal.associated("orders", order, "customers")).toEqual([]);

  engine.shop.orders.update(
    id,
    { email: "late@x.io" },
    { associations: [{ to: "customers", id: null, email: "late@x.io" }] },
  );
  await engine.quiet();

  const [contact] = engine.hubspot.records.keys();
  expect(engine.portal.associated("orders", order, "customers")).toEqual([contact]);
});

test("an order whose customer has no e-mail is linked with the contact once the customer has one", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const customerId = engine.shopify.create({ firstName: "Ada" });
  const id = merchant.placeOrder([], { customerId });
  await engine.quiet();
  const order = twin("orders", id)?.id ?? "";
  expect(outcome("customers", customerId)).toMatchObject({ status: "excluded", reason: "no_email" });
  expect(engine.portal.associated("orders", order, "customers")).toEqual([]);

  engine.shopify.update(customerId, { email: "ada@x.io" });
  await engine.quiet();

  expect(engine.portal.associated("orders", order, "customers")).toEqual([twin("customers", customerId)?.id]);
});

test("while HubSpot does not answer, a guest's contact is not forgotten", async () => {
  const { engine, merchant, twin } = await openShop();
  const id = merchant.placeOrder([], { email: "guest@x.io" });
  await engine.deliverAll();
  // Reads the order, finds no twin in the index, writes the order; then the contact's turn comes.
  engine.faults.load(["none", "none", "none", "transient"]);
  await engine.drain("orders");
  await engine.quiet();

  const [contact] = engine.hubspot.records.keys();
  expect(contact).toBeDefined();
  expect(engine.portal.associated("orders", twin("orders", id)?.id ?? "", "customers")).toEqual([contact]);
});

test("a line removed from an order is archived in HubSpot, an added one made", async () => {
  const { engine, merchant, twin } = await openShop();
  const variants = ["Green tea", "Black tea", "Pot"].map((name) => merchant.addProduct({ name, price: "3" }));
  const id = merchant.placeOrder(variants.slice(0, 2));
  await engine.quiet();
  const order = twin("orders", id)?.id ?? "";
  const [first] = lineIdsOf(engine, "orders", order);

  merchant.setLines(id, (lines) => lines.filter((line) => line.id !== first));
  merchant.addLine(id, variants[2] ?? "");
  await engine.quiet();

  const wanted = (engine.shop.orders.records.get(id)?.children ?? []).map((line) => line.id).sort();
  expect(lineIdsOf(engine, "orders", order)).toEqual(wanted);
  expect(engine.portal.of("order_lines").records.size).toBe(2);
});

test("a line names its variant's HubSpot product, also when both are new at once", async () => {
  const { engine, merchant, twin } = await openShop();
  const variant = merchant.addProduct({ name: "Green tea", price: "3" });
  merchant.placeOrder([variant]);
  await engine.deliverAll();
  await engine.drain("orders");
  await engine.quiet();

  const [line] = engine.portal.of("order_lines").records.values();
  expect(line?.values.hs_product_id).toBe(twin("products", variant)?.id);
});

test("an order deleted in Shopify is cancelled in HubSpot with the day of its deletion", async () => {
  const { engine, merchant, twin } = await openShop();
  const id = merchant.placeOrder([], {}, { status: "paid" });
  await engine.quiet();
  const order = twin("orders", id)?.id ?? "";

  engine.shop.orders.delete(id);
  const deletion = engine.shop.orders.events.at(-1)?.at;
  engine.clock.advance(3_600_000);
  await engine.quiet();

  expect(engine.portal.of("orders").records.get(order)?.values).toMatchObject({
    hs_pipeline_stage: orderStageIds.cancelled,
    hs_external_canceled_date: deletion,
  });
  expect([...engine.tables.facts.values()]).toMatchObject([{ kind: "order", shopifyId: id, deletedAt: deletion }]);
});

test("an order deleted in HubSpot is left in Shopify, and not made again until the merchant asks for it", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const variant = merchant.addProduct({ name: "Green tea", price: "3" });
  const id = merchant.placeOrder([variant]);
  await engine.quiet();
  engine.portal.of("orders").delete(twin("orders", id)?.id ?? "");
  await engine.quiet();
  engine.shop.orders.update(id, { note: "news" });
  await engine.quiet();
  expect(outcome("orders", id)).toMatchObject({ status: "excluded", reason: "deleted_in_hubspot" });
  expect(engine.portal.of("orders").records.size).toBe(0);

  await engine.store.mark(engine.connection, [{ ...retry, recordId: id, forced: "recreate" }]);
  await engine.quiet();

  const line = engine.shop.orders.records.get(id)?.children?.[0]?.id;
  expect(outcome("orders", id)).toMatchObject({ status: "in_sync" });
  expect(lineIdsOf(engine, "orders", twin("orders", id)?.id ?? "")).toEqual([line]);
  expect(engine.portal.of("order_lines").records.size).toBe(1);
});

test("an edit of an order in HubSpot is put back, and counted", async () => {
  const { engine, merchant, twin } = await openShop();
  const id = merchant.placeOrder([], {}, { note: "ours" });
  await engine.quiet();

  engine.portal.of("orders").update(twin("orders", id)?.id ?? "", { hs_order_note: "mine", hs_total_price: "7" });
  await engine.quiet();

  expect(twin("orders", id)?.values).toMatchObject({ hs_order_note: "ours", hs_total_price: "0" });
  expect(engine.tables.of("orders").links.get(id)?.putBackCount).toBe(1);
});

test("a fight with another tool over an order is stopped and shown", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const id = merchant.placeOrder([], {}, { note: "ours" });
  await engine.quiet();
  const order = twin("orders", id)?.id ?? "";

  for (let turn = 0; turn < 7; turn++) {
    engine.portal.of("orders").update(order, { hs_order_note: `tool ${turn}` });
    await engine.quiet();
  }

  expect(twin("orders", id)?.values.hs_order_note).toBe("tool 6");
  expect(outcome("orders", id)).toMatchObject({
    ...{ status: "failing", reason: "portal_rule" },
    details: { kind: "fight", fields: "hs_order_note" },
  });
});

test("an edit of a line in HubSpot is put back", async () => {
  const { engine, merchant } = await openShop();
  merchant.placeOrder([merchant.addProduct({ name: "Green tea", price: "3" })]);
  await engine.quiet();
  const [line = ""] = engine.portal.of("order_lines").records.keys();

  engine.portal.of("order_lines").update(line, { quantity: "99" });
  await engine.quiet();

  expect(engine.portal.of("order_lines").records.get(line)?.values.quantity).toBe("1");
});

test("an audit finds a line that was deleted in HubSpot, and makes it again", async () => {
  const { engine, merchant, twin } = await openShop();
  const id = merchant.placeOrder([merchant.addProduct({ name: "Green tea", price: "3" })]);
  await engine.quiet();
  engine.portal.of("order_lines").delete([...engine.portal.of("order_lines").records.keys()][0] ?? "");

  engine.startBackfill("orders", "audit");
  await engine.quiet();

  expect(lineIdsOf(engine, "orders", twin("orders", id)?.id ?? "")).toHaveLength(1);
});

test("a linked order that enters a skipped status keeps its stage, while its other fields go on", async () => {
  const { engine, merchant, twin, outcome } = await openShop({ orders: { stages: [{ status: "paid", stage: null }] } });
  const id = merchant.placeOrder([]);
  await engine.quiet();

  engine.shop.orders.update(id, { status: "paid", note: "paid now" });
  await engine.quiet();

  expect(outcome("orders", id)).toMatchObject({ status: "in_sync" });
  expect(twin("orders", id)?.values).toMatchObject({
    hs_pipeline_stage: orderStageIds.open,
    hs_order_note: "paid now",
  });
});

test("a new order of a skipped status is excluded", async () => {
  const { engine, merchant, outcome } = await openShop({ orders: { stages: [{ status: "paid", stage: null }] } });

  const id = merchant.placeOrder([], {}, { status: "paid" });
  await engine.quiet();

  expect(outcome("orders", id)).toMatchObject({ status: "excluded", reason: "stage_skipped" });
  expect(engine.portal.of("orders").records.size).toBe(0);
});

test("a stage that was deleted in HubSpot makes its orders fail with the remedy, and nothing else is written in its place", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const id = merchant.placeOrder([]);
  await engine.quiet();
  engine.portal.of("orders").type.stages?.ids.delete(orderStageIds.processed);

  engine.shop.orders.update(id, { status: "paid", note: "paid now" });
  await engine.quiet();

  expect(outcome("orders", id)).toMatchObject({ status: "failing", reason: "stage_missing" });
  expect(twin("orders", id)?.values).toMatchObject({
    hs_pipeline_stage: orderStageIds.open,
    hs_order_note: "paid now",
  });
});

test("an order that is not to be seen any more is not taken for deleted", async () => {
  const { engine, merchant, twin, outcome } = await openShop();
  const id = merchant.placeOrder([], {}, { status: "paid" });
  await engine.quiet();

  engine.shop.orders.hidden.add(id);
  await engine.store.mark(engine.connection, [{ ...retry, recordId: id }]);
  await engine.quiet();

  expect(outcome("orders", id)).toMatchObject({ status: "in_sync" });
  expect(twin("orders", id)?.values.hs_pipeline_stage).toBe(orderStageIds.processed);
});
