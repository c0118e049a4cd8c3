import type { BrowserContext, FrameLocator, Page, Request } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// A merchant wants to know what became of one customer of the sample shop, in order. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const hazel = { number: "6100000007256", email: "hazel_smith@example.net", name: "Hazel Smith" };
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  ({ context, page } = await openConnected(browser));
  await turnOn("customers", "Keep Shopify customers and HubSpot contacts in step");
  await turnOn("orders", "Bring Shopify orders to HubSpot");
  const app = await openScreen(page, "/app/sync/customers");
  await expect(app.getByText("First sync finished: Customers")).toBeVisible({ timeout: 120_000 });
});

test.afterAll(async () => {
  await page?.request.delete(`${hubspot}/__control/faults`);
  await context?.close();
});

async function turnOn(object: string, label: string): Promise<void> {
  const app = await openScreen(page, `/app/sync/${object}`);
  await app.getByLabel(label).check();
  const save = page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect(save).toBeHidden();
}

async function find(app: FrameLocator, text: string): Promise<void> {
  await app.getByLabel("Find a record").fill(text);
  await app.getByRole("button", { name: "Find", exact: true }).click();
}

/** Opens the customer's record. */
async function openRecord(): Promise<FrameLocator> {
  const app = await openScreen(page, "/app/records");
  await find(app, hazel.email);
  await app.getByRole("link", { name: `Customer ${hazel.number}`, exact: true }).click();
  await expect(app.getByRole("heading", { name: "Both sides now" })).toBeVisible();
  return app;
}

/** What both sides say of a field, with what decides it. */
const fieldRow = (app: FrameLocator, words: string) => app.getByRole("row", { name: words });

test("a customer is found by e-mail address, number in Shopify and id in HubSpot", async () => {
  const app = await openRecord();
  const contact = await app.getByRole("link", { name: /^HubSpot contact \d+/ }).textContent();
  const id = contact?.match(/\d+/)?.[0] ?? "";
  const records = await openScreen(page, "/app/records");
  for (const text of [` ${hazel.email.toUpperCase()} `, hazel.number, id]) {
    await find(records, text);

    const found = records.getByRole("row", { name: /^Customer \d+/ });
    await expect(found).toHaveCount(1);
    await expect(found).toContainText(hazel.number);
    await expect(found).toContainText("In sync");
    await records.getByRole("button", { name: "Show all records" }).first().click();
    await expect(found).not.toHaveCount(1);
  }
});

test("a name is asked of Shopify and HubSpot, and leads to the record", async () => {
  const app = await openScreen(page, "/app/records");
  await find(app, hazel.name);

  await expect(app.getByText("Asked of both at this moment, and not kept.")).toBeVisible();
  await expect(app.getByRole("listitem").filter({ hasText: hazel.email })).toContainText("In sync");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "records-names");
  await app
    .getByRole("listitem")
    .filter({ hasText: hazel.email })
    .getByRole("link", { name: hazel.name, exact: true })
    .click();

  await expect(app.getByRole("heading", { name: `Customer ${hazel.number}` })).toBeVisible();
});

test("what nobody knows is said to be unknown, and leads back to all records", async () => {
  const app = await openScreen(page, "/app/records");
  await find(app, "Nobody Atall");

  await expect(app.getByText("No record found")).toBeVisible();
  await expect(app.getByText("Neither Shopify nor HubSpot knows a record of this name.")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "records-nothing");
  await app.getByRole("button", { name: "Show all records" }).first().click();

  await expect(app.getByRole("tab", { name: /^All/ })).toBeVisible();
});

test("an order is found by its name, and shown with what was settled of it", async () => {
  const app = await openScreen(page, "/app/records");
  const box = app.getByLabel("Find a record");
  await box.fill("#1900");
  await app.getByLabel("What", { exact: true }).selectOption("Orders");
  await expect(app.getByText("a whole order name such as #1001", { exact: false })).toBeVisible();
  await expect(box, "what was typed before the object was chosen").toHaveValue("#1900");
  const order = app.getByRole("link", { name: /^Order \d+$/ });
  await expect(async () => {
    await find(app, "#1900");
    await expect(order).toHaveCount(1, { timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await order.click();

  await expect(fieldRow(app, "#1900 #1900 Both say the same")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "record-order");
});

test("both sides are shown field by field with the rule that decides each, and the history without values", async () => {
  const app = await openRecord();

  await expect(fieldRow(app, "First name Hazel Hazel Both say the same")).toBeVisible();
  await expect(fieldRow(app, "City New York New York Both say the same")).toBeVisible();
  await app.getByRole("button", { name: /^Show \d+ more fields that are blank$/ }).click();
  const history = app.getByRole("region", { name: "History" });
  await expect(history.getByRole("heading", { name: "Created in HubSpot" })).toBeVisible();
  await expect(history.getByText("During a sync of everything").first()).toBeVisible();
  await expect(history.getByText(/^The record is new there: .*First name/)).toBeVisible();
  await expect(history).not.toContainText("Hazel");
  await expect(history).not.toContainText("tandem_");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await app.getByRole("heading", { name: `Customer ${hazel.number}` }).scrollIntoViewIfNeeded();
  await picture(page, "record-both-sides");
});

test("an edit in HubSpot stands in the history with its rule, and syncing now is answered", async () => {
  const app = await openRecord();
  const crm = await context.newPage();
  await crm.goto(`${hubspot}/contacts/4242424/objects/0-1/views/all/list?query=${encodeURIComponent(hazel.email)}`);
  await crm.getByRole("link", { name: hazel.name }).click();
  await crm.getByLabel("City", { exact: true }).fill("Boston");
  await crm.getByRole("button", { name: "Save", exact: true }).click();
  await crm.close();
  const written = app.getByRole("region", { name: "History" }).getByText("It changed in HubSpot: City");
  await expect(async () => {
    await page.reload();
    await expect(written).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });

  await app.getByRole("button", { name: "Sync now" }).click();

  await expect(page.getByText("Syncing this record")).toBeVisible();
  await expect(fieldRow(app, "City Boston Boston Both say the same")).toBeVisible();
  await expect(app.getByText("Compared both sides, nothing to write", { exact: false })).toBeVisible();
});

test("syncing now reads both sides once, when the record has settled; a press that nobody hears leaves the page", async () => {
  const app = await openRecord();
  await expect(fieldRow(app, "City Boston Boston Both say the same")).toBeVisible();
  const reads: string[] = [];
  const look = (request: Request) => {
    if (new URL(request.url()).pathname.endsWith("/live")) reads.push(request.url());
  };
  page.on("request", look);
  const settled = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith("/live"));
  await app.getByRole("button", { name: "Sync now" }).click();
  await settled;
  await expect(app.getByRole("button", { name: "Sync now" })).toBeEnabled();
  page.off("request", look);

  expect(reads).toHaveLength(1);

  const posts = (url: URL) => /\/app\/records\/\d+\.data/.test(url.pathname);
  await page.route(posts, (route) => route.abort());
  await app.getByRole("button", { name: "Sync now" }).click();
  await expect(app.getByText("Tandem did not answer, so it is not certain that this was done.")).toBeVisible();
  await expect(fieldRow(app, "City Boston Boston Both say the same")).toBeVisible();
  await page.unroute(posts);
  await app.getByRole("button", { name: "Sync now" }).click();
  await expect(app.getByText("Tandem did not answer", { exact: false })).toBeHidden();
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
  await expectFitsPhone(page);
  await picture(page, "record-hubspot-down");
  await page.request.delete(`${hubspot}/__control/faults`);
  await app.getByRole("button", { name: "Read again" }).click();

  await expect(fieldRow(app, "First name Hazel Hazel Both say the same")).toBeVisible({ timeout: 60_000 });
});

test("a pair is taken apart after asking, on the page where one stays, and is matched once it is included again", async () => {
  const app = await openRecord();
  await app.getByRole("button", { name: "Unlink" }).first().click();
  await expect(app.getByText("Neither record is deleted or changed", { exact: false })).toBeVisible();
  await expectAccessible(page);
  await picture(page, "record-unlink");
  await confirm(page, "Unlink");

  await expect(app.getByText("Unlinked by you")).toBeVisible({ timeout: 30_000 });
  await expect(app.getByText("Excluded").first()).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await expect(app.getByRole("button", { name: "Include again" }).first()).toBeEnabled();
  await picture(page, "record-unlinked");
  await app.getByRole("button", { name: "Include again" }).first().click();

  await expect(app.getByText("In sync").first()).toBeVisible({ timeout: 30_000 });
  await expect(app.getByText("Unlinked by you")).toHaveCount(0);
  await expect(fieldRow(app, "First name Hazel Hazel Both say the same")).toBeVisible();
});
