import { expect, test } from "vitest";
import { OTHER_PORTAL, PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const CONTACTS = "/crm/objects/2026-09/contacts";

test("a created contact answers 201 with everything it has, normalised, and a Location", async () => {
  const { call } = await startTestHubspot();

  const created = await call("POST", CONTACTS, { properties: { email: " Ann@Example.COM ", firstname: " Ann " } });

  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe(`${CONTACTS}/${created.body.id}`);
  expect(created.body).toMatchObject({
    archived: false,
    properties: {
      email: "ann@example.com",
      firstname: "Ann",
      hs_object_id: created.body.id,
      hs_object_source: "INTEGRATION",
      lifecyclestage: "lead",
    },
  });
  expect(Object.keys(created.body.properties)).toEqual(Object.keys(created.body.properties).toSorted());
});

test("reading shows the default properties, or those asked for with null for unset and nothing for unknown", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com", phone: "1" });

  const plain = await call("GET", `${CONTACTS}/${id}`);
  const asked = await call("GET", `${CONTACTS}/${id}?properties=phone,city&properties=unknown`);

  expect(Object.keys(plain.body.properties)).toEqual([
    "createdate",
    "email",
    "firstname",
    "hs_object_id",
    "lastmodifieddate",
    "lastname",
  ]);
  expect(asked.body.properties).toMatchObject({ phone: "1", city: null });
  expect(asked.body.properties).not.toHaveProperty("unknown");
  expect(asked.body.properties).not.toHaveProperty("email");
});

test("an empty text clears a property, and null leaves it as it is", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com", phone: "1", city: "Oslo" });

  await call("PATCH", `${CONTACTS}/${id}`, { properties: { phone: "", city: null } });
  const read = await call("GET", `${CONTACTS}/${id}?properties=phone,city`);

  expect(read.body.properties).toMatchObject({ phone: "", city: "Oslo" });
});

test.each([
  "/crm/objects/2026-09/contacts",
  "/crm/objects/2026-03/contact",
  "/crm/v3/objects/0-1",
  "/crm/v3/objects/contacts/",
])("%s is the same contract", async (path) => {
  const { call } = await startTestHubspot();

  expect((await call("GET", path)).status).toBe(200);
});

test("unknown versions are 404, unknown types 400, unknown ids 404", async () => {
  const { call } = await startTestHubspot();

  expect((await call("GET", "/crm/objects/2024-01/contacts")).status).toBe(404);
  expect(await call("GET", "/crm/objects/2026-09/unicorns")).toMatchObject({
    status: 400,
    body: { message: "Unable to infer object type from: unicorns" },
  });
  expect((await call("GET", `${CONTACTS}/999`)).status).toBe(404);
  expect((await call("GET", `${CONTACTS}/ann`)).body.message).toBe("Object not found.  objectId are usually numeric.");
});

test("a contact is found by e-mail whatever its case, and by a secondary address", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com", hs_additional_emails: "b@example.com" });

  expect((await call("GET", `${CONTACTS}/A%40Example.com?idProperty=email`)).body.id).toBe(id);
  expect((await call("GET", `${CONTACTS}/b@example.com?idProperty=email`)).body.id).toBe(id);
  expect((await call("GET", `${CONTACTS}/a?idProperty=firstname`)).status).toBe(400);
  expect((await call("GET", `${CONTACTS}/${id}?idProperty=hs_object_id`)).status).toBe(400);
});

test("an e-mail that another contact has is 409 with the holder's id, a secondary one is 400", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com", hs_additional_emails: "b@example.com" });

  const taken = await call("POST", CONTACTS, { properties: { email: "A@example.com" } });
  const secondary = await call("POST", CONTACTS, { properties: { email: "b@example.com" } });

  expect(taken).toMatchObject({
    status: 409,
    body: { status: "error", message: `Contact already exists. Existing ID: ${id}`, category: "CONFLICT" },
  });
  expect(secondary).toMatchObject({ status: 400, body: { category: "VALIDATION_ERROR" } });
  expect(secondary.body.message).toMatch(
    new RegExp(`legacyObjectType=CONTACT.* on \\d+\\. ${id} already has that value`),
  );
});

test("every property that is unknown, read-only or wrong is named in one 400", async () => {
  const { call } = await startTestHubspot();

  const refused = await call("POST", CONTACTS, {
    properties: {
      email: "not an address",
      nickname: "x",
      hs_object_id: "5",
      lifecyclestage: "friend",
      closedate: "tomorrow",
      hubspot_owner_id: "1",
      message: "x".repeat(65_537),
      city: "Paris",
    },
  });

  expect(refused.status).toBe(400);
  expect(refused.body.errors.map((error) => error.code)).toEqual([
    "INVALID_EMAIL",
    "PROPERTY_DOESNT_EXIST",
    "READ_ONLY_VALUE",
    "INVALID_OPTION",
    "INVALID_LONG",
    "INVALID_OWNER_ID",
    "PROPERTY_VALUE_TOO_LONG",
  ]);
  expect(refused.body.message).toMatch(/^Property values were not valid: \[\{"isValid":false,/);
  expect(refused.body.errors[1]).toMatchObject({ context: { propertyName: ["nickname"] } });
});

test("values are kept as HubSpot keeps them: days, instants, options, numbers and appended choices", async () => {
  const { call } = await startTestHubspot();
  const base = { groupName: "contactinformation" };
  const define = (definition: object) => call("POST", "/crm/properties/2026-09/contacts", { ...base, ...definition });
  await define({ name: "day", label: "Day", type: "date", fieldType: "date" });
  await define({ name: "amount", label: "Amount", type: "number", fieldType: "number" });
  await define({ name: "agreed", label: "Agreed", type: "bool", fieldType: "booleancheckbox" });
  const options = ["a", "b", "c"].map((value, displayOrder) => ({ value, label: value, displayOrder, hidden: false }));
  await define({ name: "tags", label: "Tags", type: "enumeration", fieldType: "checkbox", options });

  const { body } = await call("POST", CONTACTS, {
    properties: {
      day: "1767225600000",
      amount: 12.5,
      agreed: true,
      tags: "a;b",
      closedate: "2026-01-01T10:00:00+02:00",
    },
  });
  const appended = await call("PATCH", `${CONTACTS}/${body.id}`, { properties: { tags: ";c;a" } });
  const wrong = await call("PATCH", `${CONTACTS}/${body.id}`, {
    properties: { day: "2026-02-30", amount: "12,5", agreed: "yes", tags: "d" },
  });
  const notMidnight = await call("PATCH", `${CONTACTS}/${body.id}`, { properties: { day: "1767225600001" } });

  expect(body.properties).toMatchObject({
    day: "2026-01-01",
    amount: "12.5",
    agreed: "true",
    tags: "a;b",
    closedate: "2026-01-01T08:00:00Z",
  });
  expect(appended.body.properties.tags).toBe("a;b;c");
  expect(wrong.body.errors.map((error) => error.code)).toEqual([
    "INVALID_LONG",
    "INVALID_DOUBLE",
    "INVALID_OPTION",
    "INVALID_OPTION",
  ]);
  expect(notMidnight.body.message).toContain("not midnight!");
});

test("an empty value clears, and the modified time moves only when something changed", async () => {
  const { call, clock } = await startTestHubspot();
  const { body } = await call("POST", CONTACTS, { properties: { email: "a@example.com", city: "Paris" } });

  clock.advance(1_000);
  const same = await call("PATCH", `${CONTACTS}/${body.id}`, { properties: { city: " Paris " } });
  const cleared = await call("PATCH", `${CONTACTS}/${body.id}`, { properties: { city: "" } });

  expect(same.body.updatedAt).toBe(body.updatedAt);
  expect(cleared.body.properties.city).toBe("");
  expect(Date.parse(String(cleared.body.updatedAt))).toBeGreaterThanOrEqual(Date.parse(String(body.updatedAt)) + 1_000);
});

test("an app moves the lifecycle stage forward only, unless it clears it first", async () => {
  const { call } = await startTestHubspot();
  const { body } = await call("POST", CONTACTS, { properties: { lifecyclestage: "customer" } });
  const set = async (lifecyclestage: string) =>
    (await call("PATCH", `${CONTACTS}/${body.id}`, { properties: { lifecyclestage } })).body.properties.lifecyclestage;

  expect(await set("lead")).toBe("customer");
  expect(await set("")).toBe("");
  expect(await set("lead")).toBe("lead");
});

test("promoting a secondary address swaps it with the primary one", async () => {
  const { call, portal } = await startTestHubspot();
  const { id } = portal(PORTAL).createRecord("0-1", { email: "a@example.com", hs_additional_emails: "b@example.com" });

  await call("PATCH", `${CONTACTS}/${id}`, { properties: { email: "b@example.com" } });

  const { body } = await call("GET", `${CONTACTS}/${id}?properties=email,hs_additional_emails`);
  expect(body.properties).toMatchObject({ email: "b@example.com", hs_additional_emails: "a@example.com" });
});

test("the list pages by id, shows archived records on request and histories with their sources", async () => {
  const { call, portal } = await startTestHubspot();
  const ids = Array.from({ length: 5 }, (_, n) => portal(PORTAL).createRecord("0-1", { firstname: `N${n}` }).id);
  await call("DELETE", `${CONTACTS}/${ids[1]}`);
  await call("PATCH", `${CONTACTS}/${ids[0]}`, { properties: { firstname: "New" } });

  const first = await call("GET", `${CONTACTS}?limit=3&propertiesWithHistory=firstname`);
  const second = await call("GET", `${CONTACTS}?limit=3&after=${first.body.paging?.next.after}`);
  const archived = await call("GET", `${CONTACTS}?archived=true`);

  expect(first.body.results.map(({ id }) => id)).toEqual([ids[0], ids[2], ids[3]]);
  expect(second.body.results.map(({ id }) => id)).toEqual([ids[4]]);
  expect(second.body.paging).toBeUndefined();
  expect(first.body.results[0]?.propertiesWithHistory).toMatchObject({
    firstname: [
      { value: "New", sourceType: "INTEGRATION" },
      { value: "N0", sourceType: "CRM_UI" },
    ],
  });
  expect(archived.body.results).toMatchObject([{ id: ids[1], archived: true, archivedAt: expect.any(String) }]);
  expect((await call("GET", `${CONTACTS}?limit=101`)).status).toBe(400);
});

test("deleting answers 204 also when the record is gone, and frees the address", async () => {
  const { call } = await startTestHubspot();
  const { body } = await call("POST", CONTACTS, { properties: { email: "a@example.com" } });

  expect((await call("DELETE", `${CONTACTS}/${body.id}`)).status).toBe(204);
  expect((await call("DELETE", `${CONTACTS}/${body.id}`)).status).toBe(204);
  expect((await call("DELETE", `${CONTACTS}/1`)).status).toBe(204);
  expect((await call("GET", `${CONTACTS}/${body.id}`)).status).toBe(404);
  expect((await call("PATCH", `${CONTACTS}/${body.id}`, { properties: {} })).status).toBe(404);
  expect((await call("GET", `${CONTACTS}/${body.id}?archived=true`)).status).toBe(200);
  expect((await call("POST", CONTACTS, { properties: { email: "a@example.com" } })).status).toBe(201);
});

test("a restore is refused while another contact holds the address", async () => {
  const { call, portal } = await startTestHubspot();
  const { contacts } = portal(PORTAL);
  const source = { changeSource: "CRM_UI", sourceId: "userId:1" } as const;
  const { body } = await call("POST", CONTACTS, { properties: { email: "a@example.com" } });
  await call("DELETE", `${CONTACTS}/${body.id}`);

  const other = await call("POST", CONTACTS, { properties: { email: "a@example.com" } });
  expect(() => contacts.restore(body.id, source)).toThrow(/already exists/);
  await call("DELETE", `${CONTACTS}/${other.body.id}`);
  contacts.restore(body.id, source);

  expect((await call("GET", `${CONTACTS}/${body.id}`)).body.properties.email).toBe("a@example.com");
});

test("after a merge both ids resolve to a record with a new id and all addresses", async () => {
  const { call } = await startTestHubspot();
  const create = async (properties: object) => (await call("POST", CONTACTS, { properties })).body.id;
  const primary = await create({ email: "a@example.com", firstname: "Ann" });
  const loser = await create({ email: "b@example.com", firstname: "Bea", city: "Paris" });

  const merged = await call("POST", `${CONTACTS}/merge`, { primaryObjectId: primary, objectIdToMerge: loser });

  expect(merged.status).toBe(200);
  expect([primary, loser]).not.toContain(merged.body.id);
  for (const id of [primary, loser]) {
    const { body } = await call(
      "GET",
      `${CONTACTS}/${id}?properties=email,firstname,city,hs_additional_emails,hs_merged_object_ids`,
    );
    expect(body).toMatchObject({
      id: merged.body.id,
      properties: { email: "a@example.com", firstname: "Ann", city: "Paris", hs_additional_emails: "b@example.com" },
    });
    expect(body.properties.hs_merged_object_ids).toBe(`${primary};${loser}`);
  }
  expect((await call("PATCH", `${CONTACTS}/${loser}`, { properties: { city: "Rome" } })).body.id).toBe(merged.body.id);
  const again = await call("POST", `${CONTACTS}/merge`, { primaryObjectId: primary, objectIdToMerge: loser });
  expect(again.status).toBe(400);
});

test("a portal may keep the primary's id when merging", async () => {
  const { call } = await startTestHubspot({ portals: [{ id: PORTAL, mergeMakesNewId: false }] });
  const create = async (email: string) => (await call("POST", CONTACTS, { properties: { email } })).body.id;
  const [primary, loser] = [await create("a@example.com"), await create("b@example.com")];

  const merged = await call("POST", `${CONTACTS}/merge`, { primaryObjectId: primary, objectIdToMerge: loser });

  expect(merged.body.id).toBe(primary);
  expect((await call("GET", `${CONTACTS}/${loser}`)).body.id).toBe(primary);
});

test("gdpr-delete removes a contact for good and blocks its address", async () => {
  const { call } = await startTestHubspot();
  const { body } = await call("POST", CONTACTS, { properties: { email: "a@example.com" } });

  const purge = (input: object) => call("POST", `${CONTACTS}/gdpr-delete`, input);
  expect((await purge({ objectId: "a@example.com", idProperty: "email" })).status).toBe(204);
  expect((await purge({ objectId: "never@example.com", idProperty: "email" })).status).toBe(204);

  expect((await call("GET", `${CONTACTS}/${body.id}?archived=true`)).status).toBe(404);
  expect((await call("POST", CONTACTS, { properties: { email: "a@example.com" } })).status).toBe(400);
  expect((await call("POST", CONTACTS, { properties: { email: "never@example.com" } })).status).toBe(400);
  expect((await purge({ objectId: body.id })).status).toBe(404);
});

test("an admin's required properties are enforced from 2026-09 on", async () => {
  const { call } = await startTestHubspot({ portals: [{ id: PORTAL, requiredOnCreate: { contacts: ["lastname"] } }] });
  const input = { properties: { email: "a@example.com" } };

  expect((await call("POST", CONTACTS, input)).body.errors).toMatchObject([{ code: "MISSING_REQUIRED_PROPERTY" }]);
  expect((await call("POST", "/crm/objects/2026-03/contacts", input)).status).toBe(201);
});

test("bodies must be JSON objects with properties", async () => {
  const { call, origin, token } = await startTestHubspot();
  const send = (body: string, type: string) =>
    fetch(origin + CONTACTS, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}`, "content-type": type },
    });

  expect((await send("{", "application/json")).status).toBe(400);
  expect((await send("email=a", "application/x-www-form-urlencoded")).status).toBe(415);
  expect((await call("POST", CONTACTS, { email: "a@example.com" })).status).toBe(400);
  expect((await call("POST", CONTACTS, { properties: { city: { name: "Paris" } } })).status).toBe(400);
  expect((await call("GET", `${CONTACTS}?properties=${"x".repeat(15_000)}`)).status).toBe(414);
  expect((await call("PUT", CONTACTS, {})).status).toBe(405);
});

test("portals hold the same ids, so a token that strays would find a wrong record", async () => {
  const { call, issueTokens, portal } = await startTestHubspot();
  const own = portal(PORTAL).createRecord("0-1", { firstname: "Own" });
  const other = portal(OTHER_PORTAL).createRecord("0-1", { firstname: "Other" });

  expect(other.id).toBe(own.id);
  const { accessToken } = issueTokens(OTHER_PORTAL);
  expect((await call("GET", `${CONTACTS}/${own.id}`, undefined, accessToken)).body.properties.firstname).toBe("Other");
});
