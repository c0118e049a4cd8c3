import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// The fields of one sync, in order. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const fieldsPath = "/app/sync/customers?tab=fields";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

/** Opens the tab with both sides' fields loaded. */
async function openFields(): Promise<FrameLocator> {
  const app = await openScreen(page, fieldsPath);
  await expect(app.getByRole("checkbox", { name: "City with City" })).toBeVisible();
  return app;
}

/** Finds something by what is typed and chooses it. */
async function pick(app: FrameLocator, picker: string, text: string): Promise<void> {
  await app.getByRole("combobox", { name: picker }).fill(text);
  await app.getByRole("option", { name: text }).first().click();
}

test("the default fields show with both sides' labels, and can be searched and narrowed down", async () => {
  const app = await openFields();
  await expect(app.getByText("Records are recognised by this field").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-fields");

  await app.getByLabel("Search fields").fill("postal");
  await expect(app.getByRole("checkbox", { name: /^Postal code/ })).toBeVisible();
  await expect(app.getByRole("checkbox", { name: "City with City" })).toHaveCount(0);
  await app.getByLabel("Show", { exact: true }).selectOption("off");

  await expect(app.getByText("No field fits.")).toBeVisible();
  await expectAccessible(page);
});

test("a property that does not fit cannot be chosen and says why", async () => {
  const app = await openFields();
  await app.getByRole("button", { name: "Add field mapping" }).click();
  await pick(app, "Shopify field", "Birthday");
  await app.getByRole("combobox", { name: "HubSpot property" }).fill("tandem_orders_count");

  const option = app.getByRole("option", { name: /tandem_orders_count/ });
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option).toContainText("Another field already writes this HubSpot property.");
  await expect
    .poll(async () => (await app.locator(".Polaris-Popover__Pane").boundingBox())?.height, "as high as its one match")
    .toBeLessThan(130);
  await expectAccessible(page);
  await picture(page, "sync-fields-picker");
});

test("a mapping that is half put together outlives a look at another tab, and is not lost unasked", async () => {
  const app = await openFields();
  await app.getByRole("button", { name: "Add field mapping" }).click();
  await pick(app, "Shopify field", "Birthday");
  const save = page.getByRole("button", { name: "Save", exact: true });
  await expect(save).toBeVisible();
  await app.getByRole("tab", { name: "Configure" }).click();
  await expect(app.getByRole("combobox", { name: "Shopify field" })).toHaveCount(0);

  // There is nothing to save yet: the page leads back to it.
  await save.click();

  await expect(app.getByRole("tab", { name: /^Fields/ })).toHaveAttribute("aria-selected", "true");
  await expect(app.getByRole("combobox", { name: "Shopify field" })).toHaveValue("Birthday");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await expect(app.getByRole("combobox", { name: "Shopify field" })).toHaveCount(0);
  await expect(save).toBeHidden();
});

test("a metafield gets a property made for it, which the preview shows before anything is saved", async () => {
  const app = await openFields();
  await app.getByRole("button", { name: "Add field mapping" }).click();
  await pick(app, "Shopify field", "Loyalty tier");
  await app.getByRole("button", { name: "Create a HubSpot property for this field" }).click();
  await expect(app.getByLabel("Internal name")).toHaveValue("loyalty_tier");
  await app.getByLabel("Internal name").fill("Loyalty Tier");
  await app.getByRole("button", { name: "Create property" }).click();
  await expect(app.getByText(/An internal name begins with a letter/)).toBeVisible();
  await expectAccessible(page);
  await picture(page, "sync-fields-property");

  await app.getByLabel("Internal name").fill("loyalty_tier");
  await app.getByRole("button", { name: "Create property" }).click();
  await expect(app.getByRole("combobox", { name: "HubSpot property" })).toHaveValue("Loyalty tier");
  await expect(app.getByText("Options: Bronze, Silver, Gold")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-fields-form");
  await app.getByRole("button", { name: "Add mapping" }).click();
  await expect(app.getByRole("checkbox", { name: "Loyalty tier with Loyalty tier" })).toBeChecked();

  await app.getByRole("button", { name: "Show preview" }).click();
  await expect(app.getByText(/^Would be /).first()).toBeVisible();
  await app.getByLabel("Show all fields").check();
  await expect(app.getByRole("row", { name: /Loyalty tier/ })).toHaveCount(3);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await app.getByRole("heading", { name: "Preview with real records" }).scrollIntoViewIfNeeded();
  await picture(page, "sync-fields-preview");

  await app.getByRole("checkbox", { name: /^Note with/ }).uncheck();
  await expect(app.getByRole("row", { name: /^Note/ })).toHaveCount(0);
});

test("what was changed is saved with the sync, and a customer carries the metafield to HubSpot", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app.getByRole("tab", { name: "Configure" }).click();
  await app.getByLabel("Keep Shopify customers and HubSpot contacts in step").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
  const again = await openFields();
  await expect(again.getByRole("checkbox", { name: "Loyalty tier with Loyalty tier" })).toBeChecked();
  await expect(again.getByRole("checkbox", { name: /^Note with/ })).not.toBeChecked();

  await page.goto("/store/demo-shop/customers/new");
  await page.getByLabel("Last name").fill("Hopper");
  await page.getByLabel("E-mail", { exact: true }).fill("grace.hopper@example.com");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("textbox", { name: /^Loyalty tier/ }).fill("Gold");
  await page.getByRole("button", { name: "Save Loyalty tier" }).click();

  const crm = await context.newPage();
  await expect(async () => {
    await crm.goto(`${hubspot}/contacts/4242424/objects/0-1/views/all/list?query=grace.hopper%40example.com`);
    await expect(crm.getByRole("link", { name: "Hopper" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await crm.getByRole("link", { name: "Hopper" }).click();
  await expect(async () => {
    await crm.reload();
    await expect(crm.getByLabel("Loyalty tier")).toHaveValue("Gold", { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await crm.close();
});

test("a saved mapping can be removed, and put back until it is saved", async () => {
  const app = await openFields();
  await app.getByRole("button", { name: "Remove the mapping of Loyalty tier" }).click();
  await expect(app.getByText("Loyalty tier no longer goes with loyalty_tier once you save.")).toBeVisible();

  await app.getByRole("button", { name: "Keep the mapping of Loyalty tier" }).click();

  await expect(app.getByRole("checkbox", { name: "Loyalty tier with Loyalty tier" })).toBeChecked();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();
});
