import type { BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { confirm, expectAccessible, expectFitsPhone, openConnected, openScreen, picture } from "./screen.ts";

// Two shops of one merchant, in order. Each test begins where the one before ended.
test.describe.configure({ mode: "serial" });

const second = "/store/second-shop";
let context: BrowserContext;
let page: Page;
let link = "";

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  ({ context, page } = await openConnected(browser));
});

test.afterAll(async () => {
  await context?.close();
});

const frame = (): FrameLocator => page.frameLocator('iframe[name="app-iframe"]');

async function check(name: string): Promise<void> {
  await expectAccessible(page);
  await expectFitsPhone(page);
  await picture(page, name);
}

/** Connects anew in an account that does not have these permissions. */
async function reconnectWithout(scopes: readonly string[]): Promise<void> {
  const app = await openScreen(page, "/app/connection");
  const opened = context.waitForEvent("page");
  await app.locator("[data-connect-hubspot]").first().click();
  const tab = await opened;
  await expect(tab.getByRole("button", { name: "Connect app" })).toBeVisible();
  const address = new URL(tab.url());
  const asked = (address.searchParams.get("optional_scope") ?? "").split(" ");
  address.searchParams.set("optional_scope", asked.filter((scope) => !scopes.includes(scope)).join(" "));
  await tab.goto(address.href);
  await tab.getByRole("button", { name: "Connect app" }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toContainText(/connected/i);
  await tab.close();
}

test("the connection says which account it is, where, who connected it, and what it may do", async () => {
  const app = await openScreen(page, "/app/connection");

  await expect(app.getByText("North America (na1)")).toBeVisible();
  await expect(app.getByText("admin@demo-portal.hubspot.com")).toBeVisible();
  await expect(app.getByText("This store", { exact: true }).first()).toBeVisible();
  await app.getByRole("button", { name: "Each permission" }).click();
  await expect(app.getByText("Read contacts")).toBeVisible();
  await check("connection-connected");
});

test("coming to a screen within the app puts the focus on its heading, and each document has its title", async () => {
  const app = await openScreen(page, "/app");
  await expect(app.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  const titleOf = () => page.frame({ name: "app-iframe" })?.title();
  expect(await titleOf()).toBe("Overview · Tandem");
  await expect(app.getByRole("heading", { level: 1 })).not.toBeFocused();

  await page.getByRole("link", { name: "Connection" }).click();

  await expect(app.getByRole("heading", { level: 1, name: "Connection" })).toBeFocused();
  await expect.poll(titleOf).toBe("Connection · Tandem");
  await app.getByRole("link", { name: "Home" }).press("Enter");
  await expect(app.getByRole("heading", { level: 1, name: "Overview" })).toBeFocused();
});

test("an invitation's link is made and shown once", async () => {
  const app = await openScreen(page, "/app/connection");

  await app.getByRole("button", { name: "Create invitation link" }).click();
  const field = app.getByLabel("Invitation link");
  await expect(field).toHaveValue(/\/invitation\?token=/);
  link = await field.inputValue();
  await field.scrollIntoViewIfNeeded();
  await check("connection-invitation");

  await openScreen(page, "/app/connection");
  await expect(frame().getByText("Not used yet").first()).toBeVisible();
  await expect(frame().getByLabel("Invitation link")).toHaveCount(0);
});

test("whoever opens the link sees what it is about, and is led into the admin of the store of their choice", async () => {
  await page.goto(link);
  await expect(page.getByText("demo-portal.hubspot.com (4242424)")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "invitation-link");

  await page.getByRole("link", { name: "Open in Shopify admin" }).click();
  await page.getByRole("link", { name: "Second Shop" }).click();

  // Tandem is not there yet: Shopify has it installed first, and the link still works afterwards.
  const install = page.getByRole("button", { name: "Install" });
  await expect(install.or(page.locator('iframe[name="app-iframe"]')).first()).toBeVisible();
  if (await install.isVisible()) {
    await install.click();
    await expect(frame().getByText("Connect HubSpot").first()).toBeVisible();
  }
});

test("the other store's owner pastes the link, looks, agrees, and is connected without signing in to HubSpot", async () => {
  await page.goto(`${second}/apps/tandem/app/connection`);
  await frame().getByLabel("Invitation link").fill(link);
  await frame().getByRole("button", { name: "Look at the invitation" }).click();
  await expect(frame().getByText("second-shop.myshopify.com")).toBeVisible();
  await check("invitation");

  await frame().getByRole("button", { name: "Connect to demo-portal.hubspot.com" }).click();

  await expect(frame().getByText("Connected stores")).toBeVisible();
  await expect(frame().getByText("demo-shop.myshopify.com").first()).toBeVisible();
  await check("connection-invited");
});

test("a link that was used, and one that was changed, say so", async () => {
  const token = new URL(link).searchParams.get("token") ?? "";
  await page.goto(`${second}/apps/tandem/app/invitation?${new URLSearchParams({ token })}`);
  await expect(frame().getByText("This invitation was used already")).toBeVisible();
  await check("invitation-used");

  await page.goto(`${link}x`);
  await expect(page.getByText("This invitation is not valid")).toBeVisible();
  await expectAccessible(page);
});

test("the store that invited sees it, and can end the other's connection", async () => {
  const app = await openScreen(page, "/app/connection");
  await expect(app.getByText("Accepted").first()).toBeVisible();
  await expect(app.getByText("Second Shop").first()).toBeVisible();
  await check("connection-two-stores");

  await app.getByRole("button", { name: "Disconnect Second Shop" }).click();
  await expect(app.getByText("That store joined by your invitation")).toBeVisible();
  await confirm(page, "Disconnect");

  await expect(app.getByText("This store is the only one")).toBeVisible();
  await page.goto(`${second}/apps/tandem/app/connection`);
  await expect(frame().locator("[data-connect-hubspot]").first()).toBeVisible();
});

test("an open invitation can be revoked after a question, and the link of another one stays in view", async () => {
  const app = await openScreen(page, "/app/connection");
  const link = app.getByLabel("Invitation link");
  const revokes = app.getByRole("button", { name: /^Revoke the invitation/ });
  await app.getByRole("button", { name: "Create invitation link" }).click();
  const first = await link.inputValue();
  await app.getByRole("button", { name: "Create another link" }).click();
  await expect(link).not.toHaveValue(first);
  const second = await link.inputValue();
  await expect(revokes).toHaveCount(2);

  await revokes.last().click();
  await expect(app.getByText("that cannot be undone")).toBeVisible();
  await expectAccessible(page);
  await confirm(page, "Revoke");
  await expect(revokes).toHaveCount(1);
  await expect(link).toHaveValue(second);
  await revokes.click();
  await confirm(page, "Revoke");
  await expect(revokes).toHaveCount(0);
  await expect(link).toHaveCount(0);

  await page.goto(second);
  await expect(page.getByText("This invitation was withdrawn")).toBeVisible();
  await picture(page, "invitation-withdrawn");
});

test("before the connection ends, the question says what stops, what stays and what is kept", async () => {
  const app = await openScreen(page, "/app/connection");
  await app.getByRole("button", { name: "Disconnect", exact: true }).click();
  await expect(app.getByText("What Tandem keeps")).toBeVisible();
  await expect(app.getByText(/Tandem is removed from demo-portal/)).toBeVisible();
  await expectAccessible(page);
  await picture(page, "connection-disconnect");
  await confirm(page, "Disconnect");
  await expect(app.getByText("You have an invitation?")).toBeVisible();
  await check("connection-none");
});

test("a permission that was not allowed says what it means, and reconnecting allows it", async () => {
  await reconnectWithout(["communication_preferences.read_write"]);
  const app = frame();
  await expect(app.getByText("One thing was not allowed")).toBeVisible();
  await expect(app.getByText("Marketing consent is only written to a property")).toBeVisible();
  await check("connection-missing");

  await reconnectWithout([]);

  await expect(app.getByText("One thing was not allowed")).toHaveCount(0, { timeout: 30_000 });
  await expect(app.getByText("4242424").first()).toBeVisible();
});
