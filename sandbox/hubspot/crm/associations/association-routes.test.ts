import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import type { TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const add = (hubspot: TestHubspot, typeId: string) => hubspot.portal(PORTAL).createRecord(typeId, {}).id;
const OBJECTS = "/crm/objects/2026-09";

/** What the list of associations says between two kinds: id and type ids. */
async function listed(hubspot: TestHubspot, from: string, id: string, to: string) {
  const { body } = await hubspot.call("GET", `${OBJECTS}/${from}/${id}/associations/${to}`);
  return body.results.map(({ toObjectId, associationTypes }) => [
    String(toObjectId),
    (associationTypes as { typeId: number }[]).map(({ typeId }) => typeId).toSorted(),
  ]);
}

const put = (hubspot: TestHubspot, from: string, fromId: string, to: string, toId: string) =>
  hubspot.call("PUT", `${OBJECTS}/${from}/${fromId}/associations/default/${to}/${toId}`);

test.each([
  ["order", "contact", "0-123", "0-1", 507, 508],
  ["order", "line_item", "0-123", "0-8", 513, 514],
  ["order", "cart", "0-123", "0-142", 593, 592],
  ["cart", "contact", "0-142", "0-1", 586, 587],
  ["cart", "line_item", "0-142", "0-8", 590, 591],
  ["deal", "line_item", "0-3", "0-8", 19, 20],
  ["contact", "deal", "0-1", "0-3", 4, 3],
  ["order", "deal", "0-123", "0-3", 512, 511],
])("the default from %s to %s is kept in both directions, with HubSpot's ids", async (from, to, one, two, id, back) => {
  const hubspot = await startCommerceHubspot();
  const [fromId, toId] = [add(hubspot, one), add(hubspot, two)];

  const answer = await put(hubspot, from, fromId, to, toId);

  expect(answer).toMatchObject({
    status: 200,
    body: {
      status: "COMPLETE",
      results: [
        { from: { id: fromId }, to: { id: toId }, associationSpec: { associationTypeId: id } },
        { from: { id: toId }, to: { id: fromId }, associationSpec: { associationTypeId: back } },
      ],
    },
  });
  expect(await listed(hubspot, from, fromId, to)).toEqual([[toId, [id]]]);
  expect(await listed(hubspot, to, toId, from)).toEqual([[fromId, [back]]]);
});

test("the first company of a contact is its primary one, until another is made it", async () => {
  const hubspot = await startCommerceHubspot();
  const contact = add(hubspot, "0-1");
  const [first, second] = [add(hubspot, "0-2"), add(hubspot, "0-2")];

  await put(hubspot, "companies", first, "contacts", contact);
  await put(hubspot, "contacts", contact, "companies", second);
  const before = await listed(hubspot, "contacts", contact, "companies");
  await hubspot.call("PUT", `${OBJECTS}/contacts/${contact}/associations/companies/${second}`, [
    { associationCategory: "HUBSPOT_DEFINED", associationTypeId: 1 },
  ]);

  expect(before).toEqual([
    [first, [1, 279]],
    [second, [279]],
  ]);
  expect(await listed(hubspot, "contacts", contact, "companies")).toEqual([
    [first, [279]],
    [second, [1, 279]],
  ]);
  expect(await listed(hubspot, "companies", second, "contacts")).toEqual([[contact, [2, 280]]]);
});

test("kinds that HubSpot does not tie together are refused: orders and carts with products, line items twice", async () => {
  const hubspot = await startCommerceHubspot();
  const [order, other, cart] = [add(hubspot, "0-123"), add(hubspot, "0-123"), add(hubspot, "0-142")];
  const [product, item] = [add(hubspot, "0-7"), add(hubspot, "0-8")];
  await put(hubspot, "orders", order, "line_items", item);

  expect((await put(hubspot, "orders", order, "products", product)).status).toBe(400);
  expect((await put(hubspot, "carts", cart, "products", product)).status).toBe(400);
  expect((await put(hubspot, "orders", order, "line_items", item)).status).toBe(200);
  expect((await put(hubspot, "orders", other, "line_items", item)).body.message).toContain("already belongs to ORDER");
  expect((await put(hubspot, "line_items", item, "carts", cart)).status).toBe(400);
});

test("carts and companies are tied together unless the account does not offer it", async () => {
  const offering = await startCommerceHubspot();
  const refusing = await startCommerceHubspot({ portals: [{ id: PORTAL, associatesCartsWithCompanies: false }] });
  const associate = (hubspot: TestHubspot) =>
    put(hubspot, "carts", add(hubspot, "0-142"), "companies", add(hubspot, "0-2"));

  expect((await associate(offering)).status).toBe(200);
  expect((await associate(refusing)).status).toBe(400);
});

test("records that do not exist are named in the refusal", async () => {
  const hubspot = await startCommerceHubspot();
  const order = add(hubspot, "0-123");

  const target = await put(hubspot, "orders", order, "contacts", "5");
  const source = await put(hubspot, "orders", "5", "contacts", add(hubspot, "0-1"));

  expect(target).toMatchObject({
    status: 400,
    body: {
      message: "One or more associations are invalid",
      context: { INVALID_OBJECT_IDS: ["CONTACT=5 is not valid"], objectId: ["5"], objectType: ["CONTACT"] },
    },
  });
  expect(source.status).toBe(404);
});

test("an account's own labels are made, used beside the unlabelled association, listed and taken away", async () => {
  const hubspot = await startCommerceHubspot();
  const [order, contact] = [add(hubspot, "0-123"), add(hubspot, "0-1")];
  const labels = "/crm/associations/2026-09/orders/contacts/labels";

  const made = await hubspot.call("POST", labels, { label: "Gift to", name: "gift_to", inverseLabel: "Gift of" });
  const typeId = Number(made.body.results[0]?.typeId);
  const again = await hubspot.call("POST", labels, { label: "gift to", name: "gift_too" });
  const path = `${OBJECTS}/orders/${order}/associations/contacts/${contact}`;
  const put = await hubspot.call("PUT", path, [{ associationCategory: "USER_DEFINED", associationTypeId: typeId }]);
  const used = await listed(hubspot, "orders", order, "contacts");
  await hubspot.call("DELETE", `${labels}/${typeId}`);

  expect(made.body.results).toMatchObject([
    { category: "USER_DEFINED", label: "Gift to" },
    { category: "USER_DEFINED", label: "Gift of" },
  ]);
  expect(again.status).toBe(400);
  expect(put).toMatchObject({
    status: 201,
    body: { fromObjectTypeId: "0-123", toObjectTypeId: "0-1", labels: ["Gift to"] },
  });
  expect(used).toEqual([[contact, [typeId, 507].toSorted()]]);
  expect(await listed(hubspot, "orders", order, "contacts")).toEqual([[contact, [507]]]);
  expect((await hubspot.call("GET", labels)).body.results).toEqual([
    { category: "HUBSPOT_DEFINED", typeId: 507, label: null },
  ]);
});

test("an unknown type and one of other kinds of record are refused", async () => {
  const hubspot = await startCommerceHubspot();
  const path = `${OBJECTS}/orders/${add(hubspot, "0-123")}/associations/contacts/${add(hubspot, "0-1")}`;
  const typed = (associationTypeId: number) =>
    hubspot.call("PUT", path, [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }]);

  expect((await typed(999)).body).toMatchObject({
    context: { INVALID_ASSOCIATION_TYPE_ID: ["HUBSPOT_DEFINED=999 is not a valid association definition id"] },
  });
  expect((await typed(508)).status).toBe(400);
  expect((await typed(509)).status).toBe(400);
  expect((await hubspot.call("PUT", path, [])).status).toBe(400);
});

test("changes of associations leave the records' modified times alone", async () => {
  const hubspot = await startCommerceHubspot();
  const [order, contact] = [add(hubspot, "0-123"), add(hubspot, "0-1")];
  const modified = async () => [
    (await hubspot.call("GET", `${OBJECTS}/orders/${order}`)).body.updatedAt,
    (await hubspot.call("GET", `${OBJECTS}/contacts/${contact}`)).body.updatedAt,
  ];
  const before = await modified();
  hubspot.clock.advance(60_000);

  await put(hubspot, "orders", order, "contacts", contact);
  await hubspot.call("DELETE", `${OBJECTS}/orders/${order}/associations/contacts/${contact}`);

  expect(await modified()).toEqual(before);
  expect(await listed(hubspot, "orders", order, "contacts")).toEqual([]);
});

test("a deleted record loses its associations, a merged one hands them over", async () => {
  const hubspot = await startCommerceHubspot();
  const order = add(hubspot, "0-123");
  const [kept, loser, gone] = [add(hubspot, "0-1"), add(hubspot, "0-1"), add(hubspot, "0-1")];
  const [home, away] = [add(hubspot, "0-2"), add(hubspot, "0-2")];
  for (const contact of [loser, gone]) await put(hubspot, "orders", order, "contacts", contact);
  await put(hubspot, "contacts", kept, "companies", home);
  await put(hubspot, "contacts", loser, "companies", away);

  await hubspot.call("DELETE", `${OBJECTS}/contacts/${gone}`);
  const merged = await hubspot.call("POST", `${OBJECTS}/contacts/merge`, {
    primaryObjectId: kept,
    objectIdToMerge: loser,
  });

  expect(await listed(hubspot, "orders", order, "contacts")).toEqual([[merged.body.id, [507]]]);
  expect(await listed(hubspot, "contacts", merged.body.id, "companies")).toEqual([
    [home, [1, 279]],
    [away, [279]],
  ]);
  expect(hubspot.portal(PORTAL).associations.of({ typeId: "0-1", id: loser }, "0-123").size).toBe(0);
});

test("reads of records show associated ids on demand, under HubSpot's names", async () => {
  const hubspot = await startCommerceHubspot();
  const [order, item, contact, company] = ["0-123", "0-8", "0-1", "0-2"].map((typeId) => add(hubspot, typeId));
  await put(hubspot, "orders", order ?? "", "line_items", item ?? "");
  await put(hubspot, "contacts", contact ?? "", "companies", company ?? "");

  const one = await hubspot.call("GET", `${OBJECTS}/orders/${order}?associations=line_items,contacts`);
  const list = await hubspot.call("GET", `${OBJECTS}/contacts?associations=companies`);

  expect(one.body.associations).toEqual({ "line items": { results: [{ id: item, type: "order_to_line_item" }] } });
  expect(list.body.results[0]?.associations).toEqual({
    companies: {
      results: [
        { id: company, type: "contact_to_company_unlabeled" },
        { id: company, type: "contact_to_company" },
      ],
    },
  });
});

test("lists of associations are paged", async () => {
  const hubspot = await startCommerceHubspot();
  const order = add(hubspot, "0-123");
  const items = [1, 2, 3].map(() => add(hubspot, "0-8"));
  for (const item of items) await put(hubspot, "orders", order, "line_items", item);
  const page = (query: string) =>
    hubspot.call("GET", `${OBJECTS}/orders/${order}/associations/line_items?limit=2${query}`);

  const first = await page("");
  const second = await page(`&after=${first.body.paging?.next.after}`);

  expect([...first.body.results, ...second.body.results].map(({ toObjectId }) => String(toObjectId))).toEqual(items);
  expect(second.body.paging).toBeUndefined();
  expect((await page("&limit=501")).status).toBe(200);
  expect((await hubspot.call("GET", `${OBJECTS}/orders/${order}/associations/line_items?limit=501`)).status).toBe(400);
});

test("both kinds of record must be within the app's scopes", async () => {
  const hubspot = await startCommerceHubspot();
  const [order, contact] = [add(hubspot, "0-123"), add(hubspot, "0-1")];
  const { accessToken } = hubspot.issueTokens(PORTAL, ["crm.objects.orders.write", "crm.objects.orders.read"]);
  const path = `${OBJECTS}/orders/${order}/associations/default/contacts/${contact}`;

  const refused = await hubspot.call("PUT", path, undefined, accessToken);

  expect(refused).toMatchObject({
    status: 403,
    body: { errors: [{ context: { requiredGranularScopes: ["crm.objects.contacts.write"] } }] },
  });
});
