import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createShopState } from "#sandbox/shopify/state.ts";
import { fillShopState } from "./fill-shop-state.ts";
import { generateSampleShop, sampleShopDir } from "./generate-sample-shop.ts";
import { loadShopFolder } from "./load-shop-folder.ts";

test("the generator makes the committed sample shop again, byte for byte", async () => {
  const names = await readdir(sampleShopDir);
  const committed = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(sampleShopDir, name), "utf8")] as const)),
  );

  const generated = generateSampleShop();

  expect(Object.keys(generated).sort()).toEqual(names.sort());
  for (const name of names) expect(generated[name] === committed[name], name).toBe(true);
});

test("another seed makes another shop", () => {
  expect(generateSampleShop(1)).not.toEqual(generateSampleShop(2));
});

test("the whole sample shop loads without a problem and fills a stand-in shop", async () => {
  const folder = await loadShopFolder(sampleShopDir);
  const state = createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });

  const refused = fillShopState(state, folder);

  expect([...folder.problems, ...refused]).toEqual([]);
  expect([state.customers.count(), state.products.count(), state.orders.count()]).toEqual([400, 80, 916]);
});

test("the sample shop holds the mess of real life", async () => {
  const { customers, products, orders, extras } = await loadShopFolder(sampleShopDir);
  const raw = await readFile(join(sampleShopDir, "customers_export.csv"), "utf8");
  const emails = customers.flatMap((customer) => customer.email ?? []);
  const skus = products.flatMap((product) => product.variants.map((variant) => variant.sku));

  expect(emails.every((email) => /@example\.(com|org|net)$/i.test(email))).toBe(true);
  expect(customers.length - emails.length).toBeGreaterThan(20);
  expect(emails.filter((email) => email !== email.toLowerCase()).length).toBeGreaterThan(20);
  expect(raw.match(/,"\s+[^",]+@|@[^",]+\s+",/g)?.length).toBeGreaterThan(5);
  const names = customers.map((customer) => `${customer.firstName} ${customer.lastName}`).join("\n");
  for (const script of ["Han", "Hangul", "Hebrew", "Arabic", "Cyrillic", "Greek", "Emoji_Presentation"]) {
    expect(names, script).toMatch(new RegExp(`\\p{${script.startsWith("Emoji") ? "" : "Script="}${script}}`, "u"));
  }
  expect(names).toContain("<b>");
  expect(Math.max(...customers.map((customer) => customer.note.length))).toBeGreaterThan(2000);
  const states = new Set(extras.customers.map((entry) => entry.emailConsent?.state));
  expect([...states].map(String).sort()).toEqual(
    ["INVALID", "NOT_SUBSCRIBED", "PENDING", "REDACTED", "SUBSCRIBED", "UNSUBSCRIBED", "undefined"].sort(),
  );
  expect(new Set(orders.map((order) => order.financialStatus)).size).toBe(8);
  expect(new Set(orders.map((order) => order.fulfillmentStatus)).size).toBe(4);
  expect(new Set(orders.map((order) => order.currency)).size).toBeGreaterThan(3);
  expect(skus.filter((sku) => sku === null).length).toBeGreaterThan(5);
  expect(skus.filter((sku) => sku === "DUPLICATE-001")).toHaveLength(3);
  expect(products.some((product) => product.variants.some((variant) => variant.price === "0.00"))).toBe(true);
  expect(extras.companies.every((company) => company.contacts.length > 0 && company.locations.length > 0)).toBe(true);
  expect(extras.checkouts.some((checkout) => checkout.completedAt !== null)).toBe(true);
});
