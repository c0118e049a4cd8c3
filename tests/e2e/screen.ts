import AxeBuilder from "@axe-core/playwright";
import type { FrameLocator, Page } from "@playwright/test";
import { expect } from "@playwright/test";

const appPath = "/store/demo-shop/apps/tandem";

/** Opens a screen of the app inside the stand-in admin. @returns the app's frame. */
export async function openScreen(page: Page, path = ""): Promise<FrameLocator> {
  await page.goto(`${appPath}${path}`);
  return page.frameLocator('iframe[name="app-iframe"]');
}

/** Expects that axe finds nothing serious or critical on the page and in its frames. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`)).toEqual([]);
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

/** Keeps a picture for the README when asked to (SCREENSHOTS=1); the tests themselves need none. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `docs/images/${name}.png`, animations: "disabled" });
}
