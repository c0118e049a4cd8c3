import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// One merchant sets up the sync of orders, tab by tab, and a colleague comes in between. Orders are left as they were found: off or on.
test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

const tab = (app: FrameLocator, name: string | RegExp) => app.getByRole("tab", { name });
const save = (where: Page) => where.getByRole("button", { name: "Save", exact: true });

test("each tab has an address, the keyboard moves between them, and the browser's back button too", async () => {
  const app = await openScreen(page, "/app/sync/orders?tab=limit");
  await expect(tab(app, "Limit")).toHaveAttribute("aria-selected", "true");
  await expect(app.getByRole("heading", { level: 1, name: "Order sync" })).toBeVisible();

  await tab(app, "Limit").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(app, "Stages")).toBeFocused();
  await expect(tab(app, "Stages")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Home");
  await expect(tab(app, "Configure")).toBeFocused();
  await expect(app.getByLabel("Bring Shopify orders to HubSpot")).toBeVisible();
  await page.keyboard.press("End");
  await expect(app.getByRole("tab").last()).toBeFocused();

  await page.goBack();
  await expect(tab(app, "Configure")).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-configure");
});

test("pipelines are read from HubSpot, a status is skipped, and what was chosen on two tabs is saved at once", async () => {
  const app = await openScreen(page, "/app/sync/orders?tab=stages");
  const read = app.getByRole("button", { name: "Read pipelines" });
  const refresh = app.getByRole("button", { name: "Refresh pipelines" });
  await expect(read.or(refresh)).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  if (await read.isVisible()) {
    await picture(page, "sync-orders-stages-new");
    await read.click();
  } else {
    await refresh.click();
  }
  await expect(app.getByText("The pipelines are as they are in HubSpot now.")).toBeVisible();

  await app.getByLabel("Stage for Expired").selectOption("Skip");
  await expect(app.getByText("New records of this status are not synced.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-stages");
  await tab(app, "Limit").click();
  await app.getByLabel("No test orders").check();
  await save(page).click();
  await expect(save(page)).toBeHidden();

  await page.reload();
  await expect(app.getByLabel("No test orders")).toBeChecked();
  await tab(app, "Stages").click();
  await expect(app.getByLabel("Stage for Expired")).toHaveValue("");
});

test("a condition that cannot be is refused where it stands, marked on its tab, and everything typed is kept", async () => {
  const app = await openScreen(page, "/app/sync/orders?tab=limit");
  await app.getByRole("button", { name: "Add a condition" }).click();
  const condition = app.getByRole("group", { name: "Condition 1" });
  await condition.getByRole("combobox", { name: "Field" }).fill("Total");
  await app.getByRole("option", { name: /^Total\s*Number$/ }).click();
  await condition.getByLabel("Comparison").selectOption("is more than");
  await condition.getByLabel("Value").fill("a lot");
  await tab(app, "Configure").click();
  await save(page).click();

  await expect(tab(app, /^Limit/)).toHaveAttribute("aria-selected", "true");
  await expect(condition.getByText("Enter a number, such as 10 or 9.95.")).toBeVisible();
  await expect(tab(app, /^Limit/)).toContainText("1");
  await expect(condition.getByLabel("Value")).toHaveValue("a lot");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-limit-refused");

  await condition.getByLabel("Value").fill("100");
  await expect(condition.getByText("Enter a number, such as 10 or 9.95.")).toBeHidden();
});

test("the records that the limit lets in are counted before anything is saved", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app.getByRole("button", { name: "Count now" }).click();

  await expect(app.getByText(/^All [\d,]+ counted$/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-limit");

  await save(page).click();
  await expect(save(page)).toBeHidden();
  await app.getByRole("button", { name: "Remove condition 1: Total" }).click();
  await expect(app.getByRole("button", { name: "Add a condition" })).toBeFocused();
  await save(page).click();
  await expect(save(page)).toBeHidden();
});

test("the second of two who save is told what the first one changed, and saves theirs beside it", async ({
  browser,
}) => {
  const app = await openScreen(page, "/app/sync/orders?tab=limit");
  await app.getByLabel("Only orders that were paid").check();
  const elsewhere = await browser.newContext();
  const colleague = await elsewhere.newPage();
  const theirs = await openScreen(colleague, "/app/sync/orders?tab=stages");
  await theirs.getByLabel("Stage for Voided").selectOption("Skip");
  await save(colleague).click();
  await expect(save(colleague)).toBeHidden();
  await elsewhere.close();

  await save(page).click();
  await expect(app.getByText("Nothing was saved yet: these settings have changed")).toBeVisible();
  await expect(app.getByRole("listitem").filter({ hasText: "Stages" })).toBeVisible();
  await expect(app.getByLabel("Only orders that were paid")).toBeChecked();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-changed");

  await app.getByRole("button", { name: "Save mine over them" }).click();
  await expect(save(page)).toBeHidden();
  await page.reload();
  await expect(app.getByLabel("Only orders that were paid")).toBeChecked();
  await tab(app, "Stages").click();
  await expect(app.getByLabel("Stage for Voided")).toHaveValue("");
});

test("a gap in the network takes nothing away: the editor stays as it is, says so, and the next press saves", async () => {
  const gap = /\/app\/(events|progress|sync\/orders\/change)/;
  await page.route(gap, (route) => route.abort());
  const poll = page.waitForEvent("requestfailed", (request) => request.url().includes("/app/progress"));
  const app = await openScreen(page, "/app/sync/orders?tab=limit");
  const paid = app.getByLabel("Only orders that were paid");
  await paid.uncheck();
  await poll;
  await expect(paid).not.toBeChecked();

  await save(page).click();
  const unanswered = app.getByText("Tandem did not answer, so it is not certain that this was done.");
  await expect(unanswered).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-orders-unanswered");
  await page.unroute(gap);
  await page.route(gap, (route) => route.fulfill({ status: 500, body: "" }));
  await save(page).click();
  await expect(unanswered).toBeVisible();
  await expect(paid).not.toBeChecked();

  await page.unroute(gap);
  await save(page).click();
  await expect(save(page)).toBeHidden();
  await expect(unanswered).toBeHidden();
  await page.reload();
  await expect(paid).not.toBeChecked();
});

test("a session token that expires in mid-form is renewed, and nothing that was typed is lost", async () => {
  const app = await openScreen(page, "/app/sync/orders?tab=limit");
  await app.getByLabel("Only orders that were paid").uncheck();
  await app.getByLabel("No test orders").uncheck();
  let asked = 0;
  // The browser sends a token that is long over; App Bridge asks for another when the server says so, and sends the form again.
  await page.route(/\/app\/sync\/orders/, async (route, request) => {
    const isFirstSave = request.method() === "POST" && asked++ === 0;
    const headers = { ...request.headers(), ...(isFirstSave ? { authorization: `Bearer ${expiredToken}` } : {}) };
    await route.continue({ headers });
  });
  await save(page).click();
  await expect(save(page)).toBeHidden();
  await page.unroute(/\/app\/sync\/orders/);

  expect(asked).toBeGreaterThan(1);
  await page.reload();
  await expect(app.getByLabel("Only orders that were paid")).not.toBeChecked();
  await expect(app.getByLabel("No test orders")).not.toBeChecked();
});

/** Shaped like one of Shopify's, over since 2020, and signed by nobody. */
const expiredToken = [
  { alg: "HS256", typ: "JWT" },
  { exp: 1_577_836_800, nbf: 1_577_836_740, iat: 1_577_836_740, sub: "1", dest: "https://demo-shop.myshopify.com" },
  "signature",
]
  .map((part) => Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url"))
  .join(".");

test("changing tabs never asks, leaving does; and what an object is linked with leads to the other syncs", async () => {
  const app = await openScreen(page, "/app/sync/companies?tab=associations");
  await expect(app.getByRole("heading", { name: "Companies and contacts" })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-companies-associations");
  await app.getByLabel("Sync company locations too").check();
  await tab(app, "Configure").click();
  await expect(app.getByLabel("Sync company locations too")).toBeChecked();
  await tab(app, "Associations").click();

  await app.getByRole("link", { name: /the sync of customers/ }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  await expect(app.getByLabel("Sync company locations too")).toBeChecked();
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await app.getByRole("link", { name: /the sync of customers/ }).click();
  await expect(app.getByRole("heading", { level: 1, name: "Customer sync" })).toBeVisible();
});
