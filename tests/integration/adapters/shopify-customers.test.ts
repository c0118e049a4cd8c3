import { expect, test } from "vitest";
import type { RecordWrite } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import { withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const customers = () => adapters.vendors.records(adapters.connection, "customers", "shopify", "live");
const create = (ref: string, values: Values): RecordWrite => ({ kind: "create", ref, key: `x:${ref}`, values });
const update = (id: string, values: Values): RecordWrite => ({ kind: "update", ref: id, id, values });

function seed(input: Parameters<typeof adapters.shop.customers.create>[0]): string {
  const made = adapters.shop.customers.create(input);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return String(made.value.id);
}

async function valuesOf(id: string): Promise<Values> {
  const found = (await customers().read([id])).get(id);
  if (found?.kind !== "found") throw new Error(`customer ${id} is ${found?.kind}`);
  return found.record.values;
}

test("reads a customer as texts, with its own phone, default address, tags in order and consents", async () => {
  const id = seed({
    email: "Ann@Example.com",
    firstName: "Ann",
    phone: "+12125550123",
    tags: ["vip", "Wholesale"],
    addresses: [
      { address1: "1 Main St", city: "Albany", countryCode: "US", provinceCode: "NY", zip: "12207", company: "Acme" },
    ],
    emailConsent: { state: "SUBSCRIBED", updatedAt: "2026-01-02T03:04:05Z" },
  });

  expect(await valuesOf(id)).toMatchObject({
    email: "Ann@Example.com",
    firstName: "Ann",
    lastName: null,
    phone: "+12125550123",
    address1: "1 Main St",
    company: "Acme",
    provinceCode: "NY",
    countryCode: "US",
    country: "United States",
    tags: "Wholesale, vip",
    taxExempt: "false",
    ordersCount: "0",
    emailConsent: "subscribed",
    emailConsentAt: "2026-01-02T03:04:05.000Z",
    customerId: id,
    customerUrl: `https://admin.shopify.com/store/${adapters.connection.shop.replace(".myshopify.com", "")}/customers/${id}`,
    shop: adapters.connection.shop,
  });
});

test("120 customers are read in two requests inside the query limit, and an unknown id is gone", async () => {
  const ids = Array.from({ length: 120 }, (_, i) => seed({ email: `many${i}@example.com` }));
  adapters.shopify.log.reset();

  const read = await customers().read([...ids, "1"]);

  expect(read.size).toBe(121);
  expect(read.get("1")).toEqual({ kind: "gone" });
  expect([...read.values()].filter((one) => one.kind === "found")).toHaveLength(120);
  expect(adapters.shopify.log.counts().total).toBe(2);
});

test("finds customers by exact e-mail, whatever its case", async () => {
  const id = seed({ email: "exact@example.com" });

  const found = await customers().findBy("email", ["EXACT@example.com", "exact@example.co"]);

  expect(found.get("EXACT@example.com")?.map((record) => record.id)).toEqual([id]);
  expect(found.has("exact@example.co")).toBe(false);
});

test("creates a customer with address and consent, and reports it as stored", async () => {
  const results = await customers().write([
    create("n1", {
      email: "new.n1@example.com",
      firstName: " New ",
      address1: "Unter den Linden 1",
      city: "Berlin",
      countryCode: "DE",
      zip: "10117",
      emailConsent: "subscribed",
    }),
  ]);

  const made = results.get("n1");
  expect(made).toMatchObject({
    kind: "written",
    created: true,
    record: { values: { firstName: "New", city: "Berlin", countryCode: "DE", emailConsent: "subscribed" } },
  });
  expect(await valuesOf(made?.kind === "written" ? made.record.id : "")).toMatchObject({
    address1: "Unter den Linden 1",
  });
});

test("a create whose e-mail is taken is held by that customer", async () => {
  const holder = seed({ email: "taken@example.com" });

  const results = await customers().write([
    create("h1", { email: "TAKEN@example.com" }),
    create("h2", { email: "h2@example.com" }),
  ]);

  expect(results.get("h1")).toEqual({ kind: "held", holderId: holder });
  expect(results.get("h2")).toMatchObject({ kind: "written", created: true });
});

test("updates what is named and nothing else: name, address and consent in one request", async () => {
  const id = seed({
    email: "upd@example.com",
    firstName: "Old",
    lastName: "Kept",
    tags: ["keep"],
    addresses: [
      { address1: "1 Old St", city: "Albany", countryCode: "US", provinceCode: "NY" },
      { address1: "2 Second St", countryCode: "US", provinceCode: "CA" },
    ],
  });
  adapters.shopify.log.reset();

  const results = await customers().write([
    update(id, { firstName: "New", city: "Buffalo", emailConsent: "unsubscribed" }),
  ]);

  expect(results.get(id)).toMatchObject({
    kind: "written",
    record: { id, values: { firstName: "New", city: "Buffalo" } },
  });
  expect(await valuesOf(id)).toMatchObject({
    firstName: "New",
    lastName: "Kept",
    address1: "1 Old St",
    city: "Buffalo",
    provinceCode: "NY",
    tags: "keep",
    emailConsent: "unsubscribed",
  });
  expect(adapters.shop.customers.get(Number(id))?.addresses).toHaveLength(2);
});

test("consent by text message is written with its date, before a number goes; without a number Shopify refuses it", async () => {
  const id = seed({ email: "sms@example.com", phone: "+12025550177", smsConsent: { state: "SUBSCRIBED" } });
  const nameless = seed({ email: "nosms@example.com" });
  adapters.shopify.log.reset();

  const at = "2026-02-03T04:05:06.789Z";
  const results = await customers().write([
    update(id, { smsConsent: "unsubscribed", smsConsentAt: at, emailConsent: "subscribed", lastName: "Lee" }),
    update(nameless, { smsConsent: "unsubscribed", smsConsentAt: at }),
  ]);

  expect(results.get(id)).toMatchObject({ kind: "written", record: { values: { smsConsent: "unsubscribed" } } });
  expect(await valuesOf(id)).toMatchObject({
    ...{ lastName: "Lee", emailConsent: "subscribed" },
    ...{ smsConsent: "unsubscribed", smsConsentAt: "2026-02-03T04:05:06.000Z" },
  });
  expect(results.get(nameless)).toMatchObject({ kind: "failed", error: { code: "consent_refused" } });
  const cleared = await customers().write([update(id, { smsConsent: "subscribed", phone: null })]);
  expect(cleared.get(id)?.kind).toBe("written");
});

test("an address alone is reported with its fields, and a customer without one gets one", async () => {
  const id = seed({ email: "noaddr@example.com" });

  const results = await customers().write([update(id, { city: "Toronto", countryCode: "CA", provinceCode: "ON" })]);

  expect(results.get(id)).toMatchObject({
    kind: "written",
    record: { values: { city: "Toronto", province: "Ontario" } },
  });
});

test("one customer's refusals do not touch the others", async () => {
  const taken = seed({ email: "w.taken@example.com", phone: "+12125550199" });
  const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((name) => seed({ email: `w.${name}@example.com` })) as [
    string,
    string,
    string,
    string,
    string,
  ];
  adapters.shop.customers.delete(Number(e));

  const results = await customers().write([
    update(a, { email: "w.taken@example.com" }),
    update(b, { phone: "+12125550199" }),
    update(c, { phone: "12" }),
    update(d, { firstName: "Fine" }),
    update(e, { firstName: "Nobody" }),
    create("bad", { email: "not an address" }),
    update(taken, { countryCode: "Atlantis" }),
  ]);

  const code = (ref: string) => {
    const result = results.get(ref);
    return result?.kind === "failed" ? result.error.code : result?.kind;
  };
  expect([a, b, c, d, e, "bad", taken].map(code)).toEqual([
    "email_taken",
    "phone_taken",
    "invalid_phone",
    "written",
    "gone",
    "invalid_email",
    "invalid_value",
  ]);
});

test("a throttled request waits for the bucket and gets through", async () => {
  const id = seed({ email: "throttled@example.com" });
  adapters.shopify.faults.add({ kind: "throttled" });

  expect((await customers().read([id])).get(id)?.kind).toBe("found");
});

test("5xx, 429 and a reset are tried again on a read", async () => {
  const id = seed({ email: "again@example.com" });
  for (const fault of [
    { kind: "status", status: 502 },
    { kind: "status", status: 429, retryAfterSeconds: 1 },
    { kind: "reset_before" },
  ]) {
    adapters.shopify.faults.add(fault);

    expect((await customers().read([id])).get(id)?.kind).toBe("found");
  }
});

test("a create whose answer is lost is held by the customer it made, when it is repeated", async () => {
  adapters.shopify.faults.add({ kind: "reset_after", match: { body: "customerCreate" } });

  await expect(customers().write([create("l1", { email: "lost.l1@example.com" })])).rejects.toMatchObject({
    kind: "transient",
    code: "answer_lost",
  });

  const again = await customers().write([create("l1", { email: "lost.l1@example.com" })]);
  expect(again.get("l1")?.kind).toBe("held");
});

test("a missing scope is never taken for a deletion", async () => {
  const id = seed({ email: "scope@example.com" });
  const scopes = adapters.shopify.grantedScopes(adapters.connection.shop);
  adapters.shopify.setScopes(adapters.connection.shop, []);

  await expect(customers().read([id])).rejects.toMatchObject({ kind: "reconnect" });

  adapters.shopify.setScopes(adapters.connection.shop, scopes);
});

test("changes since an instant come with their times, oldest first", async () => {
  const from = new Date(adapters.time.now()).toISOString();
  const ids = ["s1", "s2"].map((name) => seed({ email: `${name}@example.com` }));

  const seen = [];
  const changes = adapters.vendors.changes(adapters.connection, "customers", "shopify");
  for await (const page of changes.since(from)) seen.push(...page.changes);

  expect(seen.map((change) => change.id)).toEqual(expect.arrayContaining(ids));
});
