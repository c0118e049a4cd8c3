import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import { amountOf } from "#sandbox/shopify/state/order-totals.ts";
import { createHttpBrowser } from "./http-browser.ts";
import { startTestSandbox } from "./testing/start-test-sandbox.ts";

const DOMAIN = "demo-shop.myshopify.com";
const textOf = (page: { text: string }): string => parse(page.text).text.replaceAll(/\s+/g, " ");

async function start() {
  const { sandbox } = await startTestSandbox({ shops: [{ domain: DOMAIN, name: "Demo Shop" }] });
  const state = sandbox.shopify.shop(DOMAIN);
  const product = state.products.load({ title: "Bowl & Co", variants: [{ sku: "B", price: "10.00" }] });
  if (!product.ok) throw new Error("no product");
  const topics: string[] = [];
  state.onEvent(({ topic }) => topics.push(topic));
  const browser = createHttpBrowser();
  const { admin } = sandbox.urls;
  return {
    state,
    topics,
    variant: String(product.value.variants[0]?.id),
    visit: (path: string) => browser.visit(admin + path),
    send: (path: string, fields: Record<string, string> = {}) =>
      browser.visit(admin + path, new URLSearchParams(fields)),
  };
}

test("a person places an order, has it paid, sends it in two parcels and sees it delivered", async () => {
  const { state, variant, visit, send } = await start();

  const form = await visit("/orders/new");
  const placed = await send("/orders/new", {
    email: "guest@example.com",
    variant0: variant,
    quantity0: "3",
    discountPercent: "10",
    discountCode: "TEN",
    shipping: "5.00",
    payment: "PENDING",
  });
  const [order] = state.orders.list();
  const path = `/orders/${order?.id}`;
  const line = order?.lineItems[0]?.id;
  await send(`${path}/pay`);
  await send(`${path}/fulfil`, { [`fulfil-${line}`]: "1", company: "UPS", number: "1Z" });
  const part = await visit(path);
  await send(`${path}/fulfil`, { [`fulfil-${line}`]: "2" });
  await send(`${path}/deliver`);
  const done = await visit(path);

  expect(textOf(form)).toContain("Bowl & Co (10.00)");
  expect(textOf(placed)).toContain("Order placed.");
  expect(order).toMatchObject({ email: "guest@example.com", financialStatus: "PENDING" });
  expect(textOf(part)).toContain("Partially fulfilled");
  expect(textOf(part)).toContain("Shipment 1, tracking 1Z");
  expect(textOf(done)).toContain("Shipment 2: delivered");
  expect(parse(done.text).querySelector(`form[action$="/pay"]`)).toBeNull();
  expect(textOf(await visit("/orders"))).toContain("guest@example.com");
});

test("a person refunds a unit, then everything, and is told why when it cannot be", async () => {
  const { state, variant, send } = await start();
  await send("/orders/new", { variant0: variant, quantity0: "3", shipping: "5.00" });
  const id = state.orders.list()[0]?.id ?? 0;
  const line = state.orders.get(id)?.lineItems[0]?.id;

  const tooMany = await send(`/orders/${id}/refund`, { [`refund-${line}`]: "4" });
  const one = await send(`/orders/${id}/refund`, { [`refund-${line}`]: "1", restock: "on" });
  expect(state.orders.get(id)?.financialStatus).toBe("PARTIALLY_REFUNDED");
  await send(`/orders/${id}/refund`, { all: "yes" });

  expect([tooMany.status, textOf(tooMany)]).toEqual([422, expect.stringContaining("cannot refund more items")]);
  expect(textOf(one)).toContain("Refund made.");
  const order = state.orders.get(id);
  expect(order?.financialStatus).toBe("REFUNDED");
  expect(order && amountOf(order, "currentTotal")).toBe("0.00");
});

test("a person edits items, note and tags, cancels with a reason and deletes", async () => {
  const { state, topics, variant, visit, send } = await start();
  await send("/orders/new", { variant0: variant, quantity0: "2" });
  const id = state.orders.list()[0]?.id ?? 0;
  const line = state.orders.get(id)?.lineItems[0]?.id;

  await send(`/orders/${id}/edit`, { [`edit-${line}`]: "1", variant0: variant, quantity0: "4" });
  await send(`/orders/${id}`, { email: "b@example.com", note: "<b>ring</b>", tags: "b, a" });
  const edited = state.orders.get(id);
  const shown = await visit(`/orders/${id}`);
  await send(`/orders/${id}/cancel`, { reason: "INVENTORY", refund: "on", restock: "on" });
  const cancelled = await visit(`/orders/${id}`);
  const asked = await visit(`/orders/${id}/delete`);
  await send(`/orders/${id}/delete`);
  const gone = await visit(`/orders/${id}`);

  expect(edited?.lineItems.map(({ currentQuantity }) => currentQuantity)).toEqual([1, 4]);
  expect(edited).toMatchObject({ email: "b@example.com", note: "<b>ring</b>", tags: ["a", "b"] });
  expect(shown.text).not.toContain("<b>ring</b>");
  expect(textOf(cancelled)).toContain("CancelledInventory");
  expect(textOf(asked)).toContain("Delete #1001?");
  expect([gone.status, state.orders.count()]).toEqual([404, 0]);
  expect(topics).toEqual(expect.arrayContaining(["orders/edited", "orders/cancelled", "orders/delete"]));
});

test("a person begins a checkout without contact, leaves an e-mail, and makes it an order", async () => {
  const { state, variant, visit, send } = await start();

  const begun = await send("/checkouts/new", { variant0: variant, quantity0: "2" });
  const [checkout] = state.checkouts.list();
  const path = `/checkouts/${checkout?.id}`;
  expect([textOf(begun), state.checkouts.listAbandoned()]).toEqual([
    expect.stringContaining("Not listed: no contact"),
    [],
  ]);
  const saved = await send(path, { email: "b@example.com" });
  const listed = await visit("/checkouts?q=b@example.com");
  const completed = await send(`${path}/complete`, { paid: "on" });
  const after = await visit(path);

  expect(textOf(saved)).toContain("Not recovered");
  expect(textOf(listed)).toContain("20.00 USD");
  expect(textOf(completed)).toContain("Order placed.");
  expect(textOf(after)).toContain("Recovered");
  expect(state.orders.list()).toMatchObject([
    { checkoutToken: checkout?.token, email: "b@example.com", financialStatus: "PAID" },
  ]);
  await send(`${path}/delete`);
  expect(state.checkouts.count()).toBe(0);
});

test("what is missing or wrong keeps the form and its values", async () => {
  const { variant, visit, send } = await start();

  const empty = await send("/orders/new", { email: "a@example.com" });
  const wrong = await send("/checkouts/new", { email: "no address", variant0: variant });
  const missing = [await visit("/checkouts/1"), await visit("/orders/1"), await send("/orders/1/pay")];

  expect(empty.status).toBe(422);
  expect(parse(empty.text).querySelector("#email")?.getAttribute("value")).toBe("a@example.com");
  expect(parse(wrong.text).querySelector('[role="alert"]')?.text).toContain("Email is invalid");
  expect(missing.map(({ status }) => status)).toEqual([404, 404, 404]);
});
