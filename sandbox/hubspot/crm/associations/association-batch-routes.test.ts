import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import type { TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const PATH = "/crm/associations/2026-09/orders/line_items/batch";
const ITEM = { associationCategory: "HUBSPOT_DEFINED", associationTypeId: 513 };

const add = (hubspot: TestHubspot, typeId: string) => hubspot.portal(PORTAL).createRecord(typeId, {}).id;
const link = (from: string, to: string) => ({ from: { id: from }, to: { id: to } });

/** An order with two line items, and one without any. */
async function startWithOrders() {
  const hubspot = await startCommerceHubspot();
  const [order, empty, one, two] = ["0-123", "0-123", "0-8", "0-8"].map((typeId) => add(hubspot, typeId));
  const ids = { order: order ?? "", empty: empty ?? "", one: one ?? "", two: two ?? "" };
  const inputs = [link(ids.order, ids.one), link(ids.order, ids.two)];
  await hubspot.call("POST", `${PATH}/associate/default`, { inputs });
  return { hubspot, ids };
}

test("a batch of labelled associations answers 201, and 207 when one names a missing record", async () => {
  const hubspot = await startCommerceHubspot();
  const [order, item] = [add(hubspot, "0-123"), add(hubspot, "0-8")];
  const input = { ...link(order, item), types: [ITEM] };

  const good = await hubspot.call("POST", `${PATH}/create`, { inputs: [input] });
  const mixed = await hubspot.call("POST", `${PATH}/create`, { inputs: [input, { ...input, to: { id: "5" } }] });
  const bad = await hubspot.call("POST", `${PATH}/create`, { inputs: [{ ...input, to: { id: "5" } }] });

  expect(good).toMatchObject({
    status: 201,
    body: { status: "COMPLETE", results: [{ fromObjectId: Number(order), toObjectId: Number(item), labels: [] }] },
  });
  expect(mixed).toMatchObject({
    status: 207,
    body: { numErrors: 1, errors: [{ context: { INVALID_OBJECT_IDS: ["LINE_ITEM=5 is not valid"] } }] },
  });
  expect(bad.status).toBe(400);
});

test("a default batch needs no types, and keeps the rule of one parent", async () => {
  const { hubspot, ids } = await startWithOrders();

  const answer = await hubspot.call("POST", `${PATH}/associate/default`, {
    inputs: [link(ids.empty, ids.one), link(ids.order, ids.two)],
  });

  expect(answer.status).toBe(207);
  expect(answer.body.results).toHaveLength(2);
  expect(answer.body.errors[0]?.message).toContain("already belongs to ORDER");
});

test("reading gives what each record has, and names those without any in a 207 that is no failure", async () => {
  const { hubspot, ids } = await startWithOrders();

  const all = await hubspot.call("POST", `${PATH}/read`, { inputs: [{ id: ids.order }] });
  const mixed = await hubspot.call("POST", `${PATH}/read`, { inputs: [{ id: ids.order }, { id: ids.empty }] });

  expect(all).toMatchObject({
    status: 200,
    body: {
      results: [
        {
          from: { id: ids.order },
          to: [
            {
              toObjectId: Number(ids.one),
              associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 513, label: null }],
            },
            { toObjectId: Number(ids.two) },
          ],
        },
      ],
    },
  });
  expect(mixed).toMatchObject({
    status: 207,
    body: {
      numErrors: 1,
      errors: [
        {
          category: "OBJECT_NOT_FOUND",
          subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
          message: `No line_item is associated with order ${ids.empty}.`,
          context: { fromObjectId: [ids.empty], fromObjectType: ["order"], toObjectType: ["line_item"] },
        },
      ],
    },
  });
});

test("archiving answers 200 on dated versions and 204 on the old one, also for what is gone", async () => {
  const { hubspot, ids } = await startWithOrders();
  const inputs = [{ from: { id: ids.order }, to: [{ id: ids.one }] }];
  const old = "/crm/v4/associations/orders/line_items/batch/archive";

  const dated = await hubspot.call("POST", `${PATH}/archive`, { inputs });
  const numbered = await hubspot.call("POST", old, { inputs });
  const left = await hubspot.call("POST", `${PATH}/read`, { inputs: [{ id: ids.order }] });

  expect([dated.status, numbered.status]).toEqual([200, 204]);
  expect(left.body.results[0]?.to).toHaveLength(1);
});

test("archiving a label leaves the association, archiving the unlabelled type ends it", async () => {
  const hubspot = await startCommerceHubspot();
  const [contact, company] = [add(hubspot, "0-1"), add(hubspot, "0-2")];
  const path = "/crm/associations/2026-09/contacts/companies/batch";
  await hubspot.call("POST", `${path}/associate/default`, { inputs: [link(contact, company)] });
  const archive = (associationTypeId: number) =>
    hubspot.call("POST", `${path}/labels/archive`, {
      inputs: [{ ...link(contact, company), types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }] }],
    });
  const { associations } = hubspot.portal(PORTAL);
  const left = () => associations.typesBetween({ typeId: "0-1", id: contact }, { typeId: "0-2", id: company });

  await archive(1);
  expect(left().map(({ typeId }) => typeId)).toEqual([279]);
  await archive(279);
  expect(left()).toEqual([]);
});

test("the limits are 2,000 to create, 1,000 to read and 100 records to archive from", async () => {
  const hubspot = await startCommerceHubspot();
  const many = <T>(count: number, make: (id: string) => T) =>
    Array.from({ length: count }, (_, index) => make(String(index + 1)));
  const status = async (verb: string, inputs: object[]) =>
    (await hubspot.call("POST", `${PATH}/${verb}`, { inputs })).status;

  expect(
    await status(
      "create",
      many(2_001, (id) => ({ ...link(id, id), types: [ITEM] })),
    ),
  ).toBe(400);
  expect(
    await status(
      "associate/default",
      many(2_001, (id) => link(id, id)),
    ),
  ).toBe(400);
  expect(
    await status(
      "read",
      many(1_001, (id) => ({ id })),
    ),
  ).toBe(400);
  expect(
    await status(
      "read",
      many(1_000, (id) => ({ id })),
    ),
  ).toBe(207);
  expect(
    await status(
      "archive",
      many(101, (id) => ({ from: { id }, to: [{ id }] })),
    ),
  ).toBe(400);
  expect(
    await status(
      "archive",
      many(100, (id) => ({ from: { id }, to: [{ id }] })),
    ),
  ).toBe(200);
});

test("associations do not count against the ten-second limit", async () => {
  const hubspot = await startCommerceHubspot({ rateLimit: 1 });
  const read = () => hubspot.call("POST", `${PATH}/read`, { inputs: [{ id: "1" }] });
  await hubspot.call("GET", "/crm/objects/2026-09/orders");

  const answers = [await read(), await read(), await read()];

  expect(answers.map(({ status }) => status)).toEqual([207, 207, 207]);
  expect(answers[0]?.headers.get("x-hubspot-ratelimit-max")).toBeNull();
  expect((await hubspot.call("GET", "/crm/objects/2026-09/orders")).status).toBe(429);
});

test("records can be made with their associations, one by one and in batches", async () => {
  const hubspot = await startCommerceHubspot();
  const [contact, order] = [add(hubspot, "0-1"), add(hubspot, "0-123")];
  const to = (id: string, associationTypeId: number) => ({
    to: { id },
    types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }],
  });
  const { associations } = hubspot.portal(PORTAL);

  const one = await hubspot.call("POST", "/crm/objects/2026-09/orders", {
    properties: { hs_order_name: "#1" },
    associations: [to(contact, 507)],
  });
  const batch = await hubspot.call("POST", "/crm/objects/2026-09/line_items/batch/create", {
    inputs: [1, 2].map((n) => ({ properties: { name: `Item ${n}` }, associations: [to(order, 514)] })),
  });

  expect([one.status, batch.status]).toEqual([201, 201]);
  expect([...associations.of({ typeId: "0-1", id: contact }, "0-123").keys()]).toEqual([one.body.id]);
  expect([...associations.of({ typeId: "0-123", id: order }, "0-8").keys()].toSorted()).toEqual(
    batch.body.results.map(({ id }) => id).toSorted(),
  );
});

test("a create with an association that is not possible makes nothing", async () => {
  const hubspot = await startCommerceHubspot();
  const item = add(hubspot, "0-8");
  const [one, two] = [add(hubspot, "0-123"), add(hubspot, "0-123")];
  const spec = (associationTypeId: number) => [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }];
  const create = (type: string, associations: object[]) =>
    hubspot.call("POST", `/crm/objects/2026-09/${type}`, { properties: {}, associations });
  const before = hubspot.portal(PORTAL).counts();

  const missing = await create("orders", [{ to: { id: "5" }, types: spec(507) }]);
  const unknown = await create("orders", [{ to: { id: item }, types: spec(1) }]);
  const parents = await create("line_items", [
    { to: { id: one }, types: spec(514) },
    { to: { id: two }, types: spec(514) },
  ]);
  const claimed = await hubspot.call("POST", "/crm/objects/2026-09/orders/batch/create", {
    inputs: [1, 2].map(() => ({ properties: {}, associations: [{ to: { id: item }, types: spec(513) }] })),
  });
  const upsert = await hubspot.call("POST", "/crm/objects/2026-09/products/batch/upsert", {
    inputs: [{ id: "S", idProperty: "hs_sku", properties: {}, associations: [] }],
  });

  expect([missing, unknown, parents, claimed, upsert].map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  expect(hubspot.portal(PORTAL).counts()).toEqual(before);
});
