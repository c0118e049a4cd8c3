import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// A merchant limits the syncs of products and companies by metafields. Both are left as they were found.
test.describe.configure({ mode: "serial" });

const path = "/app/sync/products?tab=limit";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

const save = () => page.getByRole("button", { name: "Save", exact: true });
const condition = (app: FrameLocator) => app.getByRole("group", { name: "Condition 1" });
const fieldOf = (app: FrameLocator) => condition(app).getByRole("combobox", { name: "Field" });

/** Counts what the limit on the page lets in, and what it leaves out. */
async function count(app: FrameLocator): Promise<readonly [number, number]> {
  await app.getByRole("button", { name: /^Count (now|again)$/ }).click();
  await expect(app.getByText(/^All [\d,]+ counted$/)).toBeVisible({ timeout: 60_000 });
  const figure = async (label: string) => {
    const text = await app.getByText(label, { exact: true }).locator("xpath=following-sibling::*").first().innerText();
    return Number(text.replaceAll(",", ""));
  };
  return [await figure("Let in"), await figure("Left out")];
}

test("while metafields cannot be listed the page says so, other fields work, and another try lists them", async () => {
  await page.route(/\/app\/limit-fields\//, (route) => route.abort());
  const app = await openScreen(page, path);
  await expect(app.getByText("Metafields cannot be chosen at the moment")).toBeVisible();
  await app.getByRole("button", { name: "Add a condition" }).click();
  await fieldOf(app).fill("Vendor");
  await app
    .getByRole("option", { name: /^Vendor/ })
    .first()
    .click();
  await expect(fieldOf(app)).toHaveValue("Vendor");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "sync-products-limit-unreachable");

  await page.unroute(/\/app\/limit-fields\//);
  await app.getByRole("button", { name: "Try again" }).click();

  await expect(app.getByText("Metafields cannot be chosen at the moment")).toBeHidden();
  await fieldOf(app).fill("Season");
  await expect(app.getByRole("option", { name: /^Season/ })).toContainText(
    "Metafield custom.season · Single-line text",
  );
});

test("the list of fields is as high as what it has found, and the page stays as it is", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  const pane = app.locator(".Polaris-Popover__Pane");
  const heights = async () => [
    Math.round((await pane.boundingBox())?.height ?? 0),
    await app.locator("html").evaluate(({ scrollHeight }) => scrollHeight),
  ];
  const found = app.getByRole("listbox", { name: "Field" }).getByRole("option");
  await fieldOf(app).fill("e");
  await expect(found.nth(8)).toBeAttached();
  const [long = 0, before] = await heights();

  await fieldOf(app).fill("Season");
  await expect(found).toHaveCount(1);

  await expect.poll(async () => (await heights())[0]).toBeLessThan(110);
  expect((await heights())[1]).toBe(before);
  expect([long > 250, long <= 320]).toEqual([true, true]);
  await expectAccessible(page);
  await picture(page, "sync-products-limit-picker");
});

test("a comparison and a value fit the metafield, are saved, and are there again", async () => {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app.getByRole("option", { name: /^Season/ }).click();
  await expect(fieldOf(app)).toHaveValue("Season");
  await condition(app).getByLabel("Comparison").selectOption("is not");
  await condition(app).getByLabel("Value").selectOption("Winter");
  await save().click();
  await expect(save()).toBeHidden();

  await page.reload();
  await expect(fieldOf(app)).toHaveValue("Season");
  await expect(condition(app).getByLabel("Comparison")).toHaveValue("not_equals");
  await expect(condition(app).getByLabel("Value")).toHaveValue("Winter");
  await app.getByRole("button", { name: "Remove condition 1: Season" }).click();
  await save().click();
  await expect(save()).toBeHidden();
});

test("a condition that begins as what a box says stays a row, and the box follows it", async () => {
  const app = await openScreen(page, path);
  const box = app.getByLabel("Only active products");
  await app.getByRole("button", { name: "Add a condition" }).click();
  await fieldOf(app).fill("Status");
  await app.getByRole("option", { name: /^Status/ }).click();
  await expect(condition(app).getByLabel("Value")).toHaveValue("active");
  await expect(box).toBeChecked();
  await expectAccessible(page);

  await condition(app).getByLabel("Value").selectOption("Draft");

  await expect(box).not.toBeChecked();
  await box.check();
  await expect(condition(app).getByLabel("Value")).toHaveValue("draft");
  await expect(app.getByRole("group", { name: "Condition 2" })).toHaveCount(0);
  await page.getByRole("button", { name: "Discard", exact: true }).click();
});

test("what the limit lets in and leaves out is counted anew for each comparison and value", async () => {
  const app = await openScreen(page, "/app/sync/companies?tab=limit");
  await app.getByRole("button", { name: "Add a condition" }).click();
  await fieldOf(app).fill("Credit");
  await app.getByRole("option", { name: /^Credit limit/ }).click();
  await expect(condition(app).getByLabel("Comparison")).toHaveValue("greater_than");
  await condition(app).getByLabel("Value").fill("0");
  const [any, none] = await count(app);
  await condition(app).getByLabel("Comparison").selectOption("is empty");
  const empty = await count(app);

  expect([any > 0, none > 0]).toEqual([true, true]);
  expect(empty).toEqual([none, any]);
  await condition(app).getByLabel("Comparison").selectOption("is more than");
  await condition(app).getByLabel("Value").fill("999999999");
  expect(await count(app)).toEqual([0, any + none]);
  await expectAccessible(page);
  await expectFitsPhone(page);
  await app.getByText(/^All [\d,]+ counted$/).scrollIntoViewIfNeeded();
  await picture(page, "sync-companies-limit");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
});
