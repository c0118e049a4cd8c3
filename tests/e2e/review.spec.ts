import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// A merchant tries settings before they are saved, looks at what would come of it, and saves. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const label = "Keep Shopify customers and HubSpot contacts in step";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

const openReview = () => openScreen(page, "/app/sync/customers?tab=review");
const startButton = (app: FrameLocator) => app.getByRole("button", { name: /^(Start the dry run|Run again)$/ });
const finished = (app: FrameLocator) => app.getByText(/^Finished/);

test("before a review there are the settings in words, and the first step", async () => {
  const app = await openReview();
  await expect(app.getByRole("heading", { name: "What these settings say" })).toBeVisible();
  await expect(startButton(app)).toBeEnabled();

  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "review-none");
});

test("a review shows how far it is and what would come of the settings on the page, saved or not", async () => {
  const app = await openReview();
  await app.getByRole("tab", { name: "Configure" }).click();
  const box = app.getByLabel(label);
  if (!(await box.isChecked())) await box.check();
  await app.getByRole("radio", { name: "HubSpot", exact: true }).press("Space");
  await app.getByRole("tab", { name: "Review" }).click();
  await startButton(app).click();

  await expect(app.getByRole("progressbar").or(finished(app)).first()).toBeVisible();
  await picture(page, "review-running");
  await expect(finished(app)).toBeVisible({ timeout: 60_000 });
  await expect(app.getByRole("heading", { name: "What would happen" })).toBeVisible();
  await expect(app.getByRole("heading", { name: "What would be left out" })).toBeVisible();
  await expect(app.getByText("No email address")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "review-result");
});

test("an example is shown side by side, with what would be written and why", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app
    .getByRole("button", { name: /^Show examples/ })
    .first()
    .click();
  await app
    .getByRole("button", { name: /^Customer \d+$/ })
    .first()
    .click();

  await expect(app.getByRole("columnheader", { name: "In Shopify" })).toBeVisible();
  await expect(app.getByRole("rowheader", { name: "Email" }).first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "review-sample");
});

test("a result of other settings says so, and saving from here starts the sync", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app.getByRole("tab", { name: "Configure" }).click();
  await app.getByRole("radio", { name: "Shopify", exact: true }).press("Space");
  await app.getByRole("tab", { name: "Review" }).click();
  await expect(
    app
      .getByText(/^This result is of other settings/)
      .or(app.getByText("Saved", { exact: true }))
      .first(),
  ).toBeVisible();
  await picture(page, "review-other-settings");
  const save = app.getByRole("button", { name: "Save and sync" });
  if (await save.isEnabled()) await save.click();

  await expect(app.getByText(/^(First sync|Comparing everything again|Everything compared again)/)).toBeVisible();
  await expect(app.getByText("These settings are saved, and the sync is on.")).toBeVisible();
  await expectAccessible(page);
});

test("a review can be stopped", async () => {
  const app = await openReview();
  await startButton(app).click();
  const stop = app.getByRole("button", { name: "Stop", exact: true });
  await expect(stop.or(finished(app)).first()).toBeVisible();
  if (await stop.isVisible()) await stop.click();

  await expect(startButton(app)).toBeEnabled();
});

test("choices that cannot be tried are marked in the tab where they stand, and stay as they were typed", async () => {
  const app = await openScreen(page, "/app/sync/customers?tab=limit");
  await app.getByRole("button", { name: "Add a condition" }).click();
  const condition = app.getByRole("group", { name: "Condition 1" });
  await condition.getByRole("combobox", { name: "Field" }).fill("Number of orders");
  await app
    .getByRole("option", { name: /^Number of orders\s*Number$/ })
    .first()
    .click();
  await condition.getByLabel("Comparison").selectOption("is more than");
  await condition.getByLabel("Value").fill("a lot");
  await app.getByRole("tab", { name: "Review" }).click();
  await startButton(app).click();

  await expect(app.getByText("Correct what is marked in the other tabs", { exact: false })).toBeVisible();
  await expectAccessible(page);
  await app.getByRole("tab", { name: /^Limit.*1/ }).click();
  await expect(condition.getByText("Enter a number, such as 10 or 9.95.")).toBeVisible();
  await expect(condition.getByLabel("Value")).toHaveValue("a lot");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
});
