import type { BrowserContext, ConsoleMessage, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { countClicks } from "./count-clicks.ts";
import { deleteSync, leaveShop } from "./leave-shop.ts";
import { confirm, expectAccessible, expectFitsPhone, openScreen, picture } from "./screen.ts";

// From the app's installation to a shop where everything is in step, and what is done there day by day. In order: each test begins where
// the one before ended; the last leaves the shop as it was found.
test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext();
  page = await context.newPage();
});

test.afterAll(async () => {
  await context?.close();
});

const iframe = 'iframe[name="app-iframe"]';

test("who has never seen the app gets from installing it to syncs that run in under ten clicks", async () => {
  const clicks = await countClicks(context);
  await page.goto("/store/demo-shop/settings/apps");

  await page.getByRole("button", { name: "Install" }).click();
  const app = page.frameLocator(iframe);
  await app.getByRole("link", { name: "Connect HubSpot" }).first().click();
  const opened = context.waitForEvent("page");
  await app.locator("[data-connect-hubspot]").first().click();
  const tab = await opened;
  await tab.getByRole("button", { name: "Connect app" }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toContainText(/connected/i);
  await tab.close();
  await expect(app.getByText("4242424").first()).toBeVisible();
  await page.getByRole("link", { name: "Sync", exact: true }).click();
  await expect(app.getByRole("heading", { name: "Choose what to sync" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "syncs-new");
  await app.getByRole("button", { name: "Turn on these syncs" }).click();

  await expect(app.getByRole("button", { name: "Sync now: Customers" })).toBeVisible();
  await expect(app.getByRole("button", { name: "Sync now: Orders" })).toBeVisible();
  expect(clicks()).toBeGreaterThan(4);
  expect(clicks()).toBeLessThan(10);
});

test("the list tells how each sync stands as it happens, until all are in step", async () => {
  const app = await openScreen(page, "/app/sync");

  await expect(app.getByText(/Everything is compared next on/).first()).toBeVisible({ timeout: 90_000 });
  await expect(app.getByText("Syncing everything")).toHaveCount(0, { timeout: 90_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "syncs");
});

test("syncing now is answered with what came of it", async () => {
  const app = await openScreen(page, "/app/sync");

  await app.getByRole("button", { name: "Sync now: Customers" }).click();

  await expect(page.getByText(/changes? found|Everything is in step|Still looking/)).toBeVisible();
});

test("home says what needs attention and what happened, and its guide can be dismissed and shown again", async () => {
  const app = await openScreen(page);
  await expect(app.getByRole("heading", { name: "Needs your attention" })).toBeVisible();
  await expect(app.getByRole("heading", { name: "Latest activity" })).toBeVisible();
  await expect(app.getByText(/Sync turned on: Orders/)).toBeVisible();
  await app.getByRole("button", { name: "Dismiss the set-up guide" }).click();
  await expect(app.getByRole("heading", { name: "Set up Tandem" })).toHaveCount(0);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "home");

  await page.reload();
  await app.getByRole("button", { name: "Show set-up guide" }).click();

  await expect(app.getByRole("heading", { name: "Set up Tandem" })).toBeVisible();
});

test("a sync is turned off and on again from the list, and another tab sees it without events coming through", async () => {
  const other = await context.newPage();
  await other.route("**/app/events*", (route) => route.fulfill({ status: 503 }));
  const seen = await openScreen(other, "/app/sync");
  await expect(seen.getByRole("button", { name: "Sync now: Products" })).toBeVisible();
  const app = await openScreen(page, "/app/sync");
  await app.getByRole("button", { name: "More for Products" }).click();
  await app.getByRole("menuitem", { name: "Turn off" }).click();
  await confirm(page, "Turn off");

  await expect(app.getByRole("button", { name: "Turn on: Products" })).toBeVisible();
  await expect(seen.getByRole("button", { name: "Turn on: Products" })).toBeVisible({ timeout: 30_000 });
  await other.close();
  await app.getByRole("button", { name: "Turn on: Products" }).click();
  await expect(app.getByRole("button", { name: "Sync now: Products" })).toBeVisible();
});

test("deleting a sync says what goes and what stays, and has a word typed", async () => {
  const app = await openScreen(page, "/app/sync");
  await app.getByRole("button", { name: "More for Abandoned carts" }).click();
  await app.getByRole("menuitem", { name: "Delete sync" }).click();
  await expect(app.getByText(/Stays: every record in Shopify and in HubSpot/)).toBeVisible();
  await app.getByLabel("Type “delete” to confirm").fill("yes");
  await confirm(page, "Delete sync");
  await expect(app.getByText("Type the word “delete” to delete the sync.")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "sync-delete");
  await app.getByLabel("Type “delete” to confirm").fill("delete");
  await confirm(page, "Delete sync");

  await expect(app.getByRole("link", { name: "Set up: Abandoned carts" })).toBeVisible();
  await expect(page.getByText("Sync deleted")).toBeVisible();
});

test("who uses the admin in German gets the app in German, and the page says so", async () => {
  const errors: string[] = [];
  const note = (message: ConsoleMessage) => {
    if (message.type() === "error") errors.push(message.text());
  };
  await page.goto("/store/demo-shop");
  await page.getByLabel("Language").selectOption("de");
  await page.getByRole("button", { name: "Set" }).click();
  page.on("console", note);
  const app = await openScreen(page);

  await expect(app.getByRole("heading", { name: "Braucht deine Aufmerksamkeit" })).toBeVisible();
  await expect(app.locator("html")).toHaveAttribute("lang", "de");
  // Only a page that the browser took over answers.
  await page.getByRole("link", { name: "Synchronisierung", exact: true }).click();
  await expect(app.getByRole("button", { name: /^Jetzt abgleichen: / }).first()).toBeVisible();
  expect(errors).toEqual([]);
  await expectAccessible(page);
  page.off("console", note);
  await page.goto("/store/demo-shop");
  await page.getByLabel("Language").selectOption("en");
  await page.getByRole("button", { name: "Set" }).click();
});

test("discover leads to the shop's records in HubSpot, and says what has to be turned on first", async () => {
  const app = await openScreen(page, "/app/discover");

  await expect(app.getByRole("link", { name: "Open orders (opens HubSpot)" })).toHaveAttribute(
    "href",
    /\/contacts\/4242424\/objects\/0-123\/views\/all\/list$/,
  );
  await expect(app.getByText("Turn on the sync of abandoned carts first")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "discover");
});

test("the shop is left as it was found", async () => {
  await deleteSync(page, "Products");
  await leaveShop(page);
});
