import type { APIRequestContext, BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

test.describe.configure({ mode: "serial" });

const hubspot = `http://127.0.0.1:${Number(process.env.E2E_PORT ?? 4650) + 3}`;
const ann = "ann.lee@example.com";
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

const frame = (): FrameLocator => page.frameLocator('iframe[name="app-iframe"]');

interface Mail {
  id: number;
  headers: Record<string, string>;
  text: string;
}

/** The newest mail of this subject, as soon as it is there. */
async function mailOf(request: APIRequestContext, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const mails = (await (await request.get("/__control/mails")).json()) as Mail[];
        found = mails.toReversed().find(({ headers }) => subject.test(headers.subject ?? ""));
        return found?.headers.subject ?? "";
      },
      { timeout: 60_000 },
    )
    .toMatch(subject);
  if (!found) throw new Error("There is no such mail.");
  return found;
}

test("an address that is none is told beside its field; a good one is asked by e-mail", async () => {
  const app = await openScreen(page, "/app/notifications");
  await expect(app.getByText("Nobody is told yet")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "notifications-none");

  const address = app.getByLabel("E-mail address");
  await address.fill("ann@nowhere");
  await app.getByRole("button", { name: "Add", exact: true }).click();
  await expect(app.getByText("Enter an address such as name@example.com.")).toBeVisible();
  await expect(address).toHaveValue("ann@nowhere");
  await expectAccessible(page);
  await address.fill(ann);
  await app.getByRole("button", { name: "Add", exact: true }).click();

  await expect(app.getByText("Waiting for confirmation")).toBeVisible();
  await picture(page, "notifications-asked");
});

test("the owner of the address confirms it from the mailbox, and the page notices", async () => {
  const mail = await mailOf(page.request, /^Do you want e-mails about Demo Shop/);
  const mailbox = await context.newPage();
  await mailbox.goto("/mailbox");
  await mailbox
    .getByRole("link", { name: mail.headers.subject ?? "" })
    .first()
    .click();
  await expectAccessible(mailbox);
  await picture(mailbox, "mailbox");
  await mailbox.frameLocator("iframe").getByRole("link", { name: "Confirm this address" }).click();
  await expect(mailbox.getByRole("heading", { name: "Confirm your address" })).toBeVisible();
  await expectAccessible(mailbox);
  await mailbox.getByRole("button", { name: "Confirm" }).click();
  await expect(mailbox.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await expectAccessible(mailbox);
  await mailbox.close();

  await expect(frame().getByText("Confirmed", { exact: true })).toBeVisible({ timeout: 30_000 });
});

test("a threshold that is no number is told beside its field, a good one is kept", async () => {
  const app = await openScreen(page, "/app/notifications");
  const threshold = app.getByLabel("Tell from");
  await threshold.fill("many");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(app.getByText("Enter a whole number from 1 to 100000.")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "notifications-wrong");

  await threshold.fill("5");
  await app.getByLabel("Counted in").selectOption("percent");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeHidden();

  await openScreen(page, "/app/notifications");
  await expect(threshold).toHaveValue("5");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "notifications");
});

test("while a save is under way leaving still asks, and what is changed meanwhile stays to be saved", async () => {
  const app = await openScreen(page, "/app/notifications");
  const save = page.getByRole("button", { name: "Save", exact: true });
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route(/\/app\/notifications/, async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });

  await app.getByLabel("Tell from").fill("7");
  await save.click();
  await app.getByRole("link", { name: "Home" }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  await app.getByLabel("A first sync has finished").uncheck();
  release();

  await expect(page.getByText("Notifications saved")).toBeVisible();
  await expect(app.getByLabel("A first sync has finished")).not.toBeChecked();
  await save.click();
  await expect(save).toBeHidden();
  await page.unrouteAll();
  await openScreen(page, "/app/notifications");
  await expect(app.getByLabel("A first sync has finished")).not.toBeChecked();
  await expect(app.getByLabel("Tell from")).toHaveValue("7");
});

test("a test e-mail arrives", async () => {
  const app = await openScreen(page, "/app/notifications");

  await app.getByRole("button", { name: "Send test e-mail" }).click();

  const mail = await mailOf(page.request, /^Test e-mail from Tandem/);
  expect(mail.text).toContain("Notifications for Demo Shop arrive at this address.");
});

test("a connection that breaks is told, with the way to the right page", async () => {
  const crm = await context.newPage();
  await crm.goto(`${hubspot}/integrations-settings/4242424/installed`);
  await crm.getByRole("button", { name: /^Uninstall/ }).click();
  await crm.close();
  // HubSpot's refusal shows when Tandem next asks for something: here, who connected the account.
  await openScreen(page, "/app/connection");

  const mail = await mailOf(page.request, /HubSpot needs to be connected again/);

  await page.goto(`/mailbox/${mail.id}`);
  await page.frameLocator("iframe").getByRole("link", { name: "Reconnect HubSpot" }).click();
  await expect(frame().getByText("HubSpot needs to be connected again")).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, "connection-reconnect");
});
