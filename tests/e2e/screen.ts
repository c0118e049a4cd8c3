import type { Browser, BrowserContext, FrameLocator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { violationsOf } from "./accessibility.ts";

const appPath = "/store/demo-shop/apps/tandem";

/** Opens a screen of the app inside the stand-in admin. @returns the app's frame. */
export async function openScreen(page: Page, path = ""): Promise<FrameLocator> {
  await page.goto(`${appPath}${path}`);
  return page.frameLocator('iframe[name="app-iframe"]');
}

const wcag21Aa = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** Expects that axe finds no violation of WCAG 2.1 AA on the page and in its frames. */
export async function expectAccessible(page: Page): Promise<void> {
  const violations = await violationsOf(page, { runOnly: wcag21Aa });
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  expect(found).toEqual([]);
}

/** Expects that the app's page does not scroll sideways on a small phone. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const frame = page.frame({ name: "app-iframe" });
  await expect
    .poll(() => frame?.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}

/** Keeps pictures for people when asked to (SCREENSHOTS=1), at 1280 px and, as `<name>-375`, at 375 px; the tests need none. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  const usual = page.viewportSize();
  for (const [suffix, width, height] of [
    ["", 1280, 900],
    ["-375", 375, 812],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `docs/images/${name}${suffix}.png`, animations: "disabled" });
  }
  if (usual) await page.setViewportSize(usual);
}

/** The app is installed and HubSpot connected afterwards, whatever an earlier flow left. */
async function ensureConnected(page: Page, context: BrowserContext): Promise<void> {
  await page.goto("/store/demo-shop/settings/apps");
  const install = page.getByRole("button", { name: "Install" });
  if (await install.isVisible()) await install.click();
  const app = await openScreen(page, "/app/connection");
  const link = app.locator("[data-connect-hubspot]").first();
  const account = app.getByText("4242424").first();
  await expect(link.or(account).first()).toBeVisible();
  if (!(await account.isVisible())) await connect(context, app);
  await expect(account).toBeVisible();
}

/** A browser and a page of its own for the flows of a file, with the app installed and HubSpot connected. */
export async function openConnected(
  browser: Browser,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await ensureConnected(page, context);
  return { context, page };
}

/** Follows the app's link to HubSpot in its new tab, and agrees there. */
export async function connect(context: BrowserContext, app: FrameLocator): Promise<void> {
  const opened = context.waitForEvent("page");
  await app.locator("[data-connect-hubspot]").first().click();
  const tab = await opened;
  await tab.getByRole("button", { name: "Connect app" }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toContainText(/connected/i);
  await expectAccessible(tab);
  await picture(tab, "connected");
  await tab.close();
}

/** Presses the dialog's button, which the admin shows over the app. */
export async function confirm(page: Page, name: string | RegExp): Promise<void> {
  const app = page.frameLocator('iframe[name="app-iframe"]');
  await app.getByRole("dialog").or(page.getByRole("dialog")).first().waitFor();
  const inApp = app.getByRole("dialog").getByRole("button", { name });
  await inApp.or(page.getByRole("dialog").getByRole("button", { name })).first().click();
}
