import { readFileSync } from "node:fs";
import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, connect, expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// A merchant looks after products of which HubSpot has several, in order. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const inHubspot = `${hubspot}/contacts/4242424`;
const [shirt, scarf, belt] = ["Twin shirt", "Twin scarf", "Twin belt"];
const reason = "Several records match, Products";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

async function makeInShopify(title: string): Promise<void> {
  await page.goto("/store/demo-shop/products/new");
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
}

/** Deletes a product in HubSpot as a person does there. */
async function deleteInHubspot(sku: string): Promise<void> {
  const crm = await context.newPage();
  await crm.goto(`${inHubspot}/objects/0-7/views/all/list?query=${sku}`);
  await crm.getByRole("row", { name: sku }).getByRole("link").click();
  await crm.getByRole("button", { name: "Delete product" }).click();
  await expect(crm.getByRole("heading", { level: 1, name: "Products" })).toBeVisible();
  await crm.close();
}

/** Searches for what does not sync by a product's name. */
async function find(app: FrameLocator, text: string): Promise<void> {
  await app.getByLabel("Find a record that does not sync").fill(text);
  await app.getByRole("button", { name: "Find", exact: true }).click();
  await expect(app.getByRole("button", { name: "Show all reasons" }).first()).toBeVisible();
  await expect(app.getByRole("button", { name: "Find", exact: true })).toBeEnabled();
}

test("without anything that fails the screen says so, and there is nothing to export", async () => {
  const app = await openScreen(page);
  await page.getByRole("link", { name: "Health", exact: true }).click();

  await expect(app.getByRole("heading", { name: "Sync health" })).toBeVisible();
  await expect(app.getByText("Nothing needs your attention")).toBeVisible();
  await expect(app.getByRole("button", { name: "Export as CSV" })).toBeDisabled();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-none");
});

test("what has several matches is counted by its reason, with what to do", async () => {
  for (const [name, skus] of Object.entries({
    [shirt]: ["S-1", "S-2", "S-3"],
    [scarf]: ["F-1", "F-2"],
    [belt]: ["B-1", "B-2"],
  })) {
    for (const sku of skus)
      await page.request.post(`${inHubspot}/objects/0-7/new`, { form: { name, price: "10", hs_sku: `TWIN-${sku}` } });
    await makeInShopify(name);
  }
  const sync = await openScreen(page, "/app/sync/products");
  await sync.getByLabel("Keep Shopify products and HubSpot products in step").check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(sync.getByText("First sync finished: Products")).toBeVisible({ timeout: 90_000 });

  const app = await openScreen(page, "/app/health");

  await expect(app.getByRole("heading", { name: "Several records match" })).toBeVisible();
  await expect(app.getByText("More than one record fits this one", { exact: false })).toBeVisible();
  // Three of the shop, and those of HubSpot that have been looked at by now.
  await expect(app.getByText(/^Products: ([3-9]|10) records$/)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health");
});

test("a reason opens to its records, each with both sides and what can be done with it alone", async () => {
  const app = await openScreen(page, "/app/health");
  await app.getByRole("link", { name: `Show records: ${reason}` }).click();

  await expect(app.getByRole("link", { name: /^Choose the match: Product \d+$/ })).toHaveCount(3);
  await expect(app.getByRole("link", { name: /^Open Product \d+ in Shopify$/ })).toHaveCount(3);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-group");
});

test("a match that was deleted while it was looked at is refused, and of the others the chosen one is linked", async () => {
  const app = await openScreen(page, "/app/health");
  await find(app, shirt);
  await app.getByRole("link", { name: /^Choose the match: Product \d+$/ }).click();
  const choices = app.getByRole("button", { name: /^This is the one: Twin shirt \(\d+\)$/ });
  await expect(choices).toHaveCount(3);
  await expect(app.getByText("TWIN-S-1")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record-match");
  const match = (sku: string) =>
    app
      .getByRole("listitem")
      .filter({ hasText: `TWIN-${sku}` })
      .getByRole("button");
  await deleteInHubspot("TWIN-S-2");

  await match("S-2").click();
  await confirm(page, "Link them");

  await expect(app.getByText("The chosen record does not fit any more. Choose again.")).toBeVisible();
  await expect(choices).toHaveCount(2);
  await expectAccessible(page);
  await picture(page, "record-match-refused");

  await match("S-3").click();
  await confirm(page, "Link them");

  await expect(app.getByText("In sync").first()).toBeVisible({ timeout: 60_000 });
  await expect(app.getByRole("heading", { name: "Choose the right match" })).toHaveCount(0);
  await expect(app.getByText("TWIN-S-3").first()).toBeVisible();
});

test("what fails is found by its name, left out, and included again", async () => {
  const app = await openScreen(page, "/app/health");
  await find(app, "nobody@example.com");
  await expect(app.getByText("No such record is failing or excluded")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "health-not-found");
  await find(app, scarf);
  await expect(app.getByRole("link", { name: /^Choose the match: Product \d+$/ })).toHaveCount(1);
  await picture(page, "health-found");
  await app.getByRole("button", { name: /^Leave out: Product \d+$/ }).click();

  await expect(page.getByText("Record left out")).toBeVisible();
  await expect(app.getByRole("button", { name: /^Include again: Product \d+$/ })).toBeVisible();
  await app.getByRole("button", { name: "Show all reasons" }).click();
  await app.getByRole("tab", { name: /^Excluded/ }).click();
  const left = app.getByRole("link", { name: "Show records: Left out by you, Products" });
  await expect(left).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-excluded");
  await left.click();
  await app.getByRole("button", { name: /^Include again: Product \d+$/ }).click();

  await expect(page.getByText("Record included again")).toBeVisible();
});

test("one record is tried again", async () => {
  const app = await openScreen(page, "/app/health");
  await find(app, scarf);
  const again = app.getByRole("button", { name: /^Try again: Product \d+$/ });

  await again.click();

  await expect(page.getByText("Trying one record again")).toBeVisible();
});

test("all of a reason are tried again, and what was solved meanwhile goes from the screen", async () => {
  await deleteInHubspot("TWIN-B-2");
  const app = await openScreen(page, "/app/health");

  await app.getByRole("button", { name: `Try all again: ${reason}` }).click();

  await expect(page.getByText(/^Trying \d+ records again$/)).toBeVisible();
  await expect(async () => {
    await find(app, belt);
    await expect(app.getByRole("link", { name: /^Choose the match: / })).toHaveCount(0, { timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await app.getByRole("button", { name: "Show all reasons" }).first().click();
  await expect(app.getByRole("button", { name: `Try all again: ${reason}` })).toBeEnabled();
});

test("the remedy of a reason leads to where it is done", async () => {
  const app = await openScreen(page, "/app/health?status=excluded&object=products");
  await app.getByRole("link", { name: "Change the sync: Only in HubSpot, Products" }).click();

  await expect(app.getByRole("tab", { name: "Configure" })).toHaveAttribute("aria-selected", "true");
  await expect(app.getByLabel("Keep Shopify products and HubSpot products in step")).toBeChecked();
});

test("what does not sync is exported as a file, with the same words", async () => {
  const app = await openScreen(page, "/app/health");
  const saving = page.waitForEvent("download");
  await app.getByRole("button", { name: "Export as CSV" }).click();
  const download = await saving;
  const [head, ...rows] = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\r\n");

  expect(download.suggestedFilename()).toBe("tandem-health.csv");
  expect(head).toBe("\uFEFFKind,State,Reason,Code,What to do,Fields,Shopify ID,HubSpot ID,Since (UTC)");
  expect(rows.filter((row) => /^Products,Failing,Several records match,ambiguous_match,.+,\d{4}-/.test(row))).toEqual(
    rows,
  );
  expect(rows.length).toBeGreaterThan(0);
});

test("while HubSpot is disconnected nothing can be tried, and reconnecting allows it again", async () => {
  await page.request.post(`${hubspot}/integrations-settings/4242424/uninstall`);
  // HubSpot's refusal shows when Tandem next asks for something: here, who connected the account.
  await expect(async () => {
    const connection = await openScreen(page, "/app/connection");
    await expect(connection.getByText("HubSpot needs to be connected again")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  const app = await openScreen(page, "/app/health");
  const again = app.getByRole("button", { name: `Try all again: ${reason}` });
  await expect(app.getByText("HubSpot needs to be connected again")).toBeVisible();
  await expect(again).toBeDisabled();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "health-reconnect");

  await connect(context, await openScreen(page, "/app/connection"));
  await openScreen(page, "/app/health");

  await expect(again).toBeEnabled();
});

test("a match that is chosen from HubSpot's side leads to the page of the pair", async () => {
  const app = await openScreen(page, "/app/health");
  const choose = app.getByRole("link", { name: /^Choose the match: HubSpot product \d+$/ });
  await expect(async () => {
    await find(app, scarf);
    await expect(choose).toHaveCount(2, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await choose.first().click();
  await expect(app.getByRole("heading", { name: /^HubSpot product \d+$/ })).toBeVisible();
  const opened = page.url();

  await app.getByRole("button", { name: /^This is the one: Twin scarf \(\d+\)$/ }).click();
  await confirm(page, "Link them");

  await expect(app.getByText("In sync").first()).toBeVisible({ timeout: 30_000 });
  await expect(app.getByRole("heading", { name: /^Product \d+$/ })).toBeVisible();
  expect(page.url()).not.toBe(opened);
});
