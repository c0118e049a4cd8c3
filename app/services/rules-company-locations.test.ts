import { expect, test } from "vitest";
import type { Values } from "#app/sync/record.ts";
import type { OpenShop } from "#tests/support/memory/open-shop.ts";
import { openShop } from "#tests/support/memory/open-shop.ts";
import { switchOption } from "#tests/support/memory/switch-option.ts";

const withLocations = { companies: { options: { locations: true } } };

interface Place {
  readonly id: string;
  readonly values: Values;
}

/** A location as the adapter tells it: named by its company, numbered apart from companies. */
function place({ engine }: OpenShop, locationId: string, name: string, values: Values = {}): Place {
  const own = { name: `Tea House (${name})`, locationId, shop: engine.connection.shop };
  return { id: `location-${locationId}`, values: { ...own, ...values } };
}

function setPlaces({ engine }: OpenShop, id: string, children: readonly Place[], values: Values = {}): void {
  engine.shop.companies.update(id, values, { children });
}

async function teaHouse(shop: OpenShop, ...names: readonly string[]): Promise<string> {
  const id = shop.merchant.addCompany({ name: "Tea House" });
  setPlaces(
    shop,
    id,
    names.map((name, index) => place(shop, String(index + 1), name)),
  );
  await shop.engine.quiet();
  return id;
}

/** The companies below a company in HubSpot, by name. */
function below({ engine, twin }: OpenShop, id: string) {
  const records = [...engine.portal.of("companies").records.values()];
  const parentId = twin("companies", id)?.id ?? "";
  return records
    .filter((record) => engine.portal.associated("company_locations", record.id, "companies").includes(parentId))
    .sort((a, b) => String(a.values.name).localeCompare(String(b.values.name)));
}

const namesBelow = (shop: OpenShop, id: string) => below(shop, id).map(({ values }) => values.name);

test("without the switch a company's locations are no companies of their own", async () => {
  const shop = await openShop();

  await teaHouse(shop, "Berlin", "Paris");

  expect(shop.engine.portal.of("companies").records.size).toBe(1);
});

test("each location becomes a HubSpot company below its company's", async () => {
  const shop = await openShop(withLocations);

  const id = await teaHouse(shop, "Berlin", "Paris");

  expect(namesBelow(shop, id)).toEqual(["Tea House (Berlin)", "Tea House (Paris)"]);
  expect(below(shop, id).map(({ values }) => values.tandem_location_id)).toEqual(["1", "2"]);
  expect(shop.engine.portal.of("companies").records.size).toBe(3);
  expect(shop.outcome("companies", id)?.status).toBe("in_sync");
});

test("a first sync makes the locations with their company, and says so of both", async () => {
  let id = "";
  const shop = await openShop(withLocations, (merchant, engine) => {
    id = merchant.addCompany({ name: "Tea House" });
    const values = { name: "Tea House (Berlin)", locationId: "1" };
    engine.shop.companies.update(id, {}, { children: [{ id: "location-1", values }] });
    engine.takeDeliveries();
  });

  expect(namesBelow(shop, id)).toEqual(["Tea House (Berlin)"]);
  const flags = [...shop.engine.portal.of("companies").records.values()].map(({ values }) => values.tandem_first_sync);
  expect(flags).toEqual(["true", "true"]);
});

test("a location that is added becomes a company below, and the others stay untouched", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin");
  const before = shop.engine.counts.records.hubspot;

  setPlaces(shop, id, [place(shop, "1", "Berlin"), place(shop, "2", "Paris")]);
  await shop.engine.quiet();

  expect(namesBelow(shop, id)).toEqual(["Tea House (Berlin)", "Tea House (Paris)"]);
  expect(shop.engine.counts.records.hubspot - before).toBe(1);
});

test("a location that is removed is deleted in HubSpot, its company and the other locations stay", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin", "Paris");

  setPlaces(shop, id, [place(shop, "2", "Paris")]);
  await shop.engine.quiet();

  expect(namesBelow(shop, id)).toEqual(["Tea House (Paris)"]);
  expect(shop.engine.portal.of("companies").records.size).toBe(2);
});

test("a location that is renamed is the same HubSpot company under its new name", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin");
  const [before] = below(shop, id);

  setPlaces(shop, id, [place(shop, "1", "Hamburg", { city: "Hamburg" })]);
  await shop.engine.quiet();

  expect(below(shop, id)).toMatchObject([{ id: before?.id, values: { name: "Tea House (Hamburg)", city: "Hamburg" } }]);
});

test("a company that is renamed renames its locations", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin");

  setPlaces(shop, id, [{ id: "location-1", values: { name: "Milk House (Berlin)", locationId: "1" } }], {
    name: "Milk House",
  });
  await shop.engine.quiet();

  expect(namesBelow(shop, id)).toEqual(["Milk House (Berlin)"]);
});

test("switched on later, the locations of companies that are linked already are made", async () => {
  const shop = await openShop();
  const id = await teaHouse(shop, "Berlin", "Paris");

  await switchOption(shop.engine, "companies", "locations", true);

  expect(namesBelow(shop, id)).toEqual(["Tea House (Berlin)", "Tea House (Paris)"]);
});

test("switched off again, what was made stays as it is and follows nothing any more", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin", "Paris");
  await switchOption(shop.engine, "companies", "locations", false);

  setPlaces(shop, id, [place(shop, "1", "Hamburg"), place(shop, "3", "Rome")], { note: "news" });
  await shop.engine.quiet();

  expect(namesBelow(shop, id)).toEqual(["Tea House (Berlin)", "Tea House (Paris)"]);
  expect(shop.twin("companies", id)?.values.description).toBe("news");
});

test("switched on once more, the companies of before are taken up and what went meanwhile is deleted", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin", "Paris");
  const [berlin] = below(shop, id);
  await switchOption(shop.engine, "companies", "locations", false);
  setPlaces(shop, id, [place(shop, "1", "Hamburg"), place(shop, "3", "Rome")]);
  await shop.engine.quiet();

  await switchOption(shop.engine, "companies", "locations", true);

  expect(namesBelow(shop, id)).toEqual(["Tea House (Hamburg)", "Tea House (Rome)"]);
  expect(below(shop, id)[0]?.id).toBe(berlin?.id);
});

test("a location's HubSpot company is never taken for a company of that name", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin");

  const other = shop.merchant.addCompany({ name: "Tea House (Berlin)" });
  await shop.engine.quiet();

  expect(shop.twin("companies", other)?.id).not.toBe(below(shop, id)[0]?.id);
  expect(shop.engine.portal.of("companies").records.size).toBe(3);
});

test("a location that is deleted in HubSpot is made again when its company next changes in Shopify", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin");
  shop.engine.portal.of("companies").delete(below(shop, id)[0]?.id ?? "");
  await shop.engine.quiet();

  setPlaces(shop, id, [place(shop, "1", "Hamburg")]);
  await shop.engine.quiet();

  expect(namesBelow(shop, id)).toEqual(["Tea House (Hamburg)"]);
});

test("an edit of a location's company in HubSpot goes nowhere, and Shopify's word comes back", async () => {
  const shop = await openShop(withLocations);
  const id = await teaHouse(shop, "Berlin");

  shop.engine.portal.of("companies").update(below(shop, id)[0]?.id ?? "", { name: "Mine" });
  await shop.engine.quiet();
  setPlaces(shop, id, [place(shop, "1", "Berlin", { city: "Berlin" })]);
  await shop.engine.quiet();

  expect(namesBelow(shop, id)).toEqual(["Tea House (Berlin)"]);
  expect(shop.engine.shop.companies.records.get(id)?.values.name).toBe("Tea House");
});

test("locations of two shops' companies are companies of their own, each below its own", async () => {
  const first = await openShop(withLocations);
  const second = await openShop(withLocations, () => undefined, first.engine);
  const [own, other] = [
    first.merchant.addCompany({ name: "Tea House" }),
    second.merchant.addCompany({ name: "Milk Bar" }),
  ];
  setPlaces(first, own, [place(first, "1", "Berlin")]);
  setPlaces(second, other, [{ id: "location-1", values: { name: "Milk Bar (Paris)", locationId: "1" } }]);
  for (let round = 0; round < 3; round++) for (const { engine } of [first, second]) await engine.quiet();

  expect(namesBelow(first, own)).toEqual(["Tea House (Berlin)"]);
  expect(namesBelow(second, other)).toEqual(["Milk Bar (Paris)"]);
  const keys = [...below(first, own), ...below(second, other)].map(({ values }) => values.tandem_company_key);
  expect(keys).toEqual(["tea.myshopify.com:location-1", "milk.myshopify.com:location-1"]);
});

test("a company that two shops share has both shops' locations below it, and either keeps to its own", async () => {
  const first = await openShop(withLocations);
  const second = await openShop(withLocations, () => undefined, first.engine);
  const quiet = async () => {
    for (let round = 0; round < 3; round++) for (const { engine } of [first, second]) await engine.quiet();
  };
  const own = await teaHouse(first, "Berlin");
  await quiet();
  const other = second.merchant.addCompany({ name: "Tea House" });
  setPlaces(second, other, [place(second, "1", "Paris")]);
  await quiet();
  expect(second.twin("companies", other)?.id).toBe(first.twin("companies", own)?.id);
  expect(namesBelow(first, own)).toEqual(["Tea House (Berlin)", "Tea House (Paris)"]);

  setPlaces(second, other, []);
  await quiet();

  expect(namesBelow(first, own)).toEqual(["Tea House (Berlin)"]);
});
