import { beforeAll, expect, test } from "vitest";
import { readAccount } from "#app/hubspot/account.ts";
import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import { findUnavailable } from "#app/hubspot/read-properties.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { ObjectKey, Values } from "#app/sync/record.ts";
import { sampleDefinition } from "#tests/support/sample-definitions.ts";
import { PORTAL, withAdapters } from "./open-adapters.ts";

const adapters = withAdapters({
  hubspot: {
    portals: [
      {
        id: PORTAL,
        currency: "USD",
        additionalCurrencies: ["EUR"],
        recordLimits: { products: 5 },
        associatesCartsWithCompanies: false,
        pipelines: { orders: [{ id: "own", label: "Own", stages: [{ id: "own-open", label: "In work" }] }] },
      },
    ],
  },
});

const pipeline = "14a2e10e-5471-408a-906e-c51f3b04369e";
const open = "4b27b500-f031-4927-9811-68a0b525cbae";
let hubspot: HubspotPorts;

beforeAll(async () => {
  hubspot = adapters.openHubspot(sampleDefinition);
  for (const object of ["companies", "products", "orders", "order_lines", "carts"] as const)
    await hubspot.completeProperties(adapters.connection, object);
});

const portal = () => adapters.hubspotStandIn.portal(PORTAL);
const records = (object: ObjectKey) => hubspot.records(adapters.connection, object, "live");
const create = (ref: string, values: Values, parentId?: string): RecordWrite => ({
  kind: "create",
  ref,
  key: `${adapters.connection.shop}:${ref}`,
  values,
  ...(parentId === undefined ? {} : { parentId }),
});
const requests = () => adapters.hubspotStandIn.log.counts().total;

async function writeOne(object: ObjectKey, write: RecordWrite): Promise<WriteResult> {
  const result = (await records(object).write([write])).get(write.ref);
  if (!result) throw new Error("no result");
  return result;
}

async function make(object: ObjectKey, ref: string, values: Values, parentId?: string): Promise<string> {
  const result = await writeOne(object, create(ref, values, parentId));
  if (result.kind !== "written") throw new Error(`not written: ${JSON.stringify(result)}`);
  return result.record.id;
}

const failure = (result: WriteResult): Readonly<Record<string, string>> =>
  result.kind === "failed" ? { code: result.error.code, ...result.error.details } : { kind: result.kind };

test("orders and their lines are created in one request each, and the lines belong to their orders", async () => {
  adapters.hubspotStandIn.log.reset();

  const orders = await records("orders").write(
    ["o1", "o2"].map((ref) => create(ref, { hs_order_name: ref, hs_pipeline: pipeline, hs_pipeline_stage: open })),
  );
  const ids = [...orders.values()].map((result) => (result.kind === "written" ? result.record.id : ""));
  const lines = await records("order_lines").write(
    ids.flatMap((id) => ["a", "b", "c"].map((name) => create(`${id}-${name}`, { name: "Mug", quantity: "1" }, id))),
  );

  expect([...lines.values()].map(({ kind }) => kind)).toEqual(Array(6).fill("written"));
  expect(requests()).toBe(2);
  for (const id of ids) expect(portal().associations.of({ typeId: "0-123", id }, "0-8").size).toBe(3);
});

test("a composed attribute is read, and a record that another app made is found on a page by it", async () => {
  portal().createRecord("0-123", { hs_source_store: "a.myshopify.com", hs_external_order_id: "77" });

  const page = await hubspot.pages(adapters.connection, "orders").page(null);

  expect(page.records.map(({ values }) => values.storeOrderKey)).toContain("a.myshopify.com|77");
});

test("a line whose order is gone waits, and the others are written", async () => {
  const order = await make("orders", "kept", { hs_order_name: "kept" });

  const results = await records("order_lines").write([
    create("k1", { name: "Mug" }, order),
    create("k2", { name: "Mug" }, "99999999"),
  ]);

  expect(results.get("k1")?.kind).toBe("written");
  expect(results.get("k2")).toMatchObject({ kind: "failed", error: { kind: "transient", code: "parent_gone" } });
});

test("HubSpot's refusals are told apart and name the property", async () => {
  const order = (values: Values) => writeOne("orders", create(`x${JSON.stringify(values)}`, values));

  expect(failure(await order({ hs_pipeline: pipeline, hs_pipeline_stage: "gone" }))).toMatchObject({
    code: "stage_missing",
    property: "hs_pipeline_stage",
    stage: "gone",
  });
  expect(failure(await order({ hs_pipeline: "gone", hs_pipeline_stage: open }))).toMatchObject({
    code: "stage_missing",
  });
  expect(failure(await order({ hs_currency_code: "JPY" }))).toMatchObject({
    code: "currency_missing",
    property: "hs_currency_code",
  });
  expect(failure(await order({ hs_currency_code: "EUR" }))).toEqual({ kind: "written" });
  expect(failure(await order({ hs_is_closed: "true" }))).toMatchObject({
    code: "property_read_only",
    property: "hs_is_closed",
  });
  expect(
    failure(await writeOne("companies", create("i", { name: "A", lifecyclestage: "none of them" }))),
  ).toMatchObject({ code: "option_missing", property: "lifecyclestage" });
});

test("a SKU that another product has and our own key are held, and the account's limit ends the rest", async () => {
  const first = await make("products", "v1", { name: "Mug", hs_sku: "MUG" });

  expect(await writeOne("products", create("v2", { name: "Cup", hs_sku: "MUG" }))).toEqual({
    kind: "held",
    holderId: first,
    property: "hs_sku",
  });
  expect(await writeOne("products", create("v1", { name: "Mug" }))).toEqual({
    kind: "held",
    holderId: first,
    property: "tandem_variant_key",
  });

  const results = await records("products").write(
    Array.from({ length: 10 }, (_, i) => create(`full${i}`, { name: "x" })),
  );
  const codes = [...results.values()].map((result) => failure(result).code ?? result.kind);
  expect(codes.filter((code) => code === "written")).toHaveLength(4);
  expect(codes.filter((code) => code === "limit_reached")).toHaveLength(6);
});

test("an option of ours that was deleted comes back with the next write", async () => {
  const token = adapters.hubspotStandIn.issueTokens(PORTAL).accessToken;
  await fetch("https://api.hubapi.com/crm/properties/2026-09/products/tandem_status", {
    method: "PATCH",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ options: [{ label: "Active", value: "active", displayOrder: 0, hidden: false }] }),
  });
  const key = `${adapters.connection.shop}:v1`;
  const id = (await records("products").findBy("tandem_variant_key", [key])).get(key)?.[0]?.id ?? "";
  adapters.time.advance(61_000);

  const result = await writeOne("products", { kind: "update", ref: "u", id, values: { tandem_status: "draft" } });

  expect(result).toMatchObject({ kind: "written", record: { values: { tandem_status: "draft" } } });
});

test("changes of every kind of object are found by its own modified time", async () => {
  const from = new Date(adapters.time.now()).toISOString();
  adapters.time.advance(5);
  const made = portal().createRecord("0-142", { hs_cart_name: "changed" }).id;

  const ids: string[] = [];
  for await (const page of hubspot.changes(adapters.connection, "carts").since(from))
    ids.push(...page.changes.map(({ id }) => id));

  expect(ids).toEqual([made]);
});

test("associations are written, repeated and removed, and a record that is gone is told apart", async () => {
  const port = hubspot.associations(adapters.connection, "live");
  const contact = portal().createRecord("0-1", { email: "buyer@example.com" }).id;
  const order = await make("orders", "assoc", { hs_order_name: "assoc" });
  const pairs = [order, "88888888"].map((fromId) => ({ fromId, toId: contact, label: null }));
  const linked = () => portal().associations.of({ typeId: "0-123", id: order }, "0-1").size;

  expect(await port.write("orders", "customers", pairs)).toEqual(["done", "gone"]);
  expect(await port.write("orders", "customers", pairs.slice(0, 1))).toEqual(["done"]);
  expect(linked()).toBe(1);

  expect(await port.remove("orders", "customers", pairs.slice(0, 1))).toEqual(["done"]);
  expect(await port.remove("orders", "customers", pairs.slice(0, 1))).toEqual(["done"]);
  expect(linked()).toBe(0);
});

test("carts are not associated with companies in every portal", async () => {
  const company = await make("companies", "cart-co", { name: "Cart Co" });
  const cart = await make("carts", "cart-1", { hs_cart_name: "cart" });

  const outcomes = await hubspot
    .associations(adapters.connection, "live")
    .write("carts", "companies", [{ fromId: cart, toId: company, label: null }]);

  expect(outcomes).toMatchObject([{ kind: "permanent", code: "association_unavailable" }]);
});

test("a role is a label beside the default type, found again by another process, and goes alone", async () => {
  const contact = portal().createRecord("0-1", { email: "role@example.com" }).id;
  const company = await make("companies", "role", { name: "Role Inc" });
  const kinds = () =>
    portal()
      .associations.typesBetween({ typeId: "0-2", id: company }, { typeId: "0-1", id: contact })
      .flatMap(({ category, label }) => (category === "USER_DEFINED" ? [label] : []));
  const pair = (label: string) => ({ fromId: company, toId: contact, label });
  const port = hubspot.associations(adapters.connection, "live");

  expect(await port.write("companies", "customers", [pair("Main contact"), pair("Buyer")])).toEqual(["done", "done"]);
  expect(kinds().sort()).toEqual(["Buyer", "Main contact"]);

  const other = adapters.openHubspot(sampleDefinition).associations(adapters.connection, "live");
  expect(await other.write("companies", "customers", [pair("Buyer")])).toEqual(["done"]);
  expect(await other.remove("companies", "customers", [pair("Buyer")])).toEqual(["done"]);
  expect(kinds()).toEqual(["Main contact"]);
  expect(portal().associations.of({ typeId: "0-2", id: company }, "0-1").size).toBe(1);
});

test("pipelines are listed with those that the portal made", async () => {
  const pipelines = await hubspot.pipelines(adapters.connection, "orders");

  const standard = pipelines.find(({ id }) => id === pipeline);
  expect(standard?.stages.map(({ state }) => state)).toContain("CLOSED");
  expect(standard?.stages[0]).toMatchObject({ id: open, state: "OPEN" });
  expect(pipelines.find(({ id }) => id === "own")?.stages).toEqual([
    { id: "own-open", label: "In work", displayOrder: 0, state: "OPEN" },
  ]);
  expect(await hubspot.pipelines(adapters.connection, "carts")).toEqual([]);
});

test("properties can be read and made, and those of HubSpot's own that cannot be written are found", async () => {
  const made = await hubspot.createProperty(adapters.connection, "products", {
    name: "fabric",
    label: "Fabric",
    description: "Asked for by the merchant",
    type: "string",
    fieldType: "text",
  });

  const properties = await hubspot.properties(adapters.connection, "products");
  expect(made).toMatchObject({ name: "fabric", readOnly: false });
  expect(properties.map(({ name }) => name)).toContain("fabric");

  const orders = sampleDefinition("orders");
  const field = { shopify: "x", direction: "to_hubspot", transform: "text" } as const;
  const definition = {
    ...orders,
    fields: [...orders.fields, { ...field, hubspot: "hs_is_closed" }, { ...field, hubspot: "hs_nowhere" }],
  };
  expect(findUnavailable(definition, await hubspot.properties(adapters.connection, "orders"))).toEqual({
    hs_is_closed: "read_only",
    hs_nowhere: "missing",
  });
});

test("an account says which currencies its records may have", async () => {
  const { accessToken } = adapters.hubspotStandIn.issueTokens(PORTAL);

  expect(await readAccount(accessToken)).toMatchObject({ currency: "USD", currencies: ["USD", "EUR"] });
});
