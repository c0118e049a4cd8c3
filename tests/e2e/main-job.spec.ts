import { readFileSync } from "node:fs";
import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, connect, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

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

/** Opens the record that an address finds. */
async function findRecord(email: string): Promise<FrameLocator> {
  const app = await openScreen(page, "/app/records");
  await app.getByLabel("Find a record").fill(email);
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await expect(app.getByRole("button", { name: "Show all records" })).toBeVisible();
  const link = app.getByRole("link", { name: /^Customer \d+/ });
  await link.first().click();
  await expect(app.getByRole("heading", { name: "Both sides", exact: true })).toBeVisible();
  return app;
}

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

  await connect(context, app);

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
  await expect(page.getByRole("button", { name: "Discard", exact: true })).toBeHidden();
  await picture(page, "sync-customers");
  await expect(app.getByText("First sync finished: Customers")).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-customers-done");
});

test("leaving with unsaved changes is held up until they are discarded", async () => {
  const app = await openScreen(page, "/app/sync/customers");
  await app.getByText("Only to HubSpot", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Discard" })).toBeVisible();

  await page.getByRole("link", { name: "Records" }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(app.getByLabel("Only to HubSpot")).toBeChecked();

  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await expect(app.getByLabel("Both ways")).toBeChecked();
  await page.getByRole("link", { name: "Records" }).click();
  await expect(app.getByLabel("Find a record")).toBeVisible();
});

test("a customer edited in Shopify is edited in HubSpot, and an edit there comes back", async () => {
  await page.goto("/store/demo-shop/customers/new");
  await page.getByLabel("First name").fill("Ada");
  await page.getByLabel("Last name").fill("Byron");
  await page.getByLabel("E-mail", { exact: true }).fill("ada.byron@example.com");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const customerUrl = page.url();

  const crm = await context.newPage();
  await expect(async () => {
    await crm.goto(`${contactsUrl}?query=ada.byron%40example.com`);
    await expect(crm.getByRole("link", { name: "Ada Byron" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await crm.getByRole("link", { name: "Ada Byron" }).click();
  await expect(crm.getByLabel("Last Name", { exact: true })).toHaveValue("Byron");

  await page.getByLabel("Last name").fill("Lovelace");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(async () => {
    await crm.reload();
    await expect(crm.getByLabel("Last Name", { exact: true })).toHaveValue("Lovelace", { timeout: 500 });
  }).toPass({ timeout: 20_000 });

  await crm.getByLabel("City", { exact: true }).fill("London");
  await crm.getByLabel("First Name", { exact: true }).fill("Augusta");
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

  await findRecord("Ada.Byron@example.com");

  await expect(app.getByText("What Tandem last did")).toBeVisible();
  await expect(app.getByText("In sync").first()).toBeVisible();
  const history = app.getByRole("region", { name: "History" });
  await expect(history.getByText("It changed in HubSpot", { exact: false }).first()).toBeVisible();
  await expect(history).not.toContainText("Lovelace");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record");
});

test("a contact that was deleted in HubSpot stays deleted until the merchant has it created again", async () => {
  const crm = await context.newPage();
  await crm.goto(`${contactsUrl}?query=ada.byron%40example.com`);
  await crm.getByRole("link", { name: "Augusta Lovelace" }).click();
  await crm.getByRole("button", { name: "Delete contact" }).click();
  await expect(crm.getByRole("heading", { level: 1 })).toBeVisible();

  const app = await findRecord("ada.byron@example.com");
  await expect(async () => {
    await page.reload();
    await expect(app.getByText("Deleted in HubSpot").first()).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
  await picture(page, "record-excluded");
  await app.getByRole("button", { name: "Create again" }).first().click();
  await expectAccessible(page);
  await confirm(page, "Create again");

  await expect(async () => {
    await crm.goto(`${contactsUrl}?query=ada.byron%40example.com`);
    await expect(crm.getByRole("link", { name: "Augusta Lovelace" })).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await crm.close();
});

test("an app that was removed in HubSpot is noticed, and reconnecting goes on with what was kept", async () => {
  const crm = await context.newPage();
  await crm.goto(`${hubspot}/integrations-settings/4242424/installed`);
  await crm.getByRole("button", { name: /^Uninstall/ }).click();
  await page.goto("/store/demo-shop/customers?q=ada.byron%40example.com");
  await page.getByRole("link", { name: "Augusta Lovelace" }).click();
  await page.getByLabel("First name").fill("Ada King");
  await page.getByRole("button", { name: "Save", exact: true }).click();

  const app = await openScreen(page);
  await expect(async () => {
    await page.reload();
    await expect(app.getByText("HubSpot needs to be connected again").first()).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(page);
  await picture(page, "home-reconnect");
  await connect(context, await openScreen(page, "/app/connection"));

  await expect(async () => {
    await crm.goto(`${contactsUrl}?query=ada.byron%40example.com`);
    await expect(crm.getByRole("link", { name: "Ada King Lovelace" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await crm.close();
});

test("a paused sync writes nothing, and catches up when it is turned on again", async () => {
  const app = await openScreen(page, "/app/sync/customers");
  await app.getByRole("button", { name: "Pause sync" }).click();
  await confirm(page, "Pause sync");
  await expect(app.getByLabel("Keep Shopify customers and HubSpot contacts in step")).not.toBeChecked();

  await page.goto("/store/demo-shop/customers?q=ada.byron%40example.com");
  await page.getByRole("link", { name: "Ada King Lovelace" }).click();
  await page.getByLabel("First name").fill("Ada");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const crm = await context.newPage();
  await crm.goto(`${contactsUrl}?query=ada.byron%40example.com`);
  await expect(crm.getByRole("link", { name: "Ada King Lovelace" })).toBeVisible();

  const again = await openScreen(page, "/app/sync/customers");
  await again.getByLabel("Keep Shopify customers and HubSpot contacts in step").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(async () => {
    await crm.reload();
    await expect(crm.getByRole("link", { name: "Ada Lovelace" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await crm.close();
});

test("home shows the totals of both sides", async () => {
  const app = await openScreen(page);

  await expect(app.getByText("demo-portal.hubspot.com").first()).toBeVisible();
  await expect(app.getByText("Excluded").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("a data request of a customer is answered with a file to hand on", async () => {
  await page.goto("/store/demo-shop/customers?q=ada.byron%40example.com");
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  const customerId = Number(page.url().split("/").at(-1));
  const data = { shop: "demo-shop.myshopify.com", topic: "customers/data_request", customerId };
  await page.request.post("/__control/compliance", { data });

  const app = await openScreen(page, "/app/connection");
  await expect(async () => {
    await page.reload();
    await expect(app.getByText("Asked for their data")).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
  await expectAccessible(page);
  await picture(page, "connection-privacy");
  const saving = page.waitForEvent("download");
  await app.getByRole("button", { name: /^Download/ }).click();
  const file = await (await saving).path();

  expect(readFileSync(file, "utf8")).toContain(String(customerId));
});

test("the tracking code loads in the storefront once the embed is on, and is gone after disconnecting", async () => {
  await page.goto("/store/demo-shop/storefront");
  await expect(page.locator("#hs-script-loader")).toHaveCount(0);
  await page.goto("/store/demo-shop/themes/current/editor?context=apps");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Save", exact: true }).click();

  await page.goto("/store/demo-shop/storefront?consent=refused");
  await expect(page.locator("script[data-portal]")).toHaveAttribute("data-portal", "4242424");
  await expect(page.locator("#hs-script-loader")).toHaveCount(0);
  await page.goto("/store/demo-shop/storefront");
  await expect(page.locator("#hs-script-loader")).toHaveAttribute("src", /js\.hs-scripts\.com\/4242424\.js/);

  const app = await openScreen(page, "/app/connection");
  await app.getByRole("button", { name: "Disconnect" }).click();
  await confirm(page, "Disconnect");
  await expect(app.locator("[data-connect-hubspot]").first()).toBeVisible();
  await page.goto("/store/demo-shop/storefront");
  await expect(page.locator("#hs-script-loader")).toHaveCount(0);
});

test("connecting again makes no duplicates, and uninstalling closes the door", async () => {
  const app = await openScreen(page, "/app/connection");
  await connect(context, app);
  const tab = await context.newPage();
  await tab.goto(`${contactsUrl}?query=ada.byron%40example.com`);
  await expect(tab.getByRole("link", { name: "Ada Lovelace" })).toHaveCount(1);
  await tab.close();

  await page.goto("/store/demo-shop/settings/apps/uninstall");
  await page.getByRole("button", { name: "Uninstall" }).click();
  await expect(page.getByRole("button", { name: "Install" })).toBeVisible();
});
