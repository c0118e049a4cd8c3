import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { confirm, openScreen } from "./screen.ts";

/** Deletes an object's sync in the list, with the word typed. */
export async function deleteSync(page: Page, object: string): Promise<void> {
  const app = await openScreen(page, "/app/sync");
  await app.getByRole("button", { name: `More for ${object}` }).click();
  await app.getByRole("menuitem", { name: "Delete sync" }).click();
  await app.getByLabel("Type “delete” to confirm").fill("delete");
  await confirm(page, "Delete sync");
  await expect(app.getByRole("link", { name: `Set up: ${object}` })).toBeVisible();
}

/** Leaves the shop as one that never had the app, as far as a merchant can: no sync, no connection, the guide shown again, no app. */
export async function leaveShop(page: Page): Promise<void> {
  const app = await openScreen(page, "/app/sync");
  await expect(app.getByRole("heading", { level: 2, name: "Abandoned carts" })).toBeVisible();
  for (const object of ["Customers", "Companies", "Products", "Orders", "Abandoned carts"]) {
    if (await app.getByRole("button", { name: `More for ${object}` }).isVisible()) await deleteSync(page, object);
  }
  const home = await openScreen(page);
  await expect(home.getByRole("heading", { name: "Overview" })).toBeVisible();
  const show = home.getByRole("button", { name: "Show set-up guide" });
  if (await show.isVisible()) await show.click();
  await expect(home.getByRole("heading", { name: "Set up Tandem" })).toBeVisible();
  const connection = await openScreen(page, "/app/connection");
  await connection.getByRole("button", { name: "Disconnect" }).click();
  await confirm(page, "Disconnect");
  await expect(connection.locator("[data-connect-hubspot]").first()).toBeVisible();
  await page.goto("/store/demo-shop/settings/apps/uninstall");
  await page.getByRole("button", { name: "Uninstall" }).click();
  await expect(page.getByRole("button", { name: "Install" })).toBeVisible();
}
