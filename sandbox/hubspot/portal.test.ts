import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { OTHER_PORTAL, PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const seeded = {
  id: PORTAL,
  contacts: [{ email: "first@example.com" }],
  records: [
    { object: "companies", key: "acme", properties: { name: "Acme" } },
    { object: "contacts", key: "ann", properties: { email: "ann@example.com" } },
    { object: "orders", key: "order", properties: { hs_order_name: "#1001" } },
    { object: "line_items", key: "item", properties: { name: "Shirt" } },
  ],
  associations: [
    { from: "ann", to: "acme" },
    { from: "order", to: "ann" },
    { from: "order", to: "item", typeId: 513 },
  ],
};

test("a portal starts with the records and associations of its seed, without telling anybody", async () => {
  const hubspot = await startCommerceHubspot({ portals: [seeded] });
  const portal = hubspot.portal(PORTAL);

  const [order] = portal.space("0-123").records.list();
  const end = { typeId: "0-123", id: order?.id ?? "" };

  expect([...portal.associations.of(end, "0-1").values()].flat().map(({ typeId }) => typeId)).toEqual([507]);
  expect([...portal.associations.of(end, "0-8").values()].flat().map(({ typeId }) => typeId)).toEqual([513]);
  expect(portal.contacts.count()).toBe(2);
  expect(hubspot.webhookCounts()).toMatchObject({ pending: 0, delivered: 0 });
});

test("a seed that names what it does not have is a mistake that is told at once", async () => {
  const start = (seed: object) => startCommerceHubspot({ portals: [{ id: PORTAL, ...seed }] });

  await expect(start({ records: [{ object: "unicorns", properties: {} }] })).rejects.toThrow("unknown kind unicorns");
  await expect(start({ associations: [{ from: "a", to: "b" }] })).rejects.toThrow("unknown records a, b");
});

test("the control endpoint counts records of every kind, in each portal and together", async () => {
  const hubspot = await startCommerceHubspot({ portals: [seeded, { id: OTHER_PORTAL, missingObjects: ["carts"] }] });
  const portal = hubspot.portal(PORTAL);
  hubspot.portal(OTHER_PORTAL).createRecord("0-123", {});
  const { id } = portal.createRecord("0-142", { hs_cart_name: "Cart" });
  const cart = portal.space("0-142").records.find(id);
  if (cart) portal.space("0-142").records.archive(cart, { changeSource: "CRM_UI", sourceId: "userId:1" });

  const { body } = await hubspot.call("GET", "/__control/state");

  expect(body).toMatchObject({
    contacts: 2,
    objects: { contacts: 2, companies: 1, deals: 0, orders: 2, carts: 0, products: 0, line_items: 1 },
    portals: [
      { id: PORTAL, contacts: 2, archivedContacts: 0, objects: { carts: { active: 0, archived: 1 } } },
      { id: OTHER_PORTAL, objects: { orders: { active: 1, archived: 0 } } },
    ],
  });
  expect(body.portals).not.toMatchObject([{}, { objects: { carts: {} } }]);
});

test("a reset puts records, associations and pipelines back to the seed", async () => {
  const hubspot = await startCommerceHubspot({ portals: [seeded] });
  const before = hubspot.portal(PORTAL).counts();
  const { pipelines } = hubspot.portal(PORTAL).space("0-123");
  pipelines?.update("14a2e10e-5471-408a-906e-c51f3b04369e", { label: "Renamed" });
  hubspot.portal(PORTAL).createRecord("0-7", {});

  hubspot.reset();

  expect(hubspot.portal(PORTAL).counts()).toEqual(before);
  expect(hubspot.portal(PORTAL).associations.count("0-123", "0-1")).toBe(1);
  expect(hubspot.portal(PORTAL).space("0-123").pipelines?.list()[0]?.label).toBe("Order Pipeline");
});
