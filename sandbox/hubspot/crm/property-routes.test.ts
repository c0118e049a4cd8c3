import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const PROPERTIES = "/crm/properties/2026-09/contacts";
const CONTACTS = "/crm/objects/2026-09/contacts";

const custom = (name: string, more: object = {}) => ({
  name,
  label: "A label",
  type: "string",
  fieldType: "text",
  groupName: "contactinformation",
  ...more,
});

test("standard definitions tell what is read-only", async () => {
  const { call } = await startTestHubspot();

  const { body } = await call("GET", PROPERTIES);
  const readOnly = (name: string) => body.results.find((one) => one.name === name)?.modificationMetadata;

  expect(readOnly("email")).toMatchObject({ readOnlyValue: false, readOnlyDefinition: true, archivable: false });
  expect(readOnly("hs_object_id")).toMatchObject({ readOnlyValue: true });
  expect(readOnly("hs_email_optout")).toMatchObject({ readOnlyValue: true });
  expect(readOnly("lastmodifieddate")).toMatchObject({ readOnlyValue: true });
});

test("a definition is created with 201, read, changed and archived", async () => {
  const { call } = await startTestHubspot();

  const created = await call("POST", PROPERTIES, custom("favourite", { hasUniqueValue: true }));
  const changed = await call("PATCH", `${PROPERTIES}/favourite`, { label: "Favourite", hasUniqueValue: false });

  expect(created.status).toBe(201);
  expect(created.headers.get("location")).toBe(`${PROPERTIES}/favourite`);
  expect(created.body).toMatchObject({ hasUniqueValue: true, hubspotDefined: false, archived: false });
  expect(changed.body).toMatchObject({ label: "Favourite", hasUniqueValue: true });
  expect((await call("DELETE", `${PROPERTIES}/favourite`)).status).toBe(204);
  expect((await call("GET", `${PROPERTIES}/favourite`)).status).toBe(404);
  expect((await call("GET", `${PROPERTIES}/favourite?archived=true`)).body).toMatchObject({ archived: true });
  expect((await call("POST", CONTACTS, { properties: { favourite: "x" } })).status).toBe(400);
});

test("a name that exists is 409, the name of an archived one restores it with its old creation time", async () => {
  const { call, clock } = await startTestHubspot();
  const created = await call("POST", PROPERTIES, custom("favourite"));
  const again = await call("POST", PROPERTIES, custom("favourite"));
  await call("DELETE", `${PROPERTIES}/favourite`);
  clock.advance(60_000);

  const restored = await call("POST", PROPERTIES, custom("favourite", { label: "New label" }));

  expect(again).toMatchObject({
    status: 409,
    body: {
      message: "A property named 'favourite' already exists.",
      category: "OBJECT_ALREADY_EXISTS",
      subCategory: "Properties.PROPERTY_WITH_NAME_EXISTS",
    },
  });
  expect(restored.status).toBe(201);
  expect(restored.body).toMatchObject({ label: "New label", createdAt: created.body.createdAt, archived: false });
});

test.each([
  ["a missing label", { label: "" }],
  ["a missing group name", { groupName: undefined }],
  ["a group that does not exist", { groupName: "nowhere" }],
  ["an unknown type", { type: "text" }],
  ["a field type that does not fit", { type: "number", fieldType: "select" }],
  ["an enumeration without options", { type: "enumeration", fieldType: "select" }],
  [
    "options without display order",
    { type: "enumeration", fieldType: "select", options: [{ label: "A", value: "a" }] },
  ],
  ["capitals in the name", { name: "Favourite" }],
  ["a reserved name", { name: "hs_favourite" }],
  ["unique values of options", { type: "bool", fieldType: "booleancheckbox", hasUniqueValue: true }],
])("a definition with %s is 400", async (_, wrong) => {
  const { call } = await startTestHubspot();

  const { status, body } = await call("POST", PROPERTIES, custom("favourite", wrong));

  expect([status, body.category]).toEqual([400, "VALIDATION_ERROR"]);
});

test("an object has at most ten custom properties with unique values", async () => {
  const { call } = await startTestHubspot();
  const statuses: number[] = [];

  for (let n = 0; n < 11; n += 1) {
    statuses.push((await call("POST", PROPERTIES, custom(`key_${n}`, { hasUniqueValue: true }))).status);
  }

  expect(statuses).toEqual([...Array(10).fill(201), 400]);
});

test("a property in use cannot be archived, nor one of HubSpot's own", async () => {
  const { call } = await startTestHubspot({ portals: [{ id: PORTAL, propertiesInUse: ["favourite"] }] });
  await call("POST", PROPERTIES, custom("favourite"));

  expect((await call("DELETE", `${PROPERTIES}/favourite`)).body).toMatchObject({
    category: "VALIDATION_ERROR",
    subCategory: "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
  });
  expect((await call("DELETE", `${PROPERTIES}/email`)).status).toBe(400);
  expect((await call("PATCH", `${PROPERTIES}/email`, { label: "Mail" })).status).toBe(400);
});

test("options are replaced whole, and a value that is no option any more is refused", async () => {
  const { call } = await startTestHubspot();
  const option = (value: string) => ({ label: value, value, displayOrder: 0, hidden: false });
  await call(
    "POST",
    PROPERTIES,
    custom("size", { type: "enumeration", fieldType: "select", options: ["s", "m"].map(option) }),
  );

  const kept = await call("PATCH", `${PROPERTIES}/size`, { label: "Size" });
  const replaced = await call("PATCH", `${PROPERTIES}/size`, { options: [option("l")] });

  expect(kept.body.options).toHaveLength(2);
  expect(replaced.body.options).toMatchObject([{ value: "l" }]);
  expect((await call("POST", CONTACTS, { properties: { size: "s" } })).status).toBe(400);
  expect((await call("POST", CONTACTS, { properties: { size: "l" } })).status).toBe(201);
});

test("batches of definitions create, read and archive; what is refused comes in a 207", async () => {
  const { call } = await startTestHubspot();

  const created = await call("POST", `${PROPERTIES}/batch/create`, { inputs: [custom("one"), custom("two")] });
  const some = await call("POST", `${PROPERTIES}/batch/create`, { inputs: [custom("two"), custom("three")] });
  const read = await call("POST", `${PROPERTIES}/batch/read`, {
    archived: false,
    inputs: [{ name: "one" }, { name: "x" }],
  });
  const archived = await call("POST", `${PROPERTIES}/batch/archive`, { inputs: [{ name: "one" }, { name: "x" }] });

  expect(created.status).toBe(201);
  expect(some).toMatchObject({
    status: 207,
    body: { results: [{ name: "three" }], numErrors: 1, errors: [{ category: "OBJECT_ALREADY_EXISTS" }] },
  });
  expect(read).toMatchObject({ status: 207, body: { results: [{ name: "one" }] } });
  expect(archived.status).toBe(204);
  expect((await call("GET", `${PROPERTIES}/one`)).status).toBe(404);
});

test("groups are created once, changed, and archived when empty", async () => {
  const { call } = await startTestHubspot();
  const group = { name: "shop", label: "Shop" };

  expect((await call("POST", `${PROPERTIES}/groups`, group)).status).toBe(201);
  expect((await call("POST", `${PROPERTIES}/groups`, group)).status).toBe(409);
  expect((await call("PATCH", `${PROPERTIES}/groups/shop`, { label: "My shop" })).body).toMatchObject({
    label: "My shop",
  });
  await call("POST", PROPERTIES, custom("favourite", { groupName: "shop" }));
  expect((await call("DELETE", `${PROPERTIES}/groups/shop`)).status).toBe(400);
  await call("DELETE", `${PROPERTIES}/favourite`);
  expect((await call("DELETE", `${PROPERTIES}/groups/shop`)).status).toBe(204);
  expect((await call("GET", `${PROPERTIES}/groups/shop`)).status).toBe(404);
  expect((await call("GET", `${PROPERTIES}/groups`)).body.results.map((one) => one.name)).toContain(
    "contactinformation",
  );
});

test("options can be added to an enumeration, also to some of HubSpot's own, and values must be among them", async () => {
  const { call } = await startCommerceHubspot();
  const option = (value: string, displayOrder: number) => ({ value, label: value, displayOrder, hidden: false });
  const properties = "/crm/properties/2026-09/deals";
  const write = async (properties: object) =>
    (await call("POST", "/crm/objects/2026-09/deals", { properties })).body.errors?.[0];

  await call("POST", properties, {
    name: "shop",
    label: "Shop",
    type: "enumeration",
    fieldType: "select",
    groupName: "dealinformation",
    options: [option("paris", 0)],
  });
  const before = await write({ shop: "rome" });
  const added = await call("PATCH", `${properties}/shop`, { options: [option("paris", 0), option("rome", 1)] });
  const own = await call("PATCH", `${properties}/dealtype`, { options: [option("wholesale", 0)] });
  const closed = await call("PATCH", `${properties}/dealstage`, { options: [option("new", 0)] });

  expect(before).toMatchObject({ code: "INVALID_OPTION", context: { propertyName: ["shop"] } });
  expect(before?.message).toMatch(/^rome was not one of the allowed options: \[label: "paris"/);
  expect([added.status, own.status, closed.status]).toEqual([200, 200, 400]);
  expect(await write({ shop: "rome", dealtype: "wholesale" })).toBeUndefined();
});
