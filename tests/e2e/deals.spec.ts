import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { ensureConnected, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

// A merchant whose reports live on deals. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}/contacts/4242424/objects`;
const asDeals = "Sync as deals of an ecommerce pipeline";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  context = await browser.newContext();
  page = await context.newPage();
  await ensureConnected(page, context);
});

test.afterAll(async () => {
  await context?.close();
});

/** Of a type in HubSpot: how many its list says there are, by a word in it. */
async function expectListed(type: string, query: string, visible: boolean): Promise<void> {
  const crm = await context.newPage();
  await crm.goto(`${hubspot}/${type}/views/all/list?query=${encodeURIComponent(query)}`);
  await expect(crm.getByRole("rowheader").filter({ hasText: query })).toHaveCount(visible ? 1 : 0);
  await crm.close();
}

test("orders are set up as deals, and the review says that they will be deals", async () => {
  const app = await openScreen(page, "/app/sync/orders");
  await app.getByLabel("Bring Shopify orders to HubSpot").check();
  await app.getByLabel(asDeals).check();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-deals");
  await app.getByRole("tab", { name: "Review" }).click();

  await expect(app.getByText(/Each becomes a HubSpot deal in the ecommerce pipeline/)).toBeVisible();
});

test("saved, they arrive as deals of a pipeline that is made for them", async () => {
  test.setTimeout(300_000);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const app = await openScreen(page, "/app/sync/orders");
  await expect(app.getByText(/^First sync finished/)).toBeVisible({ timeout: 240_000 });

  await app.getByRole("tab", { name: "Stages" }).click();
  await expect(app.getByLabel("Pipeline").locator("option:checked")).toHaveText("Ecommerce");
  await expectAccessible(page);
  await expectListed("0-3", "#1900", true);
  await expectListed("0-123", "#1900", false);
});

test("switched back, they are orders, and the deals stay where they are", async () => {
  test.setTimeout(300_000);
  const app = await openScreen(page, "/app/sync/orders");
  await app.getByLabel(asDeals).uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(app.getByText(/^First sync finished|^Everything compared again/)).toBeVisible({ timeout: 240_000 });

  await expectListed("0-123", "#1900", true);
  await expectListed("0-3", "#1900", true);
});
