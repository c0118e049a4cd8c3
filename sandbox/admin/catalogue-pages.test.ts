import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import { createHttpBrowser } from "./http-browser.ts";
import { startTestSandbox } from "./testing/start-test-sandbox.ts";

const domain = "demo-shop.myshopify.com";

async function start() {
  const { sandbox } = await startTestSandbox({ shops: [{ domain, name: "Demo Shop" }] });
  const browser = createHttpBrowser();
  const state = sandbox.shopify.shop(domain);
  const visit = (path: string) => browser.visit(`${sandbox.urls.admin}${path}`);
  const send = (path: string, fields: Record<string, string>) =>
    browser.visit(`${sandbox.urls.admin}${path}`, new URLSearchParams(fields));
  return { state, visit, send };
}

const textOf = (page: { text: string }): string => parse(page.text).text.replaceAll(/\s+/g, " ");

test("a product is added, edited and deleted, with its variants and their prices", async () => {
  const { state, visit, send } = await start();
  const { products } = state;

  const refused = await send("/products/new", { title: " ", vendor: "Acme" });
  const created = await send("/products/new", { title: "Hat <b>", tags: "b, a", status: "DRAFT", vendor: "Acme" });
  const [hat] = products.list();
  const path = `/products/${hat?.id}`;
  const first = hat?.variants[0]?.id;
  await send(`${path}/variants/new`, { "option-0": "Red", sku: "HAT-R", price: "12" });
  const wrong = await send(`${path}/variants`, { [`price-${first}`]: "a lot" });
  const priced = await send(`${path}/variants`, { [`price-${first}`]: "9.5", [`sku-${first}`]: "HAT" });
  const listed = await visit("/products?q=HAT-R");
  const saved = await send(path, { title: "Cap", tags: "", status: "ACTIVE", vendor: "Acme", productType: "Hats" });

  expect([refused.status, parse(refused.text).querySelector("#title-error")?.text]).toEqual([
    422,
    "Title can't be blank",
  ]);
  expect(textOf(created)).toContain("Product created.");
  expect(created.text).not.toContain("Hat <b>");
  expect(textOf(wrong)).toContain("is not a number");
  expect(textOf(priced)).toContain("Variants saved.");
  expect(textOf(listed)).toContain("1 products found");
  expect(textOf(saved)).toContain("Product saved.");
  expect(products.get(hat?.id ?? 0)).toMatchObject({
    title: "Cap",
    status: "ACTIVE",
    tags: [],
    variants: [
      { sku: "HAT", price: "9.50" },
      { title: "Red", sku: "HAT-R", price: "12.00" },
    ],
  });

  await send(`${path}/variants`, { delete: String(first) });
  const left = products.get(hat?.id ?? 0)?.variants.map((variant) => variant.title);
  await send(`${path}/delete`, {});

  expect(left).toEqual(["Red"]);
  expect(products.count()).toBe(0);
});

test("a company gets locations, contacts with roles and a main contact, and goes again", async () => {
  const { state, visit, send } = await start();
  const { companies, customers } = state;
  customers.create({ email: "ann@example.com" });

  const refused = await send("/companies/new", { name: "" });
  const created = await send("/companies/new", { name: "Acme & Sons", externalId: "E1" });
  const id = companies.list()[0]?.id ?? 0;
  const path = `/companies/${id}`;
  const place = companies.locationsOf(id)[0]?.id ?? 0;
  const taken = await send("/companies/new", { name: "Beta", externalId: "E1" });
  await send(`${path}/locations`, { locationName: "Salem", address1: "2 Side St", zoneCode: "OR", countryCode: "US" });
  const nobody = await send(`${path}/contacts`, { email: "bob@example.com" });
  await send(`${path}/contacts`, {
    email: "ann@example.com",
    title: "Buyer",
    role: "Location admin",
    location: String(place),
  });
  const contact = companies.contactsOf(id)[0]?.id ?? 0;
  await send(`${path}/contacts`, { main: String(contact) });
  const shown = await visit(path);
  const list = await visit("/companies?q=e1");

  expect([refused.status, taken.status]).toEqual([422, 422]);
  expect(parse(taken.text).querySelector("#externalId-error")?.text).toBe("External id has already been taken");
  expect(textOf(created)).toContain("Company created.");
  expect(textOf(nobody)).toContain("There is no customer “bob@example.com”.");
  expect(textOf(shown)).toContain("2 Side St, OR, United States");
  expect(textOf(shown)).toContain("Location admin (Acme & Sons)");
  expect(textOf(list)).toContain("ann@example.com");
  expect(companies.get(id)?.mainContactId).toBe(contact);

  await send(`${path}/contacts`, { remove: String(contact) });
  await send(`${path}/locations`, { remove: String(place) });
  const left = [companies.contactsOf(id).length, companies.locationsOf(id).length];
  await send(`${path}/delete`, {});

  expect(left).toEqual([0, 1]);
  expect([companies.count(), customers.count()]).toEqual([0, 1]);
});

test("metafields are set, refused and removed on the pages of products, customers and companies", async () => {
  const { state, visit, send } = await start();
  const product = state.products.create({ title: "Hat" });
  const id = product.ok ? product.value.id : 0;
  const ownerId = `gid://shopify/Product/${id}`;
  const size = { ownerId, namespace: "custom", key: "size", type: "number_integer" };

  const saved = await send("/metafields", { ...size, value: "5" });
  const refused = await send("/metafields", { ...size, value: "five" });
  const field = parse((await visit(`/products/${id}`)).text).querySelector("#metafield-custom-size");
  const stored = state.metafields.get(ownerId, "custom", "size")?.value;
  const removed = await send("/metafields", { ...size, value: "" });

  expect(textOf(saved)).toContain("Metafield saved.");
  expect(textOf(refused)).toContain("Value must be an integer.");
  expect([field?.text, stored]).toEqual(["5", "5"]);
  expect(textOf(removed)).toContain("Metafield removed.");
  expect(state.metafields.count()).toBe(0);
});

test("what is not there is not found", async () => {
  const { visit } = await start();

  const pages = await Promise.all(["/products/1", "/companies/1", "/products/1/delete"].map(visit));

  expect(pages.map((page) => page.status)).toEqual([404, 404, 404]);
});
