import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

// One merchant's first day, in order. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const contactsUrl = `${hubspot}/contacts/4242424/objects/0-1/views/all/list`;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});

test.afterAll(async () => {
  await context?.close();
});

test("a merchant installs the app and lands on its home", async () => {
  await page.goto("/store/demo-shop/settings/apps");
  await expect(page.getByRole("heading", { name: "Install Tandem" })).toBeVisible();

  await page.getByRole("button", { name: "Install" }).click();
  const app = await openScreen(page);

  await expect(app.getByText("Connect HubSpot").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "home-new");
});

test("connects HubSpot in a new tab, and the app's page notices", async () => {
  const app = await openScreen(page, "/app/connection");
  const link = app.locator("[data-connect-hubspot]").first();
  await expect(link).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "connection-new");

  const opened = context.waitForEvent("page");
  await link.click();
  const tab = await opened;
  await tab.getByRole("button", { name: "Connect app" }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toContainText(/connected/i);
  await expectAccessible(tab);
  await picture(tab, "connected");
  await tab.close();

  await expect(app.getByText("4242424").first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, "connection");
});

test("turns the customer sync on and watches the first sync come through", async () => {
  const app = await openScreen(page, "/app/sync/customers");
  await app.getByLabel("Keep Shopify customers and HubSpot contacts in step").check();
  await picture(page, "sync-customers-form");
  await page.getByRole("button", { name: "Save", exact: true }).click();

  await expect(app.getByRole("progressbar").first()).toBeVisible();
  await picture(page, "sync-customers");
  await expect(app.getByText("First sync finished: Customers")).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-customers-done");
});

test("leaving with unsaved changes is held up until they are discarded", async () => {
  const app = await openScreen(page, "/app/sync/customers");
  await app.getByLabel("Only to HubSpot").check();
  await expect(page.getByRole("button", { name: "Discard" })).toBeVisible();

  await page.getByRole("link", { name: "Records" }).click();
  await expect(app.getByLabel("Only to HubSpot")).toBeVisible();

  await page.getByRole("button", { name: "Discard" }).click();
  await expect(app.getByLabel("Both ways")).toBeChecked();
  await page.getByRole("link", { name: "Records" }).click();
  await expect(app.getByLabel("Find a record")).toBeVisible();
});

test("a customer edited in Shopify is edited in HubSpot, and an edit there comes back", async () => {
  await page.goto("/store/demo-shop/customers/new");
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Last name").fill("Byron");
  await page.getByLabel("E-mail").fill("ada.byron@example.com");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const customerUrl = page.url();

  const crm = await context.newPage();
  await expect(async () => {
    await crm.goto(`${contactsUrl}?query=ada.byron%40example.com`);
    await expect(crm.getByRole("link", { name: "Ada Byron" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await crm.getByRole("link", { name: "Ada Byron" }).click();

  await page.getByLabel("Last name").fill("Lovelace");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(async () => {
    await crm.reload();
    await expect(crm.getByLabel("Last name", { exact: true })).toHaveValue("Lovelace", { timeout: 500 });
  }).toPass({ timeout: 20_000 });

  await crm.getByLabel("City", { exact: true }).fill("London");
  await crm.getByLabel("First name", { exact: true }).fill("Augusta");
  await crm.getByRole("button", { name: "Save", exact: true }).click();
  await picture(crm, "crm-viewer");
  await expect(async () => {
    await page.goto(customerUrl);
    await expect(page.getByLabel("First name")).toHaveValue("Augusta", { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await picture(page, "admin-customer");
  await crm.close();
});

test("the record is found by its e-mail address and tells what was written, not the values", async () => {
  const app = await openScreen(page, "/app/records");
  await expect(app.getByRole("heading", { name: "Records" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "records");

  await app.getByLabel("Find a record").fill("Ada.Byron@example.com");
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await app
    .getByRole("link", { name: /^Customer \d+/ })
    .first()
    .click();

  await expect(app.getByText("What Tandem last did")).toBeVisible();
  await expect(app.getByText("In sync").first()).toBeVisible();
  await expect(app.locator("body")).not.toContainText("Lovelace");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record");
});

test("home shows the totals of both sides", async () => {
  const app = await openScreen(page);

  await expect(app.getByText("Demo Portal").or(app.getByText("demo-portal.hubspot.com")).first()).toBeVisible();
  await expect(app.getByText("Excluded").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "home");
});

test("the tracking code loads in the storefront once the embed is on, and is gone after disconnecting", async () => {
  await page.goto("/store/demo-shop/storefront");
  await expect(page.locator("#hs-script-loader")).toHaveCount(0);
  await page.goto("/store/demo-shop/themes/current/editor?context=apps");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Save", exact: true }).click();

  await page.goto("/store/demo-shop/storefront");
  await expect(page.locator("#hs-script-loader")).toHaveAttribute("src", /js\.hs-scripts\.com\/4242424\.js/);

  const app = await openScreen(page, "/app/connection");
  await app.getByRole("button", { name: "Disconnect" }).click();
  await page
    .getByRole("button", { name: "Disconnect" })
    .or(app.getByRole("dialog").getByRole("button", { name: "Disconnect" }))
    .last()
    .click();
  await expect(app.locator("[data-connect-hubspot]").first()).toBeVisible();
  await page.goto("/store/demo-shop/storefront");
  await expect(page.locator("#hs-script-loader")).toHaveCount(0);
});

test("connecting again makes no duplicates, and uninstalling closes the door", async () => {
  const app = await openScreen(page, "/app/connection");
  const opened = context.waitForEvent("page");
  await app.locator("[data-connect-hubspot]").first().click();
  const tab = await opened;
  await tab.getByRole("button", { name: "Connect app" }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toContainText(/connected/i);
  await tab.goto(`${contactsUrl}?query=ada.byron%40example.com`);
  await expect(tab.getByRole("link", { name: "Augusta Lovelace" })).toHaveCount(1);
  await tab.close();

  await page.goto("/store/demo-shop/settings/apps/uninstall");
  await page.getByRole("button", { name: "Uninstall" }).click();
  await expect(page.getByRole("button", { name: "Install" })).toBeVisible();
});
