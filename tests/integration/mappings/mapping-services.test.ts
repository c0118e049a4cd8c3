import { beforeAll, expect, test } from "vitest";
import { createProperty } from "#app/services/mappings/create-property.ts";
import { listHubspotProperties } from "#app/services/mappings/list-hubspot-properties.ts";
import { listMappingChoices } from "#app/services/mappings/list-mapping-choices.ts";
import { listShopifyFields } from "#app/services/mappings/list-shopify-fields.ts";
import { previewMapping } from "#app/services/mappings/preview-mapping.ts";
import { saveMappings } from "#app/services/mappings/save-mappings.ts";
import { latestRun } from "#app/store/runs.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import { withMappings } from "./open-mappings.ts";

const stage = withMappings();
const { adapters } = stage;
const of = (object: "customers" | "companies" | "products") => ({ shop: adapters.connection.shop, object });
const settings = () => objectSettings(adapters.db, adapters.connection, "customers");

const size = {
  shopify: "metafield:custom.size",
  hubspot: "shoe_size",
  direction: "both",
  transform: "integer",
  enabled: true,
};
const unreachable = () => Promise.reject(new SyncError("transient", { code: "hubspot_unavailable" }));
const tier = { ...size, shopify: "metafield:custom.tier", hubspot: "tier", transform: "option" };

beforeAll(async () => {
  await stage.turnOn("customers");
  await stage.turnOn("products");
  stage.define("Customer", "size", "number_integer");
  stage.define("Customer", "tier", "single_line_text_field", ["Gold", "Silver"]);
  stage.define("Product", "care", "single_line_text_field");
  stage.define("ProductVariant", "care", "single_line_text_field");
});

test("a shop's fields are its attributes with their labels, and its metafields as the merchant calls them", async () => {
  const customers = await listShopifyFields(stage.deps(), of("customers"));
  const products = await listShopifyFields(stage.deps(), of("products"));

  if (customers.kind !== "listed" || products.kind !== "listed") throw new Error("nothing is listed");
  expect(customers.fields.find(({ name }) => name === "email")).toEqual({
    ...{ name: "email", type: "email", writable: true },
    ...{ labelKey: "fields.email", label: null, ofVariant: false, ofLocation: false },
  });
  expect(customers.fields.at(-1)).toEqual({
    ...{ name: "metafield:custom.tier", type: "single_line_text_field", writable: true },
    ...{ labelKey: null, label: "The tier", ofVariant: false, ofLocation: false, choices: ["Gold", "Silver"] },
  });
  expect(products.fields.slice(-2)).toMatchObject([
    { name: "metafield:custom.care", ofVariant: false },
    { name: "variant.metafield:custom.care", ofVariant: true },
  ]);
});

test("a property is made of the type that fits, with the choices as its options; another of the name is told", async () => {
  const field = (name: string) => ({ ...of("customers"), field: `metafield:custom.${name}` });

  const made = await createProperty(stage.deps(), { ...field("tier"), label: "Tier" });
  const again = await createProperty(stage.deps(), { ...field("tier"), label: "Tier" });
  const number = await createProperty(stage.deps(), { ...field("size"), label: "Shoe size" });
  const other = await createProperty(stage.deps(), { ...field("size"), label: "Size", name: "tier" });
  const bad = await createProperty(stage.deps(), { ...field("size"), label: "尺码" });
  const unknown = await createProperty(stage.deps(), { ...field("gone"), label: "Gone" });

  const options = [
    { label: "Gold", value: "Gold" },
    { label: "Silver", value: "Silver" },
  ];
  expect(made).toMatchObject({ kind: "created", property: { name: "tier", type: "enumeration", options } });
  expect(again).toEqual(made);
  expect(number).toMatchObject({ kind: "created", property: { name: "shoe_size", type: "number" } });
  expect(other).toEqual({ kind: "refused", code: "property_conflict" });
  expect(bad).toEqual({ kind: "refused", code: "property_name_invalid" });
  expect(unknown).toEqual({ kind: "unknown_field" });
});

test("HubSpot's properties are listed by their labels with options and what cannot be written", async () => {
  const listed = await listHubspotProperties(stage.deps(), of("customers"));

  if (listed.kind !== "listed") throw new Error("nothing is listed");
  const labels = listed.properties.map(({ label }) => label);
  expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b)));
  expect(listed.properties.find(({ name }) => name === "tier")).toMatchObject({ readOnly: false });
  expect(listed.properties.find(({ name }) => name === "createdate")).toMatchObject({ readOnly: true });
});

test("nothing is saved when anything is wrong, and every row is told", async () => {
  const before = await settings();
  const mappings = [size, { ...tier, transform: "integer" }, { ...size, hubspot: "gone" }, { shopify: 1 }];

  const malformed = await saveMappings(stage.deps(), { ...stage.who("customers"), mappings });
  const refused = await saveMappings(stage.deps(), { ...stage.who("customers"), mappings: mappings.slice(0, 3) });

  expect(malformed).toEqual({ kind: "refused", faults: [{ row: 3, code: "malformed" }] });
  expect(refused).toMatchObject({ kind: "refused" });
  expect(refused).toMatchObject({ faults: expect.arrayContaining([{ row: 1, code: "transform_differs" }]) });
  expect(await settings()).toEqual(before);
});

test("mappings are saved with their options and start a sync; the same ones again start nothing", async () => {
  const mappings = [size, tier];

  const first = await saveMappings(stage.deps(), { ...stage.who("customers"), mappings });
  const saved = await settings();
  const run = await latestRun(adapters.db, adapters.connection, "customers");
  const second = await saveMappings(stage.deps(), { ...stage.who("customers"), mappings });

  expect([first, second]).toEqual([{ kind: "started" }, { kind: "saved" }]);
  expect(saved?.mappings).toMatchObject([size, { ...tier, options: [{ value: "Gold" }, { value: "Silver" }] }]);
  expect(saved?.mappings[0]).not.toHaveProperty("options");
  expect(run).toMatchObject({ status: "running" });
  expect((await latestRun(adapters.db, adapters.connection, "customers"))?.id).toBe(run?.id);
  expect((await settings())?.version).toBe(saved?.version);
});

test("a preview shows what mappings that are not saved would make of real records, and writes nothing", async () => {
  const [linked, fresh, odd] = ["linked", "fresh", "odd"].map((name) => stage.addCustomer(`${name}@example.com`));
  if (!linked || !fresh || !odd) throw new Error("no customers");
  await saveObjectSettings(adapters.db, adapters.connection, "customers", { mappings: [] });
  await stage.sync("customers", "shopify", linked);
  for (const id of [linked, fresh]) stage.setMetafield("Customer", id, "size", "number_integer", "41");
  stage.setMetafield("Customer", odd, "tier", "single_line_text_field", "Purple");
  const before = { settings: await settings(), outcome: await stage.outcomeOf("customers", linked) };

  const shown = await previewMapping(stage.deps(), { ...of("customers"), mappings: [size, tier] });

  if (shown.kind !== "previewed") throw new Error(shown.kind);
  const recordOf = (id: string) => shown.records.find((record) => record.id === id);
  const field = (id: string, hubspot: string) => recordOf(id)?.fields.find((one) => one.hubspot === hubspot);
  expect(shown.records.map(({ id, plan }) => [id, plan])).toEqual([
    [linked, "update"],
    [fresh, "create"],
    [odd, "create"],
  ]);
  expect(recordOf(linked)).toMatchObject({ name: "linked@example.com", reason: null });
  expect(field(linked, "shoe_size")).toEqual({
    ...{ shopify: "metafield:custom.size", hubspot: "shoe_size" },
    ...{ inShopify: "41", inHubspot: null, toHubspot: "41", reason: null },
  });
  expect(field(linked, "firstname")).toMatchObject({ shopify: "firstName", reason: null });
  expect(field(fresh, "shoe_size")).toMatchObject({ inShopify: "41", toHubspot: "41" });
  expect(field(odd, "tier")).toMatchObject({ inShopify: "Purple", reason: "option_missing" });
  expect({ settings: await settings(), outcome: await stage.outcomeOf("customers", linked) }).toEqual(before);
  const contact = await stage.hubspotIdOf("customers", linked);
  expect(stage.propertyOf("customers", contact, "shoe_size")).toBeNull();
});

test("a preview of mappings that cannot be says so", async () => {
  const refused = await previewMapping(stage.deps(), { ...of("customers"), mappings: [{ ...size, hubspot: "gone" }] });

  expect(refused).toEqual({ kind: "refused", faults: [{ row: 0, code: "unknown_property" }] });
});

test("a preview goes by settings that are not saved, and says why a record would be left out", async () => {
  const limit = [{ field: "tags", operator: "contains", value: "VIP" }] as const;

  const shown = await previewMapping(stage.deps(), { ...of("customers"), mappings: [], settings: { limit } });

  if (shown.kind !== "previewed") throw new Error(shown.kind);
  expect(shown.records.map(({ plan, reason }) => [plan, reason])).toEqual([
    ["exclude", "limit_not_met"],
    ["exclude", "limit_not_met"],
    ["exclude", "limit_not_met"],
  ]);
  expect((await settings())?.limit).toEqual([]);
});

test("an object that was never set up is previewed as its first sync would treat it, and stays as it is", async () => {
  const { id } = stage.addCompany("Acme Trading");

  const shown = await previewMapping(stage.deps(), {
    ...of("companies"),
    mappings: [],
    settings: { direction: "to_hubspot" },
  });

  if (shown.kind !== "previewed") throw new Error(shown.kind);
  expect(shown.records).toMatchObject([{ id, name: "Acme Trading", plan: "create" }]);
  expect(shown.records[0]?.fields.find(({ hubspot }) => hubspot === "name")).toMatchObject({
    ...{ inShopify: "Acme Trading", inHubspot: null, toHubspot: "Acme Trading" },
  });
  expect(await objectSettings(adapters.db, adapters.connection, "companies")).toBeNull();
});

test("both sides' choices are listed together, and one that cannot be asked leaves the other", async () => {
  const both = await listMappingChoices(stage.deps(), of("customers"));
  const dead = { ...stage.deps(), hubspot: { ...adapters.hubspot, properties: unreachable } };
  const half = await listMappingChoices(dead, of("customers"));

  expect([both.shopify.kind, both.hubspot.kind, both.shopifyScopes]).toEqual(["listed", "listed", []]);
  expect(both.hubspot).toMatchObject({ unavailable: {} });
  expect([half.shopify.kind, half.hubspot.kind]).toEqual(["listed", "unreachable"]);
});

test("without the scope nothing is listed, saved or made, and the merchant is told; nor without a connection", async () => {
  const { shop } = adapters.connection;
  await recordInstall(adapters.db, { domain: shop, scopes: ["write_products"] });

  const told = [
    await listShopifyFields(stage.deps(), of("customers")),
    await saveMappings(stage.deps(), { ...stage.who("customers"), mappings: [size] }),
    await createProperty(stage.deps(), { ...of("customers"), field: "email", label: "E-mail" }),
    await listShopifyFields(stage.deps(), { shop: "nobody.myshopify.com", object: "customers" }),
    await listHubspotProperties(stage.deps(), { shop: "nobody.myshopify.com", object: "customers" }),
  ];

  expect(told.map(({ kind }) => kind)).toEqual([
    ...["missing_scope", "missing_scope", "missing_scope"],
    ...["not_connected", "not_connected"],
  ]);
  const choices = await listMappingChoices(stage.deps(), of("customers"));
  expect(choices).toMatchObject({ shopify: { kind: "missing_scope" }, hubspot: { kind: "listed" } });
  expect(choices.shopifyScopes).toEqual(["read_customers", "read_customer_merge"]);
  await stage.turnOn("customers");
});
