import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// A merchant maps a field to a HubSpot dropdown that lacks its values, in order. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const reason = "A HubSpot option is missing, Customers";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

/** Finds something by what is typed and chooses it. */
async function pick(app: FrameLocator, picker: string, text: string): Promise<void> {
  await app.getByRole("combobox", { name: picker }).fill(text);
  await app.getByRole("option", { name: text }).first().click();
}

test("a dropdown that lacks a field's values is mapped with a word on what it lacks", async () => {
  const app = await openScreen(page, "/app/sync/customers?tab=fields");
  await app.getByRole("button", { name: "Add field mapping" }).click();
  await pick(app, "Shopify field", "Loyalty tier");
  await pick(app, "HubSpot property", "Lead Status");

  await expect(app.getByText("“Lead Status” has no option for: Bronze, Silver, Gold.", { exact: false })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-fields-options");
  await app.getByRole("button", { name: "Add mapping" }).click();
  await expect(app.getByRole("checkbox", { name: "Loyalty tier with Lead Status" })).toBeChecked();
});

test("records with such a value fail, and their reason shows the values that are missing", async () => {
  const sync = page.frameLocator('iframe[name="app-iframe"]');
  await sync.getByRole("tab", { name: "Configure" }).click();
  await sync.getByLabel("Keep Shopify customers and HubSpot contacts in step").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(sync.getByText("First sync finished: Customers")).toBeVisible({ timeout: 90_000 });

  const app = await openScreen(page, "/app/health");
  await app.getByRole("link", { name: `Show records: ${reason}` }).click();

  await expect(app.getByRole("heading", { name: "Add the missing options in HubSpot" })).toBeVisible();
  await expect(app.getByRole("listitem").filter({ hasText: /^“.+” for Lead Status/ })).toHaveText([
    /^“(Bronze|Silver|Gold)” for Lead Status \(from Metafield custom\.tier\)$/,
    /^“(Bronze|Silver|Gold)” for Lead Status \(from Metafield custom\.tier\)$/,
    /^“(Bronze|Silver|Gold)” for Lead Status \(from Metafield custom\.tier\)$/,
  ]);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-options");
});

test("one press adds the options in HubSpot, and the records are tried again until they are in sync", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app.getByRole("button", { name: "Add 3 options and try again" }).click();

  await expect(page.getByText("3 options added in HubSpot")).toBeVisible();
  await expect(app.getByText("Nothing needs your attention")).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-options-added");
});

test("a contact has its value in HubSpot from then on", async () => {
  const crm = await context.newPage();
  await crm.goto(`${hubspot}/contacts/4242424/objects/0-1/views/all/list?query=owen.nguyen%40example.org`);
  await crm.getByRole("link", { name: "Owen Nguyen" }).click();

  await expect(crm.getByLabel("Lead Status")).toHaveValue("Silver");
  await crm.close();
});
