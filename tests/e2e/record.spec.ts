import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, ensureConnected, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

// A merchant who wants to know what became of one customer, in order; it may be the shop's second day.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const family = `Quill${Date.now()}`;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});

test.afterAll(async () => {
  await page?.request.delete(`${hubspot}/__control/faults`);
  await context?.close();
});

/** Opens the customer's record as it is found by name. */
async function openRecord(): Promise<FrameLocator> {
  const app = await openScreen(page, "/app/records");
  await app.getByLabel("Find a record").fill(`Nora ${family}`);
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await app
    .getByRole("link", { name: /^Customer \d+/ })
    .first()
    .click();
  await expect(app.getByRole("heading", { name: "Both sides now" })).toBeVisible();
  return app;
}

test("a customer is found by name, asked of both vendors", async () => {
  test.setTimeout(180_000);
  await ensureConnected(page, context);
  const sync = await openScreen(page, "/app/sync/customers");
  const box = sync.getByLabel("Keep Shopify customers and HubSpot contacts in step");
  await expect(box).toBeVisible();
  if (!(await box.isChecked())) {
    await box.check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
  }
  await expect(sync.getByText(/^(First sync finished|Everything compared again)/)).toBeVisible({ timeout: 90_000 });
  await page.goto("/store/demo-shop/customers/new");
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("Last name").fill(family);
  await page.getByLabel("E-mail", { exact: true }).fill(`${family}@example.com`);
  await page.getByRole("button", { name: "Save", exact: true }).click();

  const app = await openScreen(page, "/app/records");
  await expect(async () => {
    await app.getByLabel("Find a record").fill(family);
    await app.getByRole("button", { name: "Find", exact: true }).click();
    await expect(app.getByRole("link", { name: `Nora ${family}`, exact: true })).toBeVisible({ timeout: 8_000 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "records-names");

  await app.getByLabel("Find a record").fill("Nobody-has-this-name");
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await expect(app.getByText("Neither Shopify nor HubSpot knows a record of this name.")).toBeVisible();
});

test("both sides are shown as they are, with the rule that decides, and the history of what was written", async () => {
  const app = await openRecord();

  await expect(app.getByText("Both say the same").first()).toBeVisible();
  await expect(app.getByText(family).first()).toBeVisible();
  await expect(app.getByRole("heading", { name: "History" })).toBeVisible();
  await expect(app.getByRole("heading", { name: "Created in HubSpot" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record");
});

test("while HubSpot is down the page says so and shows the rest", async () => {
  const fault = { kind: "status", status: 503, match: { path: "^/crm/" }, times: 0 };
  await page.request.post(`${hubspot}/__control/faults`, { data: fault });
  const app = await openRecord();

  await expect(app.getByText("HubSpot does not answer at the moment", { exact: false })).toBeVisible({
    timeout: 60_000,
  });
  await expect(app.getByRole("heading", { name: "History" })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "record-hubspot-down");
  await page.request.delete(`${hubspot}/__control/faults`);
  await app.getByRole("button", { name: "Read again" }).click();

  await expect(app.getByText("Both say the same").first()).toBeVisible({ timeout: 60_000 });
});

test("a pair is taken apart after asking, and stays so until it is included again", async () => {
  const app = await openRecord();
  await app.getByRole("button", { name: "Unlink" }).first().click();
  await expectAccessible(page);
  await confirm(page, "Unlink");

  await expect(app.getByText("Unlinked by you").first()).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record-unlinked");
  await app.getByRole("button", { name: "Include again" }).first().click();

  await expect(app.getByText("In sync").first()).toBeVisible({ timeout: 30_000 });
});
