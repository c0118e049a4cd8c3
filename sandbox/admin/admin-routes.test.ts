import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import type { HttpBrowser } from "./http-browser.ts";
import { createHttpBrowser } from "./http-browser.ts";
import { startTestSandbox } from "./testing/start-test-sandbox.ts";

const oneShop = [{ domain: "demo-shop.myshopify.com", name: "Demo <Shop>" }];
const start = () => startTestSandbox({ shops: oneShop });

const textOf = (page: { text: string }): string => parse(page.text).text.replaceAll(/\s+/g, " ");

/** Sends the page's form with some fields changed, as a person does. */
async function submit(browser: HttpBrowser, url: string, changes: Record<string, string>) {
  const page = await browser.visit(url);
  const form = parse(page.text).querySelector("main form[method=post]");
  const fields = new URLSearchParams();
  for (const input of form?.querySelectorAll("input[name], textarea[name]") ?? []) {
    if (input.getAttribute("type") === "checkbox" && !input.hasAttribute("checked")) continue;
    fields.set(input.getAttribute("name") ?? "", input.getAttribute("value") ?? input.text);
  }
  for (const select of form?.querySelectorAll("select") ?? []) {
    const chosen = select.querySelector("option[selected]");
    fields.set(select.getAttribute("name") ?? "", chosen?.getAttribute("value") ?? "");
  }
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  return browser.visit(new URL(form?.getAttribute("action") ?? "", page.url), fields);
}

test("a customer is added, found, edited and deleted, and only what was changed is announced", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  const { customers } = sandbox.shopify.shop("demo-shop.myshopify.com");
  const base = `${sandbox.urls.admin}/customers`;

  const created = await submit(browser, `${base}/new`, {
    firstName: "Zoë",
    email: " Zoe@Example.com ",
    phone: "(212) 555-0100",
    tags: "b, a",
    emailState: "SUBSCRIBED",
    city: "Austin",
    countryCode: "US",
    provinceCode: "TX",
  });
  const [zoe] = customers.list();
  const found = await browser.visit(`${base}?q=zoë`);
  const edited = await submit(browser, `${base}/${zoe?.id}`, { note: "line one\nline two", city: "Dallas" });

  expect(textOf(created)).toContain("Customer created.");
  expect(zoe).toMatchObject({ email: "Zoe@Example.com", phone: "+12125550100", tags: ["a", "b"] });
  expect(textOf(found)).toContain("1 customers found for “zoë”");
  expect(textOf(edited)).toContain("Customer saved.");
  const after = customers.get(zoe?.id ?? 0);
  expect(after?.note).toContain("line two");
  expect(after?.addresses.map(({ id, city, provinceCode }) => [id, city, provinceCode])).toEqual([
    [zoe?.addresses[0]?.id, "Dallas", "TX"],
  ]);
  expect(after?.emailConsent).toEqual(zoe?.emailConsent);

  await submit(browser, `${base}/${zoe?.id}/delete`, {});

  expect(customers.count()).toBe(0);
});

test("what Shopify refuses stands next to its field, and nothing typed is lost", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  const { customers } = sandbox.shopify.shop("demo-shop.myshopify.com");
  customers.create({ email: "taken@example.com" });

  const page = await submit(browser, `${sandbox.urls.admin}/customers/new`, {
    firstName: "<script>",
    email: "TAKEN@example.com",
  });

  const root = parse(page.text);
  expect(page.status).toBe(422);
  expect(root.querySelector("#email-error")?.text).toBe("Email has already been taken");
  expect(root.querySelector("#email")?.getAttribute("aria-describedby")).toBe("email-error");
  expect(root.querySelector("#firstName")?.getAttribute("value")).toBe("<script>");
  expect(page.text).not.toContain("<script>");
  expect(customers.count()).toBe(1);
});

test("two customers are merged by e-mail, and a customer with orders is not deleted", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  const { customers, orders } = sandbox.shopify.shop("demo-shop.myshopify.com");
  const one = customers.create({ email: "one@example.com" });
  const two = customers.create({ firstName: "Two" });
  if (!one.ok || !two.ok) throw new Error("The customers could not be made.");
  orders.create({ name: "#1", customerId: one.value.id, lineItems: [{ title: "Tee", quantity: 1, price: "1.00" }] });
  const base = `${sandbox.urls.admin}/customers`;

  const refused = await browser.visit(`${base}/${one.value.id}/delete`, new URLSearchParams());
  const merged = await browser.visit(
    `${base}/${two.value.id}/merge`,
    new URLSearchParams({ other: "one@example.com" }),
  );

  expect(textOf(refused)).toContain("associated orders");
  expect(textOf(merged)).toContain("Customers merged.");
  expect(customers.list().map(({ id, firstName }) => [id, firstName])).toEqual([[one.value.id, "Two"]]);
});

test("long lists come in pages that a link leads through", async () => {
  const { sandbox } = await startTestSandbox();
  const browser = createHttpBrowser();

  const first = await browser.visit(`${sandbox.urls.admin}/customers`);
  const next = parse(first.text).querySelector('a[rel="next"]')?.getAttribute("href") ?? "";
  const second = await browser.visit(new URL(next, first.url));
  const orders = await browser.visit(`${sandbox.urls.admin}/orders?page=18`);
  const products = await browser.visit(`${sandbox.urls.admin}/products?q=DUPLICATE-001`);

  expect(parse(first.text).querySelectorAll("tbody tr")).toHaveLength(50);
  expect(textOf(second)).toContain("Page 2 of 8");
  expect(parse(second.text).querySelector("tbody")?.text).not.toBe(parse(first.text).querySelector("tbody")?.text);
  expect(textOf(orders)).toContain("Page 18 of 19");
  expect(textOf(products)).toContain("3 products found");
});

test("installing shows the scopes of the app's own file; the app then opens with a signed address; uninstalling closes it", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  const { urls, shopify } = sandbox;

  const before = await browser.visit(urls.appInAdmin);
  const installed = await browser.visit(`${urls.admin}/settings/apps/install`, new URLSearchParams());
  const frame = parse(installed.text).querySelector("iframe");
  const source = new URL(frame?.getAttribute("src") ?? "");

  expect(textOf(before)).toContain("write_customers");
  expect(shopify.isInstalled("demo-shop.myshopify.com")).toBe(true);
  expect([frame?.getAttribute("title"), frame?.getAttribute("name")]).toEqual(["Tandem", "app-iframe"]);
  expect(source.origin).toBe(sandbox.origins.app);
  expect([...source.searchParams.keys()].sort()).toEqual(
    ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"].sort(),
  );
  const host = Buffer.from(source.searchParams.get("host") ?? "", "base64").toString();
  expect(host).toBe("admin.shopify.com/store/demo-shop");

  await browser.visit(`${urls.admin}/settings/apps/uninstall`, new URLSearchParams());

  expect(shopify.isInstalled("demo-shop.myshopify.com")).toBe(false);
  expect((await browser.visit(`${urls.appInAdmin}/__host/id-token`)).status).toBe(403);
});

test("the chosen language goes to the app", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  sandbox.shopify.install("demo-shop.myshopify.com");

  await browser.visit(`${sandbox.urls.admin}/locale`, new URLSearchParams({ locale: "de", back: "/store/demo-shop" }));
  const page = await browser.visit(sandbox.urls.appInAdmin);

  expect(parse(page.text).querySelector("iframe")?.getAttribute("src")).toContain("locale=de");
});

test("an app embed is switched on in the theme editor, reported to the app, and put into the storefront with the app's metafield", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  const { urls, shopify } = sandbox;
  const domain = "demo-shop.myshopify.com";
  shopify.install(domain);
  const value = JSON.stringify({ portalId: "4242424", scriptHost: "js.hs-scripts.com" });
  const metafield = { namespace: "tandem", key: "tracking", type: "json", value };
  const editor = `${urls.admin}/themes/current/editor`;

  const opened = await browser.visit(`${editor}?context=apps&activateAppId=key/tracking`);
  const off = await browser.visit(`${urls.admin}/storefront`);
  await browser.visit(editor, new URLSearchParams({ embed: "tracking" }));
  const notConnected = await browser.visit(`${urls.admin}/storefront`);
  shopify.shop(domain).metafields.set(shopify.installationId(domain), metafield);
  const on = await browser.visit(`${urls.admin}/storefront`);
  const reported = await browser.request(`${urls.appInAdmin}/__host/extensions`, {});

  expect(parse(opened.text).querySelector('input[value="tracking"]')?.hasAttribute("checked")).toBe(true);
  expect(off.text).not.toContain("app embed tracking");
  expect(notConnected.text).toContain("app embed tracking");
  expect(notConnected.text).not.toContain("data-portal");
  const script = parse(on.text).querySelector("script[data-portal]");
  expect(script?.getAttribute("data-portal")).toBe("4242424");
  expect((await browser.visit(new URL(script?.getAttribute("src") ?? "", on.url))).status).toBe(200);
  expect(await reported.json()).toMatchObject([
    { handle: "storefront", activations: [{ handle: "tracking", target: "body", status: "active" }] },
  ]);
});

test("optional scopes are granted and taken back, required ones stay", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();
  sandbox.shopify.install("demo-shop.myshopify.com");
  const send = async (body: object): Promise<{ granted: string[]; optional: string[]; required: string[] }> => {
    const init = { method: "POST", body: JSON.stringify(body) };
    const response = await browser.request(`${sandbox.urls.appInAdmin}/__host/scopes`, init);
    return (await response.json()) as { granted: string[]; optional: string[]; required: string[] };
  };

  const granted = await send({ grant: ["read_all_orders", "write_themes"] });
  const revoked = await send({ revoke: ["read_all_orders", "write_customers"] });

  expect(granted.granted).toContain("read_all_orders");
  expect(granted.granted).not.toContain("write_themes");
  expect(revoked.granted).not.toContain("read_all_orders");
  expect(revoked.granted).toContain("write_customers");
});

test("a page of an unknown shop or customer is not found, and names are escaped everywhere", async () => {
  const { sandbox } = await start();
  const browser = createHttpBrowser();

  const shop = await browser.visit(`${sandbox.origins.admin}/store/other`);
  const customer = await browser.visit(`${sandbox.urls.admin}/customers/1`);
  const home = await browser.visit(sandbox.urls.admin);

  expect([shop.status, customer.status, home.status]).toEqual([404, 404, 200]);
  expect(home.text).toContain("Demo &lt;Shop&gt;");
  expect(home.text).not.toContain("<Shop>");
});
