import { expect, test } from "vitest";
import { startTestSandbox } from "./admin/testing/start-test-sandbox.ts";
import { createMerchant } from "./play-merchant.ts";

const shops = [{ domain: "demo-shop.myshopify.com", name: "Demo Shop" }];

test("the merchant installs the app, opens it, connects HubSpot and reads the progress", async () => {
  const { app, sandbox } = await startTestSandbox({ shops });
  const merchant = createMerchant(sandbox);

  await merchant.install();
  const page = await merchant.openApp("/app/records");
  const before = await merchant.readProgress();
  const said = await merchant.connectHubspot();
  const after = await merchant.readProgress();

  expect(page.text).toContain("/app/records");
  expect([before.connected, after.connected]).toEqual([false, true]);
  expect(said).toContain("Connected");
  expect(app.tokens.every((token) => /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(token))).toBe(true);
  expect(new Set(app.tokens).size).toBe(app.tokens.length);
});

test("syncs are turned on by the form of their list, with an id token, and one that stays off is told", async () => {
  const { app, sandbox } = await startTestSandbox({ shops });
  const merchant = createMerchant(sandbox);
  await merchant.install();

  await merchant.startSyncs(["customers", "orders"]);

  expect(app.forms).toEqual([{ path: "/app/sync.data?index", body: "intent=start&objects=customers&objects=orders" }]);
  await expect(merchant.startSyncs(["orders", "carts"])).rejects.toThrow("left off: carts");
});

test("the merchant learns what the app offers for the shop, and grants it more scopes", async () => {
  const { sandbox } = await startTestSandbox({ shops });
  const merchant = createMerchant(sandbox);
  await merchant.install();

  await merchant.grantScopes(["read_all_orders"]);

  expect([await merchant.canSync("companies"), await merchant.canSync("orders")]).toEqual([false, true]);
  const asked = await fetch(`${sandbox.origins.admin}/store/demo-shop/apps/tandem/__host/scopes`);
  expect(await asked.json()).toMatchObject({ granted: expect.arrayContaining(["read_all_orders"]) });
});

test("a page without a token goes through the app's bounce page", async () => {
  const { sandbox } = await startTestSandbox({ shops });
  const merchant = createMerchant(sandbox);
  await merchant.install();

  // The address in the frame carries a token; one opened without it must still arrive.
  const { url, status } = await merchant.openApp("/app/bounced");

  expect([url.pathname, status]).toEqual(["/app/records", 200]);
});

test("a failing step says which one it was and what the page said", async () => {
  const { app, sandbox } = await startTestSandbox({ shops });
  const merchant = createMerchant(sandbox);

  await expect(merchant.readProgress()).rejects.toThrow(
    /Opening \/app in the admin failed: HTTP 200, “Install Tandem”/,
  );
  await merchant.install();
  await expect(merchant.openApp("/app/nothing")).rejects.toThrow(
    "Opening /app/nothing failed: HTTP 404, “/app/nothing”",
  );

  app.close();

  await expect(merchant.connectHubspot()).rejects.toThrow(
    "Opening /app/connection failed: HTTP 502, “The app does not answer”",
  );
});
