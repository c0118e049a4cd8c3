import type { Browser, FrameLocator, Page } from "@playwright/test";
import { chromium, expect, test } from "@playwright/test";
import { serveHosts } from "#sandbox/admin/serve-hosts.ts";
import type { FakeApp } from "#sandbox/admin/testing/fake-app.ts";
import { startFakeApp } from "#sandbox/admin/testing/fake-app.ts";
import type { Sandbox } from "#sandbox/start-sandbox.ts";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import { violationsOf } from "./accessibility.ts";

// The stand-in admin against a fake app: what App Bridge promises, seen in a real browser. The product's own screens are tested elsewhere.
const client = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  HUBSPOT_CLIENT_ID: "client-id",
  HUBSPOT_CLIENT_SECRET: "client-secret",
  HUBSPOT_APP_ID: "77",
};
const domain = "demo-shop.myshopify.com";
const hostsOrigin = "https://tandem.example.com";

let sandbox: Sandbox;
let app: FakeApp;
let appOrigin: string | undefined;

async function start(): Promise<void> {
  app = await startFakeApp({ clientId: client.HUBSPOT_CLIENT_ID, appOrigin: () => appOrigin ?? sandbox.origins.app });
  sandbox = await startSandbox({
    appUpstream: app.origin,
    client,
    shops: [{ domain, name: "Demo Shop" }],
    ...(appOrigin && { appOrigin }),
  });
  sandbox.shopify.install(domain);
}

test.afterEach(async () => {
  appOrigin = undefined;
  await sandbox.close();
  app.close();
});

async function openApp(page: Page, path = "/app"): Promise<FrameLocator> {
  await page.goto(`${sandbox.urls.appInAdmin}${path}`);
  const frame = page.frameLocator('iframe[name="app-iframe"]');
  await expect(frame.getByRole("heading", { name: path })).toBeVisible();
  return frame;
}

const inFrame = <T>(page: Page, script: string): Promise<T> =>
  page.frame({ name: "app-iframe" })?.evaluate(script) as Promise<T>;

test.describe("behind the proxy", () => {
  test.beforeEach(start);

  test("the side menu, the address bar and the app stay in step, forwards and backwards", async ({ page }) => {
    const frame = await openApp(page);
    const menu = page.getByRole("navigation", { name: "Admin" });

    await expect(menu.getByRole("link", { name: "Home" })).toHaveCount(1);
    await expect(menu.getByRole("link", { name: "Tandem" })).toHaveAttribute("aria-current", "page");
    await menu.getByRole("link", { name: "Records" }).click();

    await expect(frame.getByRole("heading", { name: "/app/records" })).toBeVisible();
    await expect(page).toHaveURL(`${sandbox.urls.appInAdmin}/app/records`);
    await expect(menu.getByRole("link", { name: "Records" })).toHaveAttribute("aria-current", "page");

    await page.goBack();

    await expect(page).toHaveURL(`${sandbox.urls.appInAdmin}/app`);
    await openApp(page, "/app/records/7");
    await expect(menu.getByRole("link", { name: "Records" })).toHaveAttribute("aria-current", "page");
  });

  test("each request of the app carries a fresh token; a stale one is asked again; a new grant is opened on top", async ({
    page,
  }) => {
    await openApp(page);

    await inFrame(page, "fetch('/app/progress').then((r) => r.json())");
    const status = await inFrame(page, "fetch('/app/stale').then((r) => r.status)");

    expect(status).toBe(200);
    expect(app.tokens).toHaveLength(3);
    expect(new Set(app.tokens).size).toBe(3);
    await inFrame(page, "void fetch('/app/reauthorize')");
    await expect(page).toHaveURL(`${sandbox.urls.admin}/products`);
  });

  test("a page without a token comes back through the bounce page", async ({ page }) => {
    const frame = await openApp(page);

    await inFrame(page, "location.assign('/app/records?shop=demo-shop.myshopify.com')");

    await expect(frame.getByRole("heading", { name: "/app/records" })).toBeVisible();
    expect(await inFrame(page, "location.search")).toContain("id_token=");
  });

  test("the save bar saves, discards and holds whoever leaves", async ({ page }) => {
    const frame = await openApp(page);
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    const menu = page.getByRole("navigation", { name: "Admin" });

    await frame.getByRole("button", { name: "Edit" }).click();
    await menu.getByRole("link", { name: "Records" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    await expect(page).toHaveURL(`${sandbox.urls.appInAdmin}/app`);
    await bar.getByRole("button", { name: "Save" }).click();

    await expect(bar).toBeHidden();
    expect(await inFrame(page, "window.did")).toBe("saved");

    await frame.getByRole("button", { name: "Edit" }).click();
    await bar.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Discard changes" }).click();

    await expect(bar).toBeHidden();
    expect(await inFrame(page, "window.did")).toBe("discarded");

    await frame.getByRole("button", { name: "Edit" }).click();
    await frame.getByRole("button", { name: "Leave" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    await expect.poll(() => inFrame(page, "window.left")).toBe("no");
    await menu.getByRole("link", { name: "Orders" }).click();
    await page.getByRole("button", { name: "Leave page" }).click();

    await expect(page).toHaveURL(`${sandbox.urls.admin}/orders`);
  });

  test("toast, modal and title bar act for the app", async ({ page }) => {
    const frame = await openApp(page);

    await frame.getByRole("button", { name: "Toast" }).click();
    await expect(page.getByRole("status")).toContainText("Saved it");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect(page.getByRole("status")).not.toContainText("Saved it");

    await frame.getByRole("button", { name: "Modal" }).click();
    const dialog = frame.getByRole("dialog", { name: "A question" });
    await expect(dialog).toContainText("Inside the modal");
    await dialog.getByRole("button", { name: "Yes" }).click();
    await expect(dialog).toBeHidden();
    expect(await inFrame(page, "window.answered")).toBe(true);

    await page.getByRole("button", { name: "Do it" }).click();
    await expect.poll(() => inFrame(page, "document.title")).toBe("pressed");
  });

  test("scopes, extensions and locale are answered, and a choice of products is offered", async ({ page }) => {
    sandbox.shopify.shop(domain).products.create({ title: "Tee" });
    await page.goto(sandbox.urls.admin);
    await page.getByLabel("Language").selectOption("de");
    await page.getByRole("button", { name: "Set" }).click();
    await openApp(page);

    expect(await inFrame(page, "shopify.config.locale")).toBe("de");
    expect(await inFrame(page, "shopify.app.extensions().then((list) => list[0].type)")).toBe("theme_app_extension");
    const asked = inFrame(page, "shopify.scopes.request(['read_all_orders']).then((answer) => answer.result)");
    await page.getByRole("button", { name: "Update" }).click();
    expect(await asked).toBe("granted-all");
    const picked = inFrame(page, "shopify.resourcePicker({ type: 'product' }).then((list) => list[0].title)");
    await page.getByLabel("Tee").check();
    await page.getByRole("button", { name: "Select" }).click();
    expect(await picked).toBe("Tee");
  });

  test("links into the admin open on top, an app opened outside goes inside", async ({ page }) => {
    const frame = await openApp(page);

    await expect(frame.getByRole("link", { name: "HubSpot" })).toHaveAttribute(
      "href",
      `${sandbox.origins.hubspot}/contacts/1`,
    );
    await frame.getByRole("link", { name: "Customers" }).click();
    await expect(page).toHaveURL(`${sandbox.urls.admin}/customers`);

    const host = Buffer.from("admin.shopify.com/store/demo-shop").toString("base64");
    await page.goto(`${sandbox.origins.app}/app?shop=${domain}&host=${host}&id_token=x`);
    await expect(page).toHaveURL(`${sandbox.urls.appInAdmin}/app`);
  });

  test("axe finds nothing grave on any page of the admin, and none scrolls sideways on a phone", async ({ page }) => {
    // Some thirty pages, each looked at twice.
    test.setTimeout(360_000);
    const made = sandbox.shopify.shop(domain).customers.create({ firstName: "Ann", email: "ann@example.com" });
    const id = made.ok ? made.value.id : 0;
    const { products, companies, checkouts, orders } = sandbox.shopify.shop(domain);
    const product = products.create({ title: "Hat", variants: [{ sku: "HAT", price: "10" }] });
    const location = { shippingAddress: { address1: "1 Main St", countryCode: "US" } };
    const company = companies.create({ company: { name: "Acme" }, location, contact: { customerId: id } });
    const lineItems = [{ title: "Bowl", quantity: 2, price: "10.00" }];
    const order = orders.place({ customerId: id, email: "ann@example.com", lineItems });
    const checkout = checkouts.begin({ email: "ann@example.com", lineItems });
    if (!product.ok || !company.ok || !order.ok || !checkout.ok) throw new Error("The shop could not be filled.");
    const catalogue = ["/products", "/products/new", `/products/${product.value.id}`];
    const b2b = ["/companies", "/companies/new", `/companies/${company.value.id}`];
    const orderPath = `/orders/${order.value.id}`;
    const selling = ["/orders", orderPath, `${orderPath}/delete`, "/orders/new"];
    const carts = ["/checkouts", `/checkouts/${checkout.value.id}`, "/checkouts/new"];
    const people = ["/customers", "/customers/new", `/customers/${id}`, `/customers/${id}/delete`];
    const others = ["", "/settings/apps", "/themes/current/editor", "/apps/tandem/app"];
    for (const path of [...people, ...catalogue, ...b2b, ...selling, ...carts, ...others]) {
      await page.goto(`${sandbox.urls.admin}${path}`);
      // The fake app inside the frame is not the admin's.
      const violations = await violationsOf(page, {}, [page.mainFrame()]);
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave.map((violation) => `${path}: ${violation.id} ${violation.nodes[0]?.html}`)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate(sideways), path).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });
});

test.describe("under the vendors' own names", () => {
  let browser: Browser;
  let closeHosts: () => Promise<void>;

  test.beforeEach(async () => {
    appOrigin = hostsOrigin;
    await start();
    const hosts = await serveHosts({
      "admin.shopify.com": sandbox.origins.admin,
      "cdn.shopify.com": sandbox.origins.admin,
      "app.hubspot.com": sandbox.origins.hubspot,
      "tandem.example.com": app.origin,
    });
    closeHosts = hosts.close;
    const { launchOptions } = test.info().project.use;
    const args = [...(launchOptions?.args ?? []), `--host-resolver-rules=${hosts.resolverRules}`];
    browser = await chromium.launch({ ...launchOptions, args });
  });
  test.afterEach(async () => {
    await browser.close();
    await closeHosts();
  });

  test("the app works in a cross-site frame, nothing rewritten", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const admin = "https://admin.shopify.com/store/demo-shop";

    await page.goto(`${admin}/apps/tandem/app`);
    const frame = page.frameLocator('iframe[name="app-iframe"]');
    await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Records" }).click();
    await expect(frame.getByRole("heading", { name: "/app/records" })).toBeVisible();
    await inFrame(page, "fetch('/app/progress').then((r) => r.json())");

    await expect(page).toHaveURL(`${admin}/apps/tandem/app/records`);
    expect(await inFrame(page, "location.origin")).toBe(hostsOrigin);
    expect(app.tokens).toHaveLength(1);
    await inFrame(page, "void open('shopify://admin/customers', '_top')");
    await expect(page).toHaveURL(`${admin}/customers`);
  });
});
