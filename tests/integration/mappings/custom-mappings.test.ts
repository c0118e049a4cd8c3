import { beforeAll, expect, test } from "vitest";
import { createProperty } from "#app/services/mappings/create-property.ts";
import { saveMappings } from "#app/services/mappings/save-mappings.ts";
import { prepareObject } from "#app/services/prepare-object.ts";
import { runBackfill } from "#app/services/run-backfill.ts";
import { createRunStore, latestRun, startRun } from "#app/store/runs.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import { withMappings } from "./open-mappings.ts";

const stage = withMappings();
const { adapters } = stage;

const both = { direction: "both", enabled: true } as const;
const customerMappings = [
  { shopify: "metafield:custom.size", hubspot: "shoe_size", transform: "integer", ...both },
  { shopify: "metafield:custom.tier", hubspot: "tier", transform: "option", ...both },
];
const productMappings = [
  { shopify: "metafield:custom.care", hubspot: "care", transform: "single_line", ...both },
  { shopify: "variant.metafield:custom.shelf", hubspot: "shelf", transform: "single_line", ...both },
];

beforeAll(async () => {
  await stage.turnOn("customers");
  await stage.turnOn("products");
  stage.define("Customer", "size", "number_integer");
  stage.define("Customer", "tier", "single_line_text_field", ["Gold", "Silver"]);
  stage.define("Product", "care", "single_line_text_field");
  stage.define("ProductVariant", "shelf", "single_line_text_field");
  const wanted = [
    ["customers", "metafield:custom.size", "Shoe size"],
    ["customers", "metafield:custom.tier", "Tier"],
    ["products", "metafield:custom.care", "Care"],
    ["products", "variant.metafield:custom.shelf", "Shelf"],
  ] as const;
  for (const [object, field, label] of wanted) {
    const { shop } = adapters.connection;
    expect(await createProperty(stage.deps(), { shop, object, field, label })).toMatchObject({ kind: "created" });
  }
  const saved = [
    await saveMappings(stage.deps(), { ...stage.who("customers"), mappings: customerMappings }),
    await saveMappings(stage.deps(), { ...stage.who("products"), mappings: productMappings }),
  ];
  expect(saved).toEqual([{ kind: "started" }, { kind: "started" }]);
});

test("a customer's metafield reaches HubSpot, and its change there comes back, clearing included", async () => {
  const id = stage.addCustomer("both-ways@example.com");
  stage.setMetafield("Customer", id, "size", "number_integer", "41");
  await stage.sync("customers", "shopify", id);
  const contact = await stage.hubspotIdOf("customers", id);
  const first = stage.propertyOf("customers", contact, "shoe_size");

  stage.editProperty("customers", contact, "shoe_size", "42");
  await stage.sync("customers", "hubspot", contact);
  const second = stage.metafieldOf("Customer", id, "size");
  stage.editProperty("customers", contact, "shoe_size", "");
  await stage.sync("customers", "hubspot", contact);

  expect([first, second]).toEqual(["41", "42"]);
  expect(stage.metafieldOf("Customer", id, "size")).toBeUndefined();
  expect(await stage.outcomeOf("customers", id)).toMatchObject({ status: "in_sync" });
});

test("what has settled is not written again from either side", async () => {
  const id = stage.addCustomer("quiet@example.com");
  stage.setMetafield("Customer", id, "size", "number_integer", "41");
  stage.setMetafield("Customer", id, "tier", "single_line_text_field", "Gold");
  await stage.sync("customers", "shopify", id);
  const contact = await stage.hubspotIdOf("customers", id);

  await stage.sync("customers", "shopify", id);
  const fromShopify = await stage.outcomeOf("customers", id);
  await stage.sync("customers", "hubspot", contact);

  expect(fromShopify).toMatchObject({ status: "in_sync", lastAction: "unchanged" });
  expect(await stage.outcomeOf("customers", id)).toMatchObject({ status: "in_sync", lastAction: "unchanged" });
});

test("a value that is none of the dropdown's options fails its record alone, whose other fields are written", async () => {
  const [odd, even] = [stage.addCustomer("odd@example.com"), stage.addCustomer("even@example.com")];
  stage.setMetafield("Customer", odd, "tier", "single_line_text_field", "Purple");
  stage.setMetafield("Customer", odd, "size", "number_integer", "39");
  stage.setMetafield("Customer", even, "tier", "single_line_text_field", "gold");

  await stage.sync("customers", "shopify", odd, even);

  const contacts = [await stage.hubspotIdOf("customers", odd), await stage.hubspotIdOf("customers", even)] as const;
  expect(await stage.outcomeOf("customers", odd)).toMatchObject({ status: "failing", reason: "option_missing" });
  expect(stage.propertyOf("customers", contacts[0], "shoe_size")).toBe("39");
  expect(stage.propertyOf("customers", contacts[0], "tier")).toBeNull();
  expect(await stage.outcomeOf("customers", even)).toMatchObject({ status: "in_sync" });
  expect(stage.propertyOf("customers", contacts[1], "tier")).toBe("Gold");
});

test("a value from HubSpot that Shopify's definition refuses fails its field, and the rest goes on", async () => {
  const id = stage.addCustomer("refused@example.com");
  await stage.sync("customers", "shopify", id);
  const contact = await stage.hubspotIdOf("customers", id);

  stage.editProperty("customers", contact, "shoe_size", "9007199254740993");
  stage.editProperty("customers", contact, "firstname", "Ada");
  await stage.sync("customers", "hubspot", contact);

  expect(await stage.outcomeOf("customers", id)).toMatchObject({ status: "failing", reason: "invalid_value" });
  expect(adapters.shop.customers.get(Number(id))?.firstName).toBe("Ada");
});

test("a product's metafield is every variant's, a variant's its own, and both come back from HubSpot", async () => {
  const { id, variants } = stage.addProduct("Shirt");
  const [small = "", medium = ""] = variants;
  stage.setMetafield("Product", id, "care", "single_line_text_field", "wash cold");
  stage.setMetafield("ProductVariant", medium, "shelf", "single_line_text_field", "B7");
  await stage.sync("products", "shopify", ...variants);
  const [ofSmall, ofMedium] = [await stage.hubspotIdOf("products", small), await stage.hubspotIdOf("products", medium)];
  const read = (name: string) => [ofSmall, ofMedium].map((one) => stage.propertyOf("products", one, name));
  const before = [read("care"), read("shelf")];

  stage.editProperty("products", ofSmall, "care", "wash warm");
  stage.editProperty("products", ofSmall, "shelf", "A1");
  await stage.sync("products", "hubspot", ofSmall);
  // Shopify tells of the product, and with it of all its variants.
  await stage.sync("products", "shopify", ...variants);

  expect(before).toEqual([
    ["wash cold", "wash cold"],
    [null, "B7"],
  ]);
  expect(stage.metafieldOf("Product", id, "care")).toBe("wash warm");
  expect(stage.metafieldOf("ProductVariant", small, "shelf")).toBe("A1");
  expect([read("care"), read("shelf")]).toEqual([
    ["wash warm", "wash warm"],
    ["A1", "B7"],
  ]);
});

test("a location's metafield goes to its own HubSpot company, follows its changes, and is not the whole's", async () => {
  const { connection, db } = adapters;
  await stage.turnOn("companies");
  await saveObjectSettings(db, connection, "companies", { options: { locations: true } });
  stage.define("CompanyLocation", "zone", "single_line_text_field");
  const field = "location.metafield:custom.zone";
  await createProperty(stage.deps(), { shop: connection.shop, object: "companies", field, label: "Zone" });
  const mapping = { shopify: field, hubspot: "zone", direction: "to_hubspot", transform: "single_line", enabled: true };
  const saved = await saveMappings(stage.deps(), { ...stage.who("companies"), mappings: [mapping] });
  const { id, locations } = stage.addCompany("Tea House", "Berlin", "Paris");
  const [berlin = "", paris = ""] = locations;
  stage.setMetafield("CompanyLocation", paris, "zone", "single_line_text_field", "north");
  await stage.sync("companies", "shopify", id);
  const ids = [
    await stage.hubspotIdOf("companies", id),
    await stage.locationIdOf(berlin),
    await stage.locationIdOf(paris),
  ];
  const zones = () => ids.map((one) => stage.propertyOf("companies", one, "zone"));
  const first = zones();

  stage.setMetafield("CompanyLocation", paris, "zone", "single_line_text_field", "south");
  await stage.sync("companies", "shopify", id);

  expect(saved).toEqual({ kind: "started" });
  expect(first).toEqual([null, null, "north"]);
  expect(zones()).toEqual([null, null, "south"]);
});

test("a first sync carries metafields out of the bulk read", async () => {
  const products = Array.from({ length: 3 }, (_, i) => stage.addProduct(`Bulk ${i}`));
  for (const [i, { id }] of products.entries())
    stage.setMetafield("Product", id, "care", "single_line_text_field", `care ${i}`);
  const { connection, db, clock, time } = adapters;
  const run = await startRun(db, connection, "products", 1);
  const deps = {
    ...stage.deps(),
    runs: createRunStore(db, { testClock: clock }),
    prepare: (...of: [Connection, ObjectKey]) => prepareObject(stage.deps(), ...of),
  };

  for (let step = 0; step < 60; step++) {
    await runBackfill(deps, { connection, object: "products", runId: run.id });
    if ((await latestRun(db, connection, "products"))?.status !== "running") break;
    time.advance(5_000);
  }

  expect(await latestRun(db, connection, "products")).toMatchObject({ status: "done" });
  for (const [i, { variants }] of products.entries())
    for (const variant of variants) {
      const hubspotId = await stage.hubspotIdOf("products", variant);
      expect(stage.propertyOf("products", hubspotId, "care")).toBe(`care ${i}`);
    }
});

test("preparing an object learns a dropdown's new option, and rests a field whose property is gone", async () => {
  const { definitions } = stage.portal().space("0-1");
  const { connection, db, time } = adapters;
  const { options } = definitions.get("tier");
  const bronze = { label: "Bronze", value: "bronze", displayOrder: 2, hidden: false, description: "" };
  definitions.update("tier", { options: [...options, bronze] });
  definitions.archive("shoe_size");
  const id = stage.addCustomer("bronze@example.com");
  stage.setMetafield("Customer", id, "tier", "single_line_text_field", "Bronze");
  stage.setMetafield("Customer", id, "size", "number_integer", "44");

  // The portal's definitions are remembered for ten minutes.
  time.advance(11 * 60_000);
  await prepareObject(stage.deps(), connection, "customers");
  await stage.sync("customers", "shopify", id);

  const settings = await objectSettings(db, connection, "customers");
  expect(settings?.unavailable).toMatchObject({ shoe_size: "archived" });
  expect(settings?.mappings.map(({ options }) => options?.at(-1)?.label)).toEqual([undefined, "Bronze"]);
  expect(await stage.outcomeOf("customers", id)).toMatchObject({ status: "in_sync" });
  expect(stage.propertyOf("customers", await stage.hubspotIdOf("customers", id), "tier")).toBe("bronze");
});
