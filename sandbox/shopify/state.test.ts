import { expect, test } from "vitest";
import type { ShopEvent } from "./state/records.ts";
import { createShopState } from "./state.ts";

function openShop(start = Date.UTC(2026, 0, 2, 3, 4, 5, 678)) {
  let now = start;
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop", now: () => now });
  const events: ShopEvent[] = [];
  state.onEvent((event) => events.push(event));
  return { state, events, wait: (ms: number) => (now += ms), topics: () => events.map((event) => event.topic) };
}

function must<T>(outcome: { ok: true; value: T } | { ok: false; errors: unknown }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.value;
}

function refusals(outcome: { ok: boolean; errors?: { message: string }[] }): string[] {
  return outcome.errors?.map((error) => error.message) ?? [];
}

test("a created customer is tidied as Shopify does and announced", () => {
  const { state, events, topics } = openShop();

  const customer = must(
    state.customers.create({
      firstName: " Ada ",
      email: " Ada@Example.com ",
      phone: "(212) 555-0123",
      tags: ["vip, new", "VIP"],
      emailConsent: { state: "SUBSCRIBED" },
      addresses: [{ countryCode: "US", province: "new york", city: "New York" }],
    }),
  );

  expect(customer).toMatchObject({
    firstName: "Ada",
    email: "Ada@Example.com",
    phone: "+12125550123",
    tags: ["new", "vip"],
    createdAt: "2026-01-02T03:04:05Z",
    emailConsent: { state: "SUBSCRIBED", optInLevel: "SINGLE_OPT_IN", updatedAt: "2026-01-02T03:04:05Z" },
  });
  expect(customer.addresses[0]).toMatchObject({ country: "United States", province: "New York", provinceCode: "NY" });
  expect(topics()).toEqual(["customers/create", "customer.tags_added", "customers_email_marketing_consent/update"]);
  expect(events[0]?.payload).toMatchObject({ created_at: "2026-01-01T22:04:05-05:00", state: "disabled" });
  expect(events[0]?.payload).not.toHaveProperty("tags");
});

test("what Shopify refuses is refused in its words, and nobody is told", () => {
  const { state, events } = openShop();
  must(state.customers.load({ email: "taken@example.com", phone: "+12125550123" }));

  expect(refusals(state.customers.create({}))).toEqual(["Customer must have a name, phone number or email address"]);
  expect(refusals(state.customers.create({ email: "nobody@nowhere" }))).toEqual(["Email is invalid"]);
  expect(refusals(state.customers.create({ email: "TAKEN@example.com" }))).toEqual(["Email has already been taken"]);
  expect(refusals(state.customers.create({ firstName: "A", phone: "212 555 0123" }))).toEqual([
    "Phone has already been taken",
  ]);
  expect(refusals(state.customers.create({ firstName: "A", phone: "12" }))).toEqual(["Phone is invalid"]);
  expect(refusals(state.customers.create({ firstName: "A", emailConsent: { state: "SUBSCRIBED" } }))).toEqual([
    "An email address is required to set the email marketing consent state.",
  ]);
  expect(
    refusals(state.customers.create({ firstName: "A", addresses: [{ countryCode: "US", provinceCode: "ZZ" }] })),
  ).toEqual(["Addresses province is not valid"]);
  expect(events).toEqual([]);
});

test("an update that changes nothing keeps the modified time and stays silent", () => {
  const { state, events, wait, topics } = openShop();
  const customer = must(state.customers.load({ firstName: "Ada", tags: ["vip"] }));

  wait(5_000);
  must(state.customers.update(customer.id, { firstName: "Ada ", tags: ["vip", "VIP"] }));
  const same = must(state.customers.addTags(customer.id, ["vip"]));
  expect(same.updatedAt).toBe("2026-01-02T03:04:05Z");
  expect(events).toEqual([]);
  const after = must(state.customers.update(customer.id, { lastName: "Byron" }));

  expect(after.updatedAt).toBe("2026-01-02T03:04:10Z");
  expect(topics()).toEqual(["customers/update"]);
});

test("another e-mail keeps the consent, none ends it", () => {
  const { state } = openShop();
  const customer = must(state.customers.load({ email: "a@example.com", emailConsent: { state: "SUBSCRIBED" } }));

  const after = must(state.customers.update(customer.id, { email: "b@example.com" }));

  expect(after.emailConsent.state).toBe("SUBSCRIBED");
  expect(state.customers.findByEmail("B@EXAMPLE.COM")?.id).toBe(customer.id);
  expect(state.customers.findByEmail("a@example.com")).toBeUndefined();
  const without = must(state.customers.update(customer.id, { email: null, firstName: "Ada" }));
  expect(without.emailConsent.state).toBe("NOT_SUBSCRIBED");
});

test("a customer with orders cannot be deleted, one without is", () => {
  const { state, topics } = openShop();
  const customer = must(state.customers.load({ firstName: "Ada" }));
  must(
    state.orders.load({ name: "#1", customerId: customer.id, lineItems: [{ title: "x", quantity: 2, price: "1.50" }] }),
  );
  const other = must(state.customers.load({ firstName: "Bob" }));

  expect(refusals(state.customers.delete(customer.id))[0]).toContain("associated orders");
  expect(state.orders.purchases(customer.id)).toMatchObject({ numberOfOrders: 1, amountSpent: "3.00" });
  must(state.customers.delete(other.id));
  expect(topics()).toEqual(["customers/delete"]);
});

test("merging keeps the customer with the e-mail, moves orders and announces it", () => {
  const { state, topics } = openShop();
  const withEmail = must(state.customers.load({ email: "a@example.com", tags: ["a"] }));
  const without = must(state.customers.load({ firstName: "Bob", tags: ["b"] }));
  must(
    state.orders.load({ name: "#1", customerId: without.id, lineItems: [{ title: "x", quantity: 1, price: "1.00" }] }),
  );

  const kept = must(state.customers.merge(withEmail.id, without.id));

  expect(kept).toMatchObject({ id: withEmail.id, firstName: "Bob", tags: ["a", "b"] });
  expect(state.customers.get(without.id)).toBeUndefined();
  expect(state.orders.listOf(kept.id)).toHaveLength(1);
  expect(topics()).toEqual(["customers/delete", "customers/update", "customer.tags_added", "customers/merge"]);
});

test("reset goes back to the marked seed, ids included", () => {
  const { state } = openShop();
  must(state.customers.load({ id: 42, firstName: "Ada" }));
  state.markSeed();
  const first = must(state.customers.create({ firstName: "Bob" }));
  must(state.customers.update(42, { firstName: "Changed" }));

  state.reset();

  expect(state.customers.get(42)?.firstName).toBe("Ada");
  expect(state.customers.count()).toBe(1);
  expect(must(state.customers.create({ firstName: "Bob" })).id).toBe(first.id);
});

test("readers that cached a list learn that a reset emptied the shop", () => {
  const { state } = openShop();
  state.customers.create({ email: "ada@example.com" });
  const before = state.version();

  state.reset();

  expect(state.customers.count()).toBe(0);
  expect(state.version()).not.toBe(before);
});
