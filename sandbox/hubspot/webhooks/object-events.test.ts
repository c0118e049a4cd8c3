import { expect, test } from "vitest";
import { commerceApp } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { startReceiver } from "#sandbox/hubspot/testing/start-receiver.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import type { WebhookEvent } from "#sandbox/hubspot/webhooks/to-webhook-events.ts";

const OBJECTS = "/crm/objects/2026-09";

const named = (events: WebhookEvent[]) =>
  events
    .map(({ subscriptionType, objectTypeId, fromObjectTypeId, propertyName = "" }) =>
      `${subscriptionType} ${objectTypeId ?? fromObjectTypeId} ${propertyName}`.trim(),
    )
    .toSorted();

test("orders, products and line items tell of themselves as subscribed, derived values included", async () => {
  const { call, quiet, events } = await startReceiver({ app: commerceApp });

  await call("POST", `${OBJECTS}/orders`, { properties: { hs_order_name: "#1" } });
  await call("POST", `${OBJECTS}/products`, { properties: { name: "Shirt", price: "5" } });
  const item = await call("POST", `${OBJECTS}/line_items`, { properties: { price: "5", quantity: "2" } });
  await call("DELETE", `${OBJECTS}/line_items/${item.body.id}`);
  await quiet();

  expect(named(events())).toEqual([
    "object.creation 0-123",
    "object.creation 0-7",
    "object.creation 0-8",
    "object.deletion 0-8",
    "object.propertyChange 0-123 hs_pipeline_stage",
    "object.propertyChange 0-7 price",
    "object.propertyChange 0-8 amount",
  ]);
});

test("a change of associations is told from both ends, with the kinds of record in place of one type", async () => {
  const { call, portal, quiet, events } = await startReceiver({ app: commerceApp });
  const [order, contact] = ["0-123", "0-1"].map((typeId) => portal(PORTAL).createRecord(typeId, {}).id);
  await quiet();
  const before = events().length;

  await call("PUT", `${OBJECTS}/orders/${order}/associations/default/contacts/${contact}`);
  await call("PUT", `${OBJECTS}/orders/${order}/associations/default/contacts/${contact}`);
  await call("DELETE", `${OBJECTS}/orders/${order}/associations/contacts/${contact}`);
  await quiet();

  const changes = events().slice(before);
  const told = changes.find((event) => event.fromObjectTypeId === "0-123" && !event.associationRemoved);
  expect(named(changes)).toEqual([
    "object.associationChange 0-1",
    "object.associationChange 0-1",
    "object.associationChange 0-123",
    "object.associationChange 0-123",
  ]);
  expect(changes.filter(({ associationRemoved }) => associationRemoved)).toHaveLength(2);
  expect(told).toMatchObject({
    fromObjectId: Number(order),
    toObjectTypeId: "0-1",
    toObjectId: Number(contact),
    associationType: "ORDER_TO_CONTACT",
    associationCategory: "HUBSPOT_DEFINED",
    associationTypeId: 507,
    isPrimaryAssociation: false,
    changeSource: "INTEGRATION",
  });
  expect(told).not.toHaveProperty("objectTypeId");
});

test("companies and deals tell of merges and restores", async () => {
  const { call, portal, quiet, events } = await startReceiver({ app: commerceApp });
  const [kept, loser] = [1, 2].map(() => portal(PORTAL).createRecord("0-2", { name: "Acme" }).id);
  const deal = portal(PORTAL).createRecord("0-3", { dealname: "Big" }).id;

  await call("POST", `${OBJECTS}/companies/merge`, { primaryObjectId: kept, objectIdToMerge: loser });
  await call("DELETE", `${OBJECTS}/deals/${deal}`);
  portal(PORTAL).space("0-3").records.restore(deal, { changeSource: "CRM_UI", sourceId: "userId:1" });
  await quiet();

  const merge = events().find(({ subscriptionType }) => subscriptionType === "object.merge");
  expect(merge).toMatchObject({
    objectTypeId: "0-2",
    primaryObjectId: Number(kept),
    mergedObjectIds: [Number(loser)],
  });
  expect(named(events())).toContain("object.restore 0-3");
});
