import { readFileSync } from "node:fs";
import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, ensureConnected, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

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

  await expect(app.getByText("Products: 1 record").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health");
});

test("a group's record leads to the choice between its matches, and the chosen one is linked", async () => {
  const app = await openScreen(page, "/app/health");
  await app.getByRole("link", { name: "Show records: Several records match, Products" }).click();
  await expect(app.getByRole("link", { name: /^Choose the match of Product/ })).toBeVisible();
  await expect(app.getByRole("link", { name: /^Open Product \d+ in Shopify/ })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-group");

  await app.getByRole("link", { name: /^Choose the match of Product/ }).click();
  const choices = app.getByRole("button", { name: `${name} (`, exact: false });
  await expect(choices).toHaveCount(2);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record-match");
  await choices.first().click();
  await confirm(page, "Link them");

  await expect(app.getByText("In sync").first()).toBeVisible({ timeout: 30_000 });
  await expect(app.getByText("Choose the right match")).toHaveCount(0);
});

test("all of a reason can be tried again, and what is solved goes from the screen", async () => {
  await page.request.post(`${hubspot}/contacts/4242424/objects/0-7/new`, { form: { name: `${name} 2` } });
  await page.request.post(`${hubspot}/contacts/4242424/objects/0-7/new`, { form: { name: `${name} 2`, price: "4" } });
  const records = await openScreen(page, "/app/records?object=products");
  await expect(async () => {
    await records.getByLabel("Find a record").fill(`${name} 2`);
    await records.getByRole("button", { name: "Find", exact: true }).click();
    await expect(records.getByRole("row", { name: /HubSpot product/ })).toHaveCount(2, { timeout: 6_000 });
  }).toPass({ timeout: 90_000 });
  await page.goto("/store/demo-shop/products/new");
  await page.getByLabel("Title", { exact: true }).fill(`${name} 2`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const app = await findGroup("/app/health", "Show records: Several records match, Products");

  await app.getByRole("button", { name: "Try all again: Several records match, Products" }).click();

  await expect(app.getByRole("button", { name: "Try all again: Several records match, Products" })).toBeEnabled();
  await expectAccessible(page);
});

test("what fails is found by its name, left out, and included again", async () => {
  const app = await openScreen(page, "/app/health?object=products");
  await app.getByLabel("Find a record that does not sync").fill(`${name} 2`);
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await app.getByRole("button", { name: /^Leave Product \d+ out/ }).click();

  const left = await findGroup(
    "/app/health?status=excluded&object=products",
    "Show records: Left out by you, Products",
  );
  await expectAccessible(page);
  await picture(page, "health-excluded");
  await left.getByRole("link", { name: "Show records: Left out by you, Products" }).click();
  await left.getByRole("button", { name: /^Include Product \d+ again/ }).click();
  await findGroup("/app/health", "Show records: Several records match, Products");

  await app.getByLabel("Find a record that does not sync").fill("nobody@example.com");
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await expect(app.getByRole("heading", { name: "No such record is failing or excluded" })).toBeVisible();
  await expectAccessible(page);
});

test("what does not sync is exported as a file", async () => {
  const app = await openScreen(page, "/app/health?status=excluded");
  const saving = page.waitForEvent("download");
  await app.getByRole("button", { name: "Export as CSV" }).click();
  const file = readFileSync(await (await saving).path(), "utf8");

  expect(file.split("\r\n")[0]).toContain("Kind,State,Reason,Code,What to do");
  expect(file).toContain("Excluded");
});
