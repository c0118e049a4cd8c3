import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import type { Body, Call } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const BATCH = "/crm/objects/2026-09/contacts/batch";

const contact = (email: string, more: object = {}) => ({ properties: { email }, ...more });

async function defineKey(call: Call): Promise<void> {
  await call("POST", "/crm/properties/2026-09/contacts", {
    name: "shop_key",
    label: "Shop key",
    type: "string",
    fieldType: "text",
    groupName: "contactinformation",
    hasUniqueValue: true,
  });
}

const emails = (results: Body[]) => results.map(({ properties }) => properties.email).sort();

test("a batch create answers 201, in no order, each result with the trace id of its input", async () => {
  const { call } = await startTestHubspot();
  const inputs = Array.from({ length: 100 }, (_, n) => ({
    properties: { email: `c${n}@example.com` },
    objectWriteTraceId: `t-${n}`,
  }));

  const { status, body } = await call("POST", `${BATCH}/create`, { inputs });

  expect(status).toBe(201);
  expect(body.status).toBe("COMPLETE");
  expect(body.results).toHaveLength(100);
  for (const result of body.results)
    expect(`c${result.objectWriteTraceId?.toString().slice(2)}@example.com`).toBe(result.properties.email);
  expect(body.results.map((result) => result.objectWriteTraceId)).not.toEqual(
    inputs.map((input) => input.objectWriteTraceId),
  );
});

test("without trace ids the first bad input fails the whole batch with its own status and body", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com" });

  const taken = await call("POST", `${BATCH}/create`, {
    inputs: [contact("new@example.com"), contact("A@example.com")],
  });
  const wrong = await call("POST", `${BATCH}/create`, {
    inputs: [contact("new@example.com", { objectWriteTraceId: "only one of two" }), contact("wrong")],
  });

  const sameTrace = await call("POST", `${BATCH}/create`, {
    inputs: ["new@example.com", "wrong"].map((email) => contact(email, { objectWriteTraceId: "same" })),
  });

  expect(sameTrace.status).toBe(400);
  expect(taken).toMatchObject({ status: 409, body: { message: `Contact already exists. Existing ID: ${id}` } });
  expect(wrong.status).toBe(400);
  expect(portal(PORTAL).contacts.count()).toBe(1);
});

test("with trace ids the good inputs are written and the bad ones listed in a 207", async () => {
  const { call, portal } = await startTestHubspot();
  portal(PORTAL).createRecord("0-1", { email: "a@example.com" });
  const given = ["new@example.com", "a@example.com", "wrong", "new@example.com"];
  const inputs = given.map((email, n) => contact(email, { objectWriteTraceId: `t-${n}` }));

  const { status, body } = await call("POST", `${BATCH}/create`, { inputs });

  expect(status).toBe(207);
  expect(body).toMatchObject({ status: "COMPLETE", numErrors: 3 });
  expect(emails(body.results)).toEqual(["new@example.com"]);
  expect(body.errors).toMatchObject([
    { status: "error", category: "CONFLICT", context: { objectWriteTraceId: ["t-1"] } },
    { status: "error", category: "VALIDATION_ERROR", context: { objectWriteTraceId: ["t-2"] } },
    { category: "CONFLICT", message: `Contact already exists. Existing ID: ${body.results[0]?.id}` },
  ]);
});

test("batches hold 1 to 100 inputs", async () => {
  const { call } = await startTestHubspot();
  const inputs = Array.from({ length: 101 }, (_, n) => contact(`c${n}@example.com`));

  expect((await call("POST", `${BATCH}/create`, { inputs })).status).toBe(400);
  expect((await call("POST", `${BATCH}/create`, { inputs: [] })).status).toBe(400);
  expect((await call("POST", `${BATCH}/create`, {})).status).toBe(400);
  expect((await call("POST", `${BATCH}/read`, { inputs: inputs.map((_, n) => ({ id: String(n) })) })).status).toBe(400);
});

test("a batch read gives what it finds and names the rest in a 207", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com", city: "Paris" });

  const all = await call("POST", `${BATCH}/read`, { properties: ["city"], inputs: [{ id }] });
  const some = await call("POST", `${BATCH}/read`, {
    properties: ["city"],
    idProperty: "email",
    inputs: [{ id: "A@EXAMPLE.com" }, { id: "b@example.com" }],
  });

  expect(all).toMatchObject({ status: 200, body: { results: [{ id, properties: { city: "Paris" } }] } });
  expect(some).toMatchObject({
    status: 207,
    body: {
      results: [{ id }],
      numErrors: 1,
      errors: [{ category: "OBJECT_NOT_FOUND", context: { ids: ["b@example.com"] } }],
    },
  });
  const { status } = await call("POST", `${BATCH}/read`, { idProperty: "city", inputs: [{ id: "Paris" }] });
  expect(status).toBe(400);
});

test("a batch read with histories takes 50 inputs", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { city: "Paris" });

  const { body } = await call("POST", `${BATCH}/read`, { propertiesWithHistory: ["city"], inputs: [{ id }] });
  const tooMany = { propertiesWithHistory: ["city"], inputs: Array.from({ length: 51 }, (_, n) => ({ id: `${n}` })) };

  expect(body.results[0]?.propertiesWithHistory).toMatchObject({ city: [{ value: "Paris" }] });
  expect((await call("POST", `${BATCH}/read`, tooMany)).status).toBe(400);
});

test("a batch update writes by id or unique property and refuses two inputs of one record", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com" });
  const other = portal(PORTAL).createRecord("0-1", { email: "b@example.com" });

  const good = await call("POST", `${BATCH}/update`, {
    inputs: [
      { id, properties: { city: "Paris" } },
      { id: "b@example.com", idProperty: "email", properties: { city: "Rome" } },
    ],
  });
  const doubled = await call("POST", `${BATCH}/update`, {
    inputs: [
      { id, properties: { city: "Oslo" }, objectWriteTraceId: "1" },
      { id: "a@example.com", idProperty: "email", properties: { city: "Bonn" }, objectWriteTraceId: "2" },
    ],
  });

  expect(good.status).toBe(200);
  expect(good.body.results.map((result) => [result.id, result.properties.city]).sort()).toEqual([
    [id, "Paris"],
    [other.id, "Rome"],
  ]);
  expect(doubled).toMatchObject({
    status: 400,
    body: { message: `Duplicate IDs found in batch input: [${id}]. IDs must be unique`, context: { ids: [id] } },
  });
});

test("a batch update of a missing record is refused alone when it is traced", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", {});
  const inputs = [id, "1"].map((one) => ({ id: one, properties: { city: "Paris" }, objectWriteTraceId: one }));

  const traced = await call("POST", `${BATCH}/update`, { inputs });
  const untraced = await call("POST", `${BATCH}/update`, {
    inputs: inputs.map(({ id: one, properties }) => ({ id: one, properties })),
  });

  expect(traced).toMatchObject({
    status: 207,
    body: { results: [{ id, objectWriteTraceId: id }], errors: [{ category: "OBJECT_NOT_FOUND" }] },
  });
  expect(untraced.status).toBe(404);
});

test("an upsert by a unique property creates and updates, and says which", async () => {
  const { call } = await startTestHubspot();
  await defineKey(call);
  const upsert = (city: string) =>
    call("POST", `${BATCH}/upsert`, {
      inputs: [{ id: "shop:1", idProperty: "shop_key", properties: { email: "a@example.com", city } }],
    });

  const created = await upsert("Paris");
  const updated = await upsert("Rome");

  expect(created).toMatchObject({
    status: 200,
    body: { results: [{ new: true, properties: { shop_key: "shop:1" } }] },
  });
  expect(updated).toMatchObject({
    status: 200,
    body: {
      results: [{ id: created.body.results[0]?.id, new: false, properties: { city: "Rome", shop_key: "shop:1" } }],
    },
  });
});

test("an upsert by a property without unique values, or by the record's id, is 400", async () => {
  const { call } = await startTestHubspot();
  const upsert = (idProperty: string | undefined) =>
    call("POST", `${BATCH}/upsert`, { inputs: [{ id: "Paris", idProperty, properties: {} }] });

  expect((await upsert("city")).body.message).toContain("Unable to perform update/upsert by non-unique 0-1 property");
  expect((await upsert("hs_object_id")).status).toBe(400);
  expect((await upsert("nothing")).status).toBe(400);
  expect((await upsert(undefined)).status).toBe(400);
});

test("an upsert by e-mail is all or nothing, one by another unique property may be partial", async () => {
  const { call, portal } = await startTestHubspot();
  await defineKey(call);
  const inputs = (idProperty: string, ids: string[]) =>
    ids.map((id, n) => ({
      id,
      idProperty,
      properties: n === 1 ? { city: "Rome", nickname: "x" } : {},
      objectWriteTraceId: id,
    }));

  const byEmail = await call("POST", `${BATCH}/upsert`, {
    inputs: inputs("email", ["a@example.com", "b@example.com"]),
  });
  const byKey = await call("POST", `${BATCH}/upsert`, { inputs: inputs("shop_key", ["1", "2"]) });

  expect(byEmail.status).toBe(400);
  expect(byKey).toMatchObject({
    status: 207,
    body: { results: [{ new: true, objectWriteTraceId: "1" }], numErrors: 1 },
  });
  expect(portal(PORTAL).contacts.count()).toBe(1);
});

test("two inputs of one key reject the upsert whatever their case", async () => {
  const { call } = await startTestHubspot();
  const inputs = ["a@example.com", "A@Example.com"].map((id, n) => ({
    id,
    idProperty: "email",
    properties: {},
    objectWriteTraceId: `${n}`,
  }));

  const { status, body } = await call("POST", `${BATCH}/upsert`, { inputs });

  expect(status).toBe(400);
  expect(body.message).toContain("Duplicate IDs found in batch input: [a@example.com]");
});

test("a unique value that another record holds is 400 and names the holder", async () => {
  const { call } = await startTestHubspot();
  await defineKey(call);
  const first = await call("POST", "/crm/objects/2026-09/contacts", { properties: { shop_key: "1" } });

  const second = await call("POST", "/crm/objects/2026-09/contacts", { properties: { shop_key: "1" } });

  expect(second.status).toBe(400);
  expect(second.body.message).toContain(`propertyName=shop_key, value=1} on`);
  expect(second.body.message).toContain(`${first.body.id} already has that value.`);
});

test("a batch archive is 204 whatever the records' state", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", {});

  expect((await call("POST", `${BATCH}/archive`, { inputs: [{ id }, { id: "1" }] })).status).toBe(204);
  expect((await call("POST", `${BATCH}/archive`, { inputs: [{ id }] })).status).toBe(204);
  expect(portal(PORTAL).contacts.count()).toBe(0);
});

test("the partial fault refuses one input of a batch and takes the others", async () => {
  const { call, faults } = await startTestHubspot();
  faults.add({ kind: "partial", match: { path: "/batch/create", body: "b@example" } });
  const inputs = ["a@example.com", "b@example.com"].map((email) => contact(email));

  const { status, body } = await call("POST", `${BATCH}/create`, { inputs });

  expect(status).toBe(207);
  expect(emails(body.results)).toEqual(["a@example.com"]);
  expect(body.errors).toMatchObject([{ status: "error", category: "VALIDATION_ERROR" }]);
});

test.each(["companies", "deals", "products", "line_items", "orders", "carts"])(
  "%s are upserted by a unique property of the app's own, read by it, and archived in batches",
  async (plural) => {
    const { call, portal } = await startCommerceHubspot();
    const path = `/crm/objects/2026-09/${plural}/batch`;
    const [space] = portal(PORTAL)
      .spaces()
      .filter(({ type }) => type.plural === plural);
    const [shown = ""] = space?.type.nameProperties ?? [];
    const groupName = space?.type.groups[0]?.name;
    await call("POST", `/crm/properties/2026-09/${plural}`, {
      name: "shop_key",
      label: "Shop key",
      type: "string",
      fieldType: "text",
      groupName,
      hasUniqueValue: true,
    });
    const input = (id: string, name: string) => ({ id, idProperty: "shop_key", properties: { [shown]: name } });

    const first = await call("POST", `${path}/upsert`, { inputs: [input("a", "A"), input("b", "B")] });
    const second = await call("POST", `${path}/upsert`, { inputs: [input("b", "B2"), input("c", "C")] });
    const read = await call("POST", `${path}/read`, {
      idProperty: "shop_key",
      properties: [shown],
      inputs: [{ id: "b" }, { id: "x" }],
    });
    const ids = second.body.results.map(({ id }) => ({ id }));
    const archived = await call("POST", `${path}/archive`, { inputs: ids });

    expect([first.status, second.status, read.status, archived.status]).toEqual([200, 200, 207, 204]);
    expect(second.body.results.map((one) => one.new).toSorted()).toEqual([false, true]);
    expect(read.body.results).toMatchObject([{ properties: { [shown]: "B2" } }]);
    expect(portal(PORTAL).counts()[plural]).toEqual({ active: 1, archived: 2 });
  },
);

test("an input that is refused leaves its claims to the next of the batch", async () => {
  const { call, portal } = await startCommerceHubspot({ portals: [{ id: PORTAL, recordLimits: { orders: 1 } }] });
  const item = portal(PORTAL).createRecord("0-8", {}).id;
  const associations = [
    { to: { id: item }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 513 }] },
  ];
  const input = (objectWriteTraceId: string, properties: object) => ({ objectWriteTraceId, properties, associations });

  const { status, body } = await call("POST", "/crm/objects/2026-09/orders/batch/create", {
    inputs: [input("1", { hs_pipeline_stage: "nowhere" }), input("2", {})],
  });

  expect(status).toBe(207);
  expect(body.results).toMatchObject([{ objectWriteTraceId: "2" }]);
  expect(portal(PORTAL).associations.count("0-123", "0-8")).toBe(1);
});
