import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { ensureConnected, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

// A merchant who looks after what does not sync, in order; it may be the shop's second day.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const name = `Twin shirt ${Date.now()}`;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});

test.afterAll(async () => {
  await context?.close();
});

/** The group of a reason, once there are records in it. */
async function findGroup(path: string, button: string): Promise<FrameLocator> {
  const app = await openScreen(page, path);
  await expect(async () => {
    await page.reload();
    await expect(app.getByRole("link", { name: button })).toBeVisible({ timeout: 6_000 });
  }).toPass({ timeout: 90_000 });
  return app;
}

test("without anything that fails the screen says so", async () => {
  await ensureConnected(page, context);
  const app = await openScreen(page);
  await page.getByRole("link", { name: "Health", exact: true }).click();

  await expect(app.getByRole("heading", { name: "Sync health" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("two products that fit one are told as failing, with what to do", async () => {
  test.setTimeout(180_000);
  const sync = await openScreen(page, "/app/sync/products");
  const box = sync.getByLabel("Keep Shopify products and HubSpot products in step");
  await expect(box).toBeVisible();
  if (!(await box.isChecked())) {
    await box.check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
  }
  await expect(sync.getByText(/^(First sync finished|Everything compared again)/)).toBeVisible({ timeout: 90_000 });
  for (const price of ["1", "2"])
    await page.request.post(`${hubspot}/contacts/4242424/objects/0-7/new`, { form: { name, price } });
  const found = await openScreen(page, "/app/records?object=products");
  await expect(async () => {
    await found.getByLabel("Find a record").fill(name);
    await found.getByRole("button", { name: "Find", exact: true }).click();
    await expect(found.getByRole("row", { name: /HubSpot product/ })).toHaveCount(2, { timeout: 6_000 });
  }).toPass({ timeout: 90_000 });
  await page.goto("/store/demo-shop/products/new");
  await page.getByLabel("Title", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();

  const app = await findGroup("/app/health", "Show records: Several records match, Products");

  // Seen from either side: the product, and whichever of the two in HubSpot has been looked at.
  await expect(app.getByText(/^Products: [1-3] records?$/).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health");
});
