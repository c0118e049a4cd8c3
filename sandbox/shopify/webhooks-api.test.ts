import { afterEach, expect, test } from "vitest";
import { openShopify, SHOP, until } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
const open = async (...args: Parameters<typeof openShopify>) => {
  shop = await openShopify(...args);
  return shop;
};

test("a change is told at once, signed, with all headers, once for each subscription", async () => {
  const { state, received, topics, shopify } = await open();

  state.customers.create({ email: "a@example.com", tags: ["vip"] });

  await until("both topics came", () => topics().length === 2);
  expect(topics().sort()).toEqual(["customer.tags_added", "customers/create"]);
  const created = received.find((one) => one.topic === "customers/create");
  expect(created?.isSigned).toBe(true);
  expect(created?.headers).toMatchObject({
    "x-shopify-shop-domain": SHOP,
    "x-shopify-api-version": "2026-10",
    "content-type": "application/json",
  });
  for (const name of ["x-shopify-webhook-id", "x-shopify-event-id", "x-shopify-triggered-at"])
    expect(created?.headers[name]).toBeTruthy();
  expect(created?.body).toMatchObject({ email: "a@example.com", state: "disabled" });
  await until("it is idle", () => shopify.isIdle());
  expect(shopify.webhooks()).toMatchObject({ delivered: 2, attempts: 2, pending: 0 });
});

test("a topic declared twice is delivered twice with one event id, and include_fields cuts the payload", async () => {
  const toml = `
    [access_scopes]
    scopes = "read_customers"
    [webhooks]
    api_version = "2026-10"
      [[webhooks.subscriptions]]
      uri = "/a"
      topics = ["customers/create"]
      [[webhooks.subscriptions]]
      uri = "/b"
      topics = ["customers/create"]
      include_fields = ["id", "updated_at"]`;
  const { state, received } = await open({ toml });

  state.customers.create({ email: "a@example.com" });

  await until("both came", () => received.length === 2);
  expect(new Set(received.map((one) => one.headers["x-shopify-event-id"])).size).toBe(1);
  expect(new Set(received.map((one) => one.headers["x-shopify-webhook-id"])).size).toBe(2);
  expect(received.map((one) => Object.keys(one.body).length).sort((a, b) => a - b)[0]).toBe(2);
});

test("a refused delivery comes again with the same ids, eight times in four hours, then no more", async () => {
  const { state, received, shopify, clock, answerWith } = await open();
  answerWith(302);
  state.customers.create({ email: "a@example.com" });
  await until("the first try came", () => received.length === 1);

  for (let retry = 1; retry <= 8; retry += 1) {
    await until("the last answer was taken", () => shopify.webhooks().attempts === retry && clock.pending() === 1);
    clock.advance(4_800_000);
    await until("the retry came", () => received.length === retry + 1);
  }

  await until("it gave up", () => shopify.webhooks().failed === 1);
  clock.advance(4 * 3_600_000);
  expect(new Set(received.map((one) => one.headers["x-shopify-webhook-id"])).size).toBe(1);
  expect(received).toHaveLength(9);
  expect(shopify.isIdle()).toBe(true);
});

test("faults drop, double, delay and falsify deliveries", async () => {
  const { state, received, shopify, clock, topics } = await open();
  const add = (kind: string) => shopify.faults.add({ kind, match: { topic: "customers/create" } });
  const make = (email: string) => state.customers.create({ email });

  add("webhook_drop");
  make("dropped@example.com");
  expect(shopify.webhooks().dropped).toBe(1);
  add("webhook_duplicate");
  make("double@example.com");
  await until("it came twice", () => topics().length === 2);
  expect(received[0]?.headers["x-shopify-webhook-id"]).toBe(received[1]?.headers["x-shopify-webhook-id"]);
  add("webhook_late");
  make("late@example.com");
  expect(shopify.isIdle()).toBe(false);
  clock.advance(60_000);
  await until("it came late", () => topics().length === 3);
  add("webhook_bad_signature");
  make("forged@example.com");
  await until("it came", () => topics().length === 4);
  expect(received[3]?.isSigned).toBe(false);
  add("webhook_reorder");
  make("second@example.com");
  make("first@example.com");
  await until("both came", () => topics().length === 6);
  expect(received.slice(4).map((one) => one.body.email)).toEqual(["first@example.com", "second@example.com"]);
});

test("an uninstall kills tokens, tells the app, and asks for redaction after 48 hours", async () => {
  const { shopify, ask, topics, clock, state } = await open();

  shopify.uninstall(SHOP);

  expect((await ask("{ shop { name } }")).status).toBe(401);
  await until("it was told", () => topics().includes("app/uninstalled"));
  state.customers.create({ email: "silent@example.com" });
  clock.advance(47 * 3_600_000);
  expect(topics()).toEqual(["app/uninstalled"]);
  clock.advance(3_600_000);
  await until("redaction was asked for", () => topics().includes("shop/redact"));
});

test("a reinstall in time keeps redaction away", async () => {
  const { shopify, topics, clock } = await open();
  shopify.uninstall(SHOP);
  await until("it was told", () => topics().includes("app/uninstalled"));

  shopify.install(SHOP);
  clock.advance(49 * 3_600_000);

  await until("it is idle", () => shopify.isIdle());
  expect(topics()).toEqual(["app/uninstalled"]);
});

test("compliance requests and scope changes are sent on request", async () => {
  const { send, state, received, topics } = await open();
  state.customers.load({ id: 5, email: "a@example.com" });

  expect(
    (await send("POST", "/__control/compliance", { shop: SHOP, topic: "customers/redact", customerId: 5 })).status,
  ).toBe(204);
  expect((await send("POST", "/__control/compliance", { shop: SHOP, topic: "nonsense" })).status).toBe(400);
  expect((await send("POST", "/__control/scopes", { shop: SHOP, scopes: ["read_customers"] })).status).toBe(204);

  await until("both came", () => received.length === 2);
  expect(received.find((one) => one.topic === "customers/redact")?.body).toMatchObject({
    shop_domain: SHOP,
    customer: { id: 5, email: "a@example.com" },
    orders_to_redact: [],
  });
  expect(topics()).toContain("app/scopes_update");
});

test("topics whose scope was not granted are not sent", async () => {
  const { shopify, state, topics } = await open();
  shopify.setScopes(SHOP, ["read_products"]);

  state.customers.create({ email: "a@example.com" });

  await until("it is idle", () => shopify.isIdle());
  expect(topics()).toEqual(["app/scopes_update"]);
});
