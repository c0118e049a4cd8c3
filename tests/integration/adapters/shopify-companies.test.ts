import { expect, test } from "vitest";
import { hasB2b } from "#app/shopify/companies/has-b2b.ts";
import type { RecordWrite } from "#app/sync/ports.ts";
import type { SideRecord, Values } from "#app/sync/record.ts";
import { withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const companies = () => adapters.vendors.records(adapters.connection, "companies", "shopify", "live");
const create = (ref: string, values: Values): RecordWrite => ({ kind: "create", ref, key: `x:${ref}`, values });
const update = (id: string, values: Values): RecordWrite => ({ kind: "update", ref: id, id, values });

type NewCompany = Parameters<typeof adapters.shop.companies.create>[0];

const place = {
  name: "Head office",
  phone: "+13125550123",
  billingAddress: {
    address1: "1 Main St",
    address2: "Suite 2",
    city: "Albany",
    zip: "12207",
    countryCode: "US",
    zoneCode: "NY",
    recipient: "Ada",
  },
};

function seed(input: NewCompany): number {
  const made = adapters.shop.companies.create(input);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.value.id;
}

function person(email: string): number {
  const made = adapters.shop.customers.create({ email, firstName: "Ada", lastName: "Byron" });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.value.id;
}

async function read(id: number | string): Promise<SideRecord> {
  const found = (await companies().read([String(id)])).get(String(id));
  if (found?.kind !== "found") throw new Error(`company ${id} is ${found?.kind}`);
  return found.record;
}

test("reads a company with its first location's address, its contacts by role, and its locations as parts", async () => {
  const customerId = person("ada@example.com");
  const id = seed({
    company: { name: "Acme Gmbh", note: "Good\npayer", externalId: "E-1" },
    location: place,
    contact: { customerId },
  });
  adapters.shop.companies.createLocation(id, { name: "Depot" });
  adapters.shop.metafields.set(`gid://shopify/Company/${id}`, {
    namespace: "custom",
    key: "domain",
    type: "single_line_text_field",
    value: "acme.example",
  });

  const record = await read(id);

  expect(record.values).toMatchObject({
    name: "Acme Gmbh",
    note: "Good\npayer",
    externalId: "E-1",
    domain: "acme.example",
    phone: "+13125550123",
    address1: "1 Main St",
    address2: "Suite 2",
    city: "Albany",
    zip: "12207",
    provinceCode: "NY",
    countryCode: "US",
    hasLocation: "true",
    locationsCount: "2",
    ordersCount: "0",
    currency: "USD",
    mainContact: "Ada Byron",
    companyId: String(id),
  });
  expect(record.children?.map(({ groupId, values }) => [groupId, values.name, values.city])).toEqual([
    [String(id), "Acme Gmbh (Head office)", "Albany"],
    [String(id), "Acme Gmbh (Depot)", null],
  ]);
  expect(record.children?.[0]?.id).toMatch(/^location-\d+$/);
  expect(record.associations).toEqual([
    { to: "customers", id: String(customerId), label: "Main contact" },
    { to: "customers", id: String(customerId), label: "Location admin" },
  ]);
});

test("contacts and locations beyond a page are read to their end, and an unknown company is gone", async () => {
  const id = seed({ company: { name: "Crowd" }, location: place });
  for (let i = 0; i < 12; i++) {
    adapters.shop.companies.addContact(id, person(`crowd${i}@example.com`), {});
    adapters.shop.companies.createLocation(id, { name: `Branch ${i}` });
  }

  const record = await read(id);

  expect(record.associations).toHaveLength(12);
  expect(record.children).toHaveLength(13);
  expect((await companies().read(["1"])).get("1")).toEqual({ kind: "gone" });
});

test("a company without a location has no address to write to", async () => {
  const { values, children } = await read(seed({ company: { name: "Bare" } }));

  expect(values).toMatchObject({ hasLocation: "false", phone: null, address1: null, countryCode: null });
  expect(children).toEqual([]);
});

test("a bulk read says of a company just what a read by id says", async () => {
  const port = adapters.vendors.bulk(adapters.connection, "companies");
  const { id } = await port.start();
  let url: string | null = null;
  for (let tries = 0; url === null && tries < 100; tries++) {
    const status = await port.status(id);
    if (status.kind === "completed") url = status.url;
    adapters.time.advance(5000);
  }

  const records = [];
  for await (const { record } of port.read(url ?? "", 0)) records.push(record);

  expect(records.length).toBe(await port.count());
  for (const record of records) expect(await read(record.id)).toEqual(record);
});

test("writes the company and its first location's phone and address, and keeps the rest of the address", async () => {
  const id = String(seed({ company: { name: "Moved" }, location: place }));

  const result = (
    await companies().write([
      update(id, { name: "Moved Inc", note: null, phone: "+13125550199", city: "Troy", address2: null }),
    ])
  ).get(id);

  expect(result).toMatchObject({
    kind: "written",
    created: false,
    record: { values: { name: "Moved Inc", note: null, phone: "+13125550199", city: "Troy", address2: null } },
  });
  expect((await read(id)).values).toMatchObject({
    name: "Moved Inc",
    phone: "+13125550199",
    address1: "1 Main St",
    city: "Troy",
    address2: null,
    zip: "12207",
    provinceCode: "NY",
  });
  const [location] = adapters.shop.companies.locationsOf(Number(id));
  expect(location?.billingAddress?.recipient).toBe("Ada");
});

test("a company moves to another country with its province", async () => {
  const id = String(seed({ company: { name: "Emigrant" }, location: place }));

  await companies().write([update(id, { countryCode: "CA", provinceCode: "ON", zip: "K1A 0B1", city: "Ottawa" })]);

  expect((await read(id)).values).toMatchObject({ countryCode: "CA", provinceCode: "ON", city: "Ottawa" });
});

test("a refused company hurts itself only, and one that is gone is gone", async () => {
  const good = String(seed({ company: { name: "Good" }, location: place }));
  const bad = String(seed({ company: { name: "Bad" }, location: place }));

  const results = await companies().write([
    update(bad, { countryCode: "Atlantis" }),
    update(good, { name: "Better" }),
    update("1", { name: "Nobody" }),
  ]);

  const refused = results.get(bad);
  expect(refused?.kind === "failed" && refused.error).toMatchObject({ code: "invalid_value" });
  expect(results.get(good)).toMatchObject({ kind: "written", record: { values: { name: "Better" } } });
  expect(results.get("1")).toEqual({ kind: "gone" });
});

test("a company made twice is made once, also when the first answer is lost", async () => {
  const values = {
    name: "New Ltd",
    phone: "+13125550111",
    countryCode: "US",
    provinceCode: "NY",
    address1: "2 Side St",
  };
  const full = { ...values, city: "Albany", zip: "12207" };

  const first = (await companies().write([create("77", full)])).get("77");
  const again = (await companies().write([create("77", full)])).get("77");
  adapters.shopify.faults.add({ kind: "reset_after", match: { body: "companyCreate" } });
  const lost = await companies()
    .write([create("78", { name: "Lost Ltd" })])
    .then(
      (results) => results.get("78"),
      () => null,
    );
  const found = (await companies().write([create("78", { name: "Lost Ltd" })])).get("78");

  if (first?.kind !== "written") throw new Error("the company is not made");
  expect(first).toMatchObject({ created: true, record: { values: { ...full, externalId: "hubspot-77" } } });
  expect(again).toEqual({ kind: "held", holderId: first.record.id });
  expect(lost?.kind).not.toBe("written");
  expect(found?.kind).toBe("held");
});

test("companies that changed are told of, oldest first", async () => {
  const id = String(seed({ company: { name: "Changing" } }));
  adapters.time.advance(60_000);
  const from = new Date(adapters.clock.now()).toISOString();
  await companies().write([update(id, { name: "Changed" })]);

  const told = [];
  for await (const page of adapters.vendors.changes(adapters.connection, "companies", "shopify").since(from))
    told.push(...page.changes.map((change) => change.id));

  expect(told).toEqual([id]);
});

test("asks the API whether the shop has B2B, and says so where it is needed", async () => {
  expect(await hasB2b(adapters.admin, adapters.connection.shop)).toBe(true);
  const id = String(seed({ company: { name: "Retail" } }));
  adapters.shop.shop.b2b = false;

  const failures = await Promise.allSettled([
    companies().read([id]),
    companies().write([update(id, { name: "Retailer" })]),
    adapters.vendors
      .changes(adapters.connection, "companies", "shopify")
      .since("2026-01-01T00:00:00Z")
      [Symbol.asyncIterator]()
      .next(),
  ]);

  for (const failure of failures)
    expect(failure.status === "rejected" && failure.reason).toMatchObject({
      kind: "permanent",
      code: "b2b_unavailable",
    });
  expect(await hasB2b(adapters.admin, adapters.connection.shop)).toBe(false);
  adapters.shop.shop.b2b = true;
});
