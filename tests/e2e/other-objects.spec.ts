import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, connect, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

// A merchant who keeps everything in step, in order; it may be the shop's second day. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});

test.afterAll(async () => {
  await context?.close();
});

test("a merchant installs the app and connects HubSpot", async () => {
  await page.goto("/store/demo-shop/settings/apps");
  await page.getByRole("button", { name: "Install" }).click();
  const app = await openScreen(page, "/app/connection");
  await connect(context, app);

  await expect(app.getByText("4242424").first()).toBeVisible();
});

test("the syncs stand in the list with what stands in their way, and orders of any age can be allowed", async () => {
  const list = await openScreen(page);
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await expect(list.getByRole("heading", { name: "Abandoned carts" })).toBeVisible();
  await expect(list.getByText("Only orders of the last 60 days")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  await list.getByRole("link", { name: "Set up: Orders" }).click();
  await expect(list.getByLabel("Bring Shopify orders to HubSpot")).toBeVisible();
  await list.getByRole("button", { name: "Allow access to all orders" }).click();
  await page.getByRole("button", { name: "Update", exact: true }).click();

  await expect(list.getByText("Only orders of the last 60 days")).toHaveCount(0);
});

const syncs = [
  { object: "customers", label: "Keep Shopify customers and HubSpot contacts in step", type: "0-1" },
  { object: "companies", label: "Keep Shopify companies and HubSpot companies in step", type: "0-2" },
  { object: "products", label: "Keep Shopify products and HubSpot products in step", type: "0-7" },
  { object: "orders", label: "Bring Shopify orders to HubSpot", type: "0-123" },
  { object: "carts", label: "Bring Shopify abandoned carts to HubSpot", type: "0-142" },
];

for (const { object, label } of syncs) {
  test(`turns the sync of ${object} on and watches it begin`, async () => {
    const app = await openScreen(page, `/app/sync/${object}`);
    const box = app.getByLabel(label);
    await expect(box).toBeVisible();
    if (!(await box.isChecked())) {
      await box.check();
      await page.getByRole("button", { name: "Save", exact: true }).click();
    }

    await expect(app.getByText(/^(First sync|Comparing everything again|Everything compared again)/)).toBeVisible();
    await expectAccessible(page);
    await expectFitsPhone(page);
  });
}

test("all first syncs come through, and their records are in HubSpot", async () => {
  test.setTimeout(300_000);
  for (const { object } of syncs) {
    const app = await openScreen(page, `/app/sync/${object}`);
    await expect(app.getByText(/^(First sync finished|Everything compared again)/)).toBeVisible({ timeout: 240_000 });
  }
  const orders = await openScreen(page, "/app/sync/orders");
  await expect(orders.getByRole("button", { name: "Compare both sides now" })).toBeVisible();
  await picture(page, "sync-orders-done");

  const crm = await context.newPage();
  for (const { type } of syncs) {
    await crm.goto(`${hubspot}/contacts/4242424/objects/${type}/views/all/list`);
    await expect(crm.getByRole("rowheader").first()).toBeVisible();
  }
  // The newest order of the sample shop, with the person who placed it.
  await crm.goto(`${hubspot}/contacts/4242424/objects/0-123/views/all/list?query=%231900`);
  await crm.getByRole("link", { name: "#1900" }).click();
  await expect(crm.getByRole("link", { name: /Hughes/ }).first()).toBeVisible();
  await picture(crm, "crm-order");
  await crm.close();
});

test("an order is found by its name, and both sides can be compared by hand", async () => {
  const app = await openScreen(page, "/app/records?object=orders");
  await app.getByLabel("Find a record").fill("#1900");
  await app.getByRole("button", { name: "Find", exact: true }).click();
  const found = app.getByRole("link", { name: /^Order \d+/ });
  await expect(found).toHaveCount(1);
  await found.click();
  await expect(app.getByRole("heading", { name: "Both sides", exact: true })).toBeVisible();
  await expectAccessible(page);

  const sync = await openScreen(page, "/app/sync/companies");
  await sync.getByRole("button", { name: "Compare both sides now" }).click();
  await confirm(page, "Compare both sides now");
  await expect(sync.getByText("Both sides compared: Companies")).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(sync.getByRole("heading", { name: "Last comparison" })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "sync-companies-audit");

  const list = await openScreen(page, "/app/sync");
  await expect(list.getByText("Not available")).toHaveCount(0);
  await expectFitsPhone(page);
  await picture(page, "syncs");
});

test("home shows every object", async () => {
  const app = await openScreen(page);
  for (const name of ["Customers", "Companies", "Products", "Orders", "Abandoned carts"]) {
    await expect(app.getByRole("heading", { name, exact: true })).toBeVisible();
  }
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "home");
});
