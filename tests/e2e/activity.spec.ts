import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { leaveShop } from "./leave-shop.ts";
import { confirm, expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// What happened, and what is under way. In order; the last test leaves the shop as it was found.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await page?.request.delete(`${hubspot}/__control/faults`);
  await context?.close();
});

test("a run that is under way is paused, stands still, and goes on from its place when it is resumed", async () => {
  // HubSpot is away, so that the first sync stands where it is.
  const fault = { kind: "status", status: 503, times: 0, match: { path: "/crm/" } };
  expect((await page.request.post(`${hubspot}/__control/faults`, { data: fault })).status()).toBe(201);
  const list = await openScreen(page, "/app/sync");
  const start = list.getByRole("button", { name: "Turn on these syncs" });
  const set = list.getByRole("button", { name: "Sync now: Customers" });
  await expect(start.or(set).first()).toBeVisible();
  if (await start.isVisible()) await start.click();
  await expect(set).toBeVisible();

  const app = await openScreen(page, "/app/activity");
  const name = "First sync: Customers";
  await app.getByRole("button", { name: `Pause: ${name}` }).click();
  await expect(app.getByRole("button", { name: `Resume: ${name}` })).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "activity-paused");
  await page.request.delete(`${hubspot}/__control/faults`);
  await expect(app.getByText(/Paused at 0 records, syncing everything: Customers/)).toBeVisible();

  await app.getByRole("button", { name: `Resume: ${name}` }).click();

  await expect(app.getByRole("button", { name: `Resume: ${name}` })).toHaveCount(0);
  await expect(app.getByText("Nothing is being synced as a whole at this moment.", { exact: false })).toBeVisible({
    timeout: 90_000,
  });
});

test("a run that is cancelled asks before, and ends", async () => {
  const fault = { kind: "status", status: 503, times: 0, match: { path: "/crm/" } };
  await page.request.post(`${hubspot}/__control/faults`, { data: fault });
  const editor = await openScreen(page, "/app/sync/customers");
  await editor.getByRole("button", { name: "Sync everything again" }).click();
  await confirm(page, "Sync everything again");
  const app = await openScreen(page, "/app/activity");
  const name = "Comparing everything again: Customers";
  await app.getByRole("button", { name: `Cancel: ${name}` }).click();
  await confirm(page, "Cancel run");

  await expect(app.getByRole("button", { name: `Cancel: ${name}` })).toHaveCount(0);
  await expect(app.getByText(/Cancelled after/)).toBeVisible();
  await page.request.delete(`${hubspot}/__control/faults`);
});

test("what happened is narrowed by what, kind and who, and the address keeps it", async () => {
  const app = await openScreen(page, "/app/activity");
  await expect(app.getByText(/HubSpot account 4242424 connected/).first()).toBeVisible();
  await picture(page, "activity");

  await app.getByLabel("What", { exact: true }).selectOption("orders");
  await expect(app.getByText(/HubSpot account/)).toHaveCount(0);
  await app.getByLabel("Kind", { exact: true }).selectOption("syncs");
  await expect(app.getByText(/Sync turned on: Orders/)).toBeVisible();
  await expect(app.getByText("You", { exact: true }).first()).toBeVisible();
  await app.getByLabel("Who", { exact: true }).selectOption("app");
  await expect(app.getByText("Nothing fits these filters")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);

  const deep = await openScreen(page, "/app/activity?group=connection&who=person");
  await expect(deep.getByLabel("Kind", { exact: true })).toHaveValue("connection");
  await expect(deep.getByText(/HubSpot account 4242424 connected/).first()).toBeVisible();
  await expect(deep.getByText(/Sync turned on/)).toHaveCount(0);
});

test("days are typed by keyboard, digit by digit, and the list follows once a day is whole", async () => {
  const app = await openScreen(page, "/app/activity");
  const [from, to] = [app.getByLabel("From", { exact: true }), app.getByLabel("To", { exact: true })];
  await expect(app.getByText(/HubSpot account 4242424 connected/).first()).toBeVisible();

  await from.pressSequentially("03042026");
  await to.pressSequentially("03052026");
  await expect(app.getByText("Nothing fits these filters")).toBeVisible();
  await expect(from).toHaveValue("2026-03-04");
  await expect(to).toHaveValue("2026-03-05");

  await to.fill("");
  await expect(app.getByText(/HubSpot account 4242424 connected/).first()).toBeVisible();
  await from.pressSequentially("03041999");
  await from.blur();
  await expect(app.getByText("Enter a day from the years 2000 to 2100.")).toBeVisible();
  await expectAccessible(page);
});

test("the shop is left as it was found", async () => {
  await leaveShop(page);
});
