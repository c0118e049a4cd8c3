import { expect, test } from "vitest";
import type { ShopEvent } from "./state/records.ts";
import { createShopState } from "./state.ts";
import { sampleOf } from "./webhook-samples.ts";
import { shopPayload } from "./webhooks/shop-payload.ts";

function emitEverything(): Map<string, ShopEvent> {
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });
  const events = new Map<string, ShopEvent>();
  state.onEvent((event) => events.set(event.topic, event));
  const make = (input: Parameters<typeof state.customers.create>[0]) => {
    const made = state.customers.create(input);
    if (!made.ok) throw new Error(JSON.stringify(made.errors));
    return made.value.id;
  };
  const one = make({
    email: "a@example.com",
    phone: "+12125550123",
    tags: ["a"],
    emailConsent: { state: "SUBSCRIBED" },
    smsConsent: { state: "SUBSCRIBED" },
    addresses: [{ city: "New York", countryCode: "US", provinceCode: "NY" }],
  });
  const two = make({ firstName: "Bob" });
  state.customers.update(one, { note: "x", tags: [] });
  state.customers.setState(one, "ENABLED");
  state.customers.setState(one, "DISABLED");
  state.orders.create({ name: "#1", customerId: one, lineItems: [{ title: "x", quantity: 1, price: "1.00" }] });
  state.customers.merge(one, two);
  return events;
}

test.each([
  "customers/create",
  "customers/update",
  "customers/enable",
  "customers/disable",
  "customers/delete",
  "customers/merge",
  "customers/purchasing_summary",
  "customer.tags_added",
  "customer.tags_removed",
  "customers_email_marketing_consent/update",
  "customers_marketing_consent/update",
])("%s carries just the fields of Shopify's sample", (topic) => {
  const sample = sampleOf(topic);

  const event = emitEverything().get(topic);

  const fields = Object.keys(event?.payload ?? {}).filter((field) => field !== "default_address");
  expect(fields.sort()).toEqual(
    Object.keys(sample)
      .filter((field) => field !== "default_address")
      .sort(),
  );
});

test("an address in a payload has the fields of the sample's", () => {
  const sample = sampleOf("customers/update");

  const payload = emitEverything().get("customers/update")?.payload;

  expect(Object.keys(payload?.default_address ?? {}).sort()).toEqual(Object.keys(sample.default_address ?? {}).sort());
});

test("the shop's payload holds nothing that the sample does not", () => {
  const sample = sampleOf("app/uninstalled");
  const { shop } = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });

  expect(Object.keys(shopPayload(shop)).filter((field) => !(field in sample))).toEqual([]);
});
