import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// A merchant whose reports live on deals. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}/contacts/4242424/objects`;
const asDeals = "Sync as deals of an ecommerce pipeline";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

/** HubSpot's list of a type comes to hold so many records of a name. It shows what there was when it was opened. */
async function expectListed(type: string, name: string, count: number): Promise<void> {
  const crm = await context.newPage();
  const named = crm.getByRole("rowheader").filter({ hasText: name });
  await expect
    .poll(
      async () => {
        await crm.goto(`${hubspot}/${type}/views/all/list?query=${encodeURIComponent(name)}`);
        return await named.count();
      },
      { timeout: 240_000 },
    )
    .toBe(count);
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
  await expectListed("0-3", "#1900", 1);
  await expectListed("0-123", "#1900", 0);
});

test("switched back, they are orders, and the deals stay where they are", async () => {
  test.setTimeout(300_000);
  const app = await openScreen(page, "/app/sync/orders");
  await app.getByLabel(asDeals).uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();

  await expectListed("0-123", "#1900", 1);
  await expectListed("0-3", "#1900", 1);
});
