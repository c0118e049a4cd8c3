import type { Property } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { expect, test } from "vitest";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { FakeAnswer, FakeCall } from "#tests/support/fake-hubspot-transport.ts";
import { fakeTransport } from "#tests/support/fake-hubspot-transport.ts";
import type { PropertyFacts } from "./read-properties.ts";
import { createPropertyReader, findUnavailable } from "./read-properties.ts";

const caller = { portalId: "77", lane: "live" } as const;
const property = (name: string, more: object = {}) => ({
  name,
  label: name,
  description: "",
  type: "string",
  fieldType: "text",
  groupName: "tandem",
  options: [],
  archived: false,
  ...more,
});

/** A portal's property definitions, those of the other list archived. */
function portal(
  live: object[],
  { archived = [], refuses }: { archived?: object[]; refuses?: (call: FakeCall) => FakeAnswer | null } = {},
) {
  const time = { now: 0 };
  const transport = fakeTransport((call) => {
    const refusal = refuses?.(call);
    if (refusal) return refusal;
    if (call.path.endsWith("/groups"))
      return call.method === "GET" ? { body: { results: [] } } : { status: 201, body: call.body };
    if (call.method === "GET") return { body: { results: call.query.get("archived") === "true" ? archived : live } };
    live.push(property(String(call.body.name), call.body));
    return { status: 201, body: live.at(-1) };
  });
  const reader = createPropertyReader({ transport, clock: { now: () => new Date(time.now) } });
  return { reader, time, calls: transport.calls };
}

test("reads what matters of each property, archived ones included", async () => {
  const { reader } = portal(
    [
      property("hs_tier", {
        type: "enumeration",
        fieldType: "select",
        options: [{ label: "Gold", value: "gold", displayOrder: 0, hidden: false }],
      }),
      property("hs_total", { type: "number", calculated: true }),
      property("hs_closed_date", {
        modificationMetadata: { readOnlyValue: true, readOnlyDefinition: true, archivable: false },
      }),
      property("tandem_key", { hasUniqueValue: true }),
    ],
    { archived: [property("former", { archived: true }), property("tandem_key", { archived: true })] },
  );

  const found = await reader.read(caller, "orders");

  expect(
    found.map(({ name, readOnly, calculated, archived, hasUniqueValue }) => [
      name,
      readOnly,
      calculated,
      archived,
      hasUniqueValue,
    ]),
  ).toEqual([
    ["hs_tier", false, false, false, false],
    ["hs_total", true, true, false, false],
    ["hs_closed_date", true, false, false, false],
    ["tandem_key", false, false, false, true],
    ["former", false, false, true, false],
  ]);
  expect(found[0]?.options).toEqual([{ label: "Gold", value: "gold" }]);
});

test("remembers a portal's properties for ten minutes", async () => {
  const { reader, time, calls } = portal([property("a")]);

  await reader.read(caller, "orders");
  time.now = 9 * 60_000;
  await reader.read(caller, "orders");
  expect(calls).toHaveLength(2);

  await reader.read({ ...caller, portalId: "78" }, "orders");
  expect(calls).toHaveLength(4);

  time.now = 11 * 60_000;
  await reader.read(caller, "orders");
  expect(calls).toHaveLength(6);
});

test("what was just read for another reason is not asked for again, and supersedes what is remembered", async () => {
  const { reader, time, calls } = portal([property("a")]);
  await reader.read(caller, "orders");

  reader.note(caller, "orders", [property("b")] as Property[]);
  const noted = await reader.read(caller, "orders");

  expect(noted.map(({ name }) => name)).toEqual(["b"]);
  expect(calls.map(({ query }) => query.get("archived"))).toEqual(["false", "true", "true"]);
  reader.note(caller, "orders", [property("c")] as Property[]);
  time.now = 2 * 60_000;
  expect((await reader.read(caller, "orders")).map(({ name }) => name)).toEqual(["a"]);
});

test("makes a property in our group, once", async () => {
  const { reader, calls } = portal([]);
  const wanted = { name: "colour", label: "Colour", description: "", type: "string", fieldType: "text" } as const;

  const made = await reader.create(caller, "products", wanted);
  const again = await reader.create(caller, "products", wanted);

  expect(made).toMatchObject({ name: "colour", type: "string" });
  expect(again).toEqual(made);
  const posts = calls.filter(({ method }) => method === "POST");
  expect(posts.map(({ path }) => path)).toEqual([
    "/crm/properties/2026-09/products/groups",
    "/crm/properties/2026-09/products",
  ]);
  expect(posts[1]?.body).toMatchObject({ name: "colour", groupName: "tandem" });
});

test("a property just made is seen at once", async () => {
  const { reader } = portal([]);
  await reader.read(caller, "products");

  await reader.create(caller, "products", {
    name: "size",
    label: "Size",
    description: "",
    type: "number",
    fieldType: "number",
  });

  expect((await reader.read(caller, "products")).map(({ name }) => name)).toEqual(["size"]);
});

test.each(["", "Colour", "1st", "shop-colour", "a".repeat(101)])("refuses the name %j without asking", async (name) => {
  const { reader, calls } = portal([]);

  await expect(
    reader.create(caller, "products", { name, label: "x", description: "", type: "string", fieldType: "text" }),
  ).rejects.toMatchObject({ kind: "permanent", code: "property_name_invalid" });
  expect(calls).toEqual([]);
});

test("a property of the name that has another type or cannot be written is in the way", async () => {
  const { reader } = portal([property("colour", { type: "enumeration" }), property("size", { calculated: true })]);
  const wanted = { label: "x", description: "", type: "string", fieldType: "text" } as const;

  for (const name of ["colour", "size"]) {
    await expect(reader.create(caller, "products", { name, ...wanted })).rejects.toMatchObject({
      kind: "permanent",
      code: "property_conflict",
      details: { property: name },
    });
  }
});

test("a property that another process made in between is what was wanted", async () => {
  const live: object[] = [];
  const { reader } = portal(live, {
    refuses: ({ method, path }) => {
      if (method !== "POST" || path.endsWith("/groups")) return null;
      live.push(property("colour"));
      return { status: 409, body: { category: "OBJECT_ALREADY_EXISTS" } };
    },
  });

  const made = await reader.create(caller, "products", {
    name: "colour",
    label: "x",
    description: "",
    type: "string",
    fieldType: "text",
  });

  expect(made.name).toBe("colour");
});

test("a portal that takes no more properties, or lacks the object, says so", async () => {
  const full = portal([], {
    refuses: ({ method, path }) => (method === "POST" && !path.endsWith("/groups") ? { status: 400, body: {} } : null),
  });
  const lacking = portal([], { refuses: () => ({ status: 404, body: { message: "resource not found" } }) });
  const wanted = { name: "a", label: "x", description: "", type: "string", fieldType: "text" } as const;

  await expect(full.reader.create(caller, "carts", wanted)).rejects.toMatchObject({ code: "property_refused" });
  await expect(lacking.reader.read(caller, "carts")).rejects.toMatchObject({ code: "object_unavailable" });
});

test("finds which of HubSpot's own properties a portal cannot take, and leaves ours alone", () => {
  const field = (hubspot: string, more: object = {}) => ({
    shopify: hubspot,
    hubspot,
    direction: "to_hubspot" as const,
    transform: "text",
    ...more,
  });
  const definition = {
    fields: [
      field("name"),
      field("absent"),
      field("former"),
      field("calculated"),
      field("read_back", { direction: "to_shopify" }),
      field("tandem_shop", { property: { label: "", description: "", type: "string", fieldType: "text" } }),
    ],
  } as unknown as SyncObjectDefinition;
  const facts = (name: string, more: Partial<PropertyFacts> = {}): PropertyFacts => ({
    name,
    label: name,
    type: "string",
    fieldType: "text",
    options: [],
    readOnly: false,
    archived: false,
    hasUniqueValue: false,
    calculated: false,
    ...more,
  });

  expect(
    findUnavailable(definition, [
      facts("name"),
      facts("former", { archived: true }),
      facts("calculated", { readOnly: true }),
      facts("read_back", { readOnly: true }),
    ]),
  ).toEqual({ absent: "missing", former: "archived", calculated: "read_only" });
});
