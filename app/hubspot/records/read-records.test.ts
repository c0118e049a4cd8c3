import { expect, test } from "vitest";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { FakeAnswer, FakeCall } from "#tests/support/fake-hubspot-transport.ts";
import { fakeTransport } from "#tests/support/fake-hubspot-transport.ts";
import { sampleDefinition } from "#tests/support/sample-definitions.ts";
import { crmApi } from "../crm-api.ts";
import { changesOf } from "./changed-records.ts";
import { pagesOf } from "./list-records.ts";
import { describeObject } from "./object-scope.ts";
import { readRecords } from "./read-records.ts";

function open(definition: SyncObjectDefinition, answer: (call: FakeCall) => FakeAnswer) {
  const transport = fakeTransport(answer);
  const api = crmApi(transport, { portalId: "77", lane: "bulk" });
  const scope = { ...describeObject(definition, null), api, repairProperties: async () => {} };
  return { scope, calls: transport.calls };
}

const record = (id: string, properties: Record<string, string | null>) => ({
  id,
  properties: { hs_lastmodifieddate: "2026-01-02T00:00:00.000Z", ...properties },
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-02T00:00:00Z",
  archived: false,
});
const list = (...results: object[]) => ({
  body: {
    status: "COMPLETE",
    results,
    startedAt: "2026-01-01T00:00:00Z",
    completedAt: "2026-01-01T00:00:00Z",
  },
});

/** The sample's orders with more fields of long names than an address can hold. */
function withLongNames(count: number): SyncObjectDefinition {
  const orders = sampleDefinition("orders");
  const [first] = orders.fields;
  if (!first) throw new Error("no field");
  const more = Array.from({ length: count }, (_, i) => ({ ...first, hubspot: `custom_${"x".repeat(80)}_${i}` }));
  return { ...orders, fields: [...orders.fields, ...more] };
}

test("asks for what the definition names, for the parts of composed attributes, and for former ids where records merge", () => {
  const properties = (key: "orders" | "companies" | "customers") =>
    describeObject(sampleDefinition(key), null).properties;

  expect(properties("orders")).toEqual(
    expect.arrayContaining(["hs_order_name", "hs_source_store", "hs_external_order_id", "hs_tags", "tandem_order_key"]),
  );
  expect(properties("orders")).not.toContain("storeOrderKey");
  expect(properties("orders")).not.toContain("hs_merged_object_ids");
  expect(properties("companies")).toContain("hs_merged_object_ids");
  expect(properties("companies")).not.toContain("hs_email_optout");
  expect(properties("customers")).toEqual(expect.arrayContaining(["hs_merged_object_ids", "hs_additional_emails"]));
});

test("properties of a merchant's own mappings are read besides the object's", () => {
  const definition = sampleDefinition("orders");
  const custom = [{ shopify: "note", hubspot: "erp_note", direction: "both", transform: "text" }] as const;

  const { properties } = describeObject(definition, null, custom);

  expect(properties).toEqual(expect.arrayContaining([...describeObject(definition, null).properties, "erp_note"]));
});

test("a composed attribute joins its properties; half of it is none, and an answer without them says nothing", async () => {
  const { scope } = open(sampleDefinition("orders"), () =>
    list(
      record("1", { hs_source_store: "a.myshopify.com", hs_external_order_id: "5" }),
      record("2", { hs_source_store: "a.myshopify.com", hs_external_order_id: "" }),
      record("3", { hs_source_store: "a.myshopify.com" }),
    ),
  );

  const read = await readRecords(scope, ["1", "2", "3"]);

  const keys = ["1", "2", "3"].map((id) => {
    const result = read.get(id);
    return result?.kind === "found" ? result.record.values.storeOrderKey : "not found";
  });
  expect(keys).toEqual(["a.myshopify.com|5", null, undefined]);
});

test("a page names its properties in the address", async () => {
  const { scope, calls } = open(sampleDefinition("orders"), () => ({
    body: { results: [record("1", {})], paging: { next: { after: "100" } } },
  }));

  const page = await pagesOf(scope).page(null);

  expect(page).toMatchObject({ records: [{ id: "1" }], after: "100" });
  expect(calls).toHaveLength(1);
  expect(calls[0]?.query.getAll("properties")).toContain("hs_external_order_id");
});

test("a page of records with too many properties for an address pages ids and reads them in a batch", async () => {
  const { scope, calls } = open(withLongNames(200), ({ path }) =>
    path.endsWith("/batch/read")
      ? list(record("1", { hs_order_name: "#1" }))
      : { body: { results: [record("1", {}), record("2", {})], paging: { next: { after: "100" } } } },
  );

  const page = await pagesOf(scope).page("50");

  expect(page.after).toBe("100");
  expect(page.records.map(({ id, values }) => [id, values.hs_order_name])).toEqual([["1", "#1"]]);
  expect(calls[0]?.query.toString().length).toBeLessThan(500);
  expect(calls[1]?.body).toMatchObject({ inputs: [{ id: "1" }, { id: "2" }] });
});

test("a list that just fits stays below HubSpot's longest address", async () => {
  const most = Array.from({ length: 200 }, (_, i) => i).findLast((count) => {
    const { scope } = open(withLongNames(count), () => list());
    return scope.properties.reduce((sum, name) => sum + `properties=${name}&`.length, 0) <= 14_000;
  });
  const { scope, calls } = open(withLongNames(most ?? 0), () => ({ body: { results: [] } }));

  await pagesOf(scope).page("123456789012");

  const [call] = calls;
  expect(`${call?.path}?${call?.query}`.length).toBeLessThan(15_000);
  expect(`${call?.path}?${call?.query}`.length).toBeGreaterThan(13_500);
});

test("changes are searched by the object's own modified time", async () => {
  const { scope, calls } = open(sampleDefinition("products"), () => ({
    body: { total: 1, results: [record("1", { hs_lastmodifieddate: "2026-01-02T00:00:00.000Z" })] },
  }));

  const pages = [];
  for await (const page of changesOf(scope).since("2026-01-01T00:00:00.000Z")) pages.push(page);

  expect(pages).toEqual([{ changes: [{ id: "1", modifiedAt: "2026-01-02T00:00:00.000Z" }], total: 1 }]);
  expect(calls[0]?.path).toBe("/crm/objects/2026-09/products/search");
  expect(JSON.stringify(calls[0]?.body)).toContain('"propertyName":"hs_lastmodifieddate"');
});

test("an object that the portal lacks is told from one without records", async () => {
  const refused = () => ({ status: 404, body: { message: "resource not found" } });
  const { scope } = open(sampleDefinition("carts"), refused);

  await expect(pagesOf(scope).page(null)).rejects.toMatchObject({ kind: "permanent", code: "object_unavailable" });
  await expect(readRecords(scope, ["1"])).rejects.toMatchObject({ kind: "permanent", code: "object_unavailable" });
  await expect(changesOf(scope).since("2026-01-01T00:00:00.000Z")[Symbol.asyncIterator]().next()).rejects.toMatchObject(
    { code: "object_unavailable" },
  );
});
