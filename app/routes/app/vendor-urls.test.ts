import { expect, test } from "vitest";
import { adminRecordUrl, appInAdminUrl, hubspotRecordUrl, hubspotUrl, themeEditorUrl } from "./vendor-urls.server.ts";

test("HubSpot's pages stand on the account's own domain", () => {
  expect(hubspotUrl({ id: "77", uiDomain: "app-eu1.hubspot.com" }, "/")).toBe(
    "https://app-eu1.hubspot.com/contacts/77/",
  );
  expect(hubspotRecordUrl({ id: "77", uiDomain: null }, "0-1", "5")).toBe(
    "https://app.hubspot.com/contacts/77/record/0-1/5",
  );
});

test("the admin is addressed by the shop's handle, the theme editor with our embed picked", () => {
  expect(appInAdminUrl("my-shop.myshopify.com", "key")).toBe(
    "https://admin.shopify.com/store/my-shop/apps/key/app/connection",
  );
  expect(themeEditorUrl("my-shop.myshopify.com", "key")).toBe(
    "https://admin.shopify.com/store/my-shop/themes/current/editor?context=apps&activateAppId=key/tracking",
  );
});

test.each([
  ["customers", null, "/customers/9"],
  ["companies", null, "/companies/9"],
  ["products", "4", "/products/4"],
  ["orders", null, "/orders/9"],
  ["carts", "token", "/checkouts/9"],
] as const)("a record of %s has its page in the admin", (object, groupId, path) => {
  expect(adminRecordUrl("my-shop.myshopify.com", object, { id: "9", groupId })).toBe(
    `https://admin.shopify.com/store/my-shop${path}`,
  );
});

test("a variant whose product is not known has no page that we could name", () => {
  expect(adminRecordUrl("my-shop.myshopify.com", "products", { id: "9", groupId: null })).toBeNull();
});
