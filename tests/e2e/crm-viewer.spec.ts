import { expect, test } from "@playwright/test";
import type { HubspotStandIn } from "#sandbox/hubspot/start-hubspot.ts";
import { startHubspot } from "#sandbox/hubspot/start-hubspot.ts";
import { violationsOf } from "./accessibility.ts";

// The stand-in HubSpot's pages for people, in a real browser. What they do is tested over HTTP beside them.
const portalId = 4242424;
const kinds = ["0-1", "0-2", "0-3", "0-123", "0-142", "0-7", "0-8"];

let hubspot: HubspotStandIn;

test.beforeEach(async () => {
  hubspot = await startHubspot({
    clientId: "id",
    clientSecret: "secret",
    appId: 77,
    appOrigin: "http://127.0.0.1:9",
    portals: [
      {
        id: portalId,
        records: [
          { object: "contacts", key: "ann", properties: { firstname: "Ann", email: "ann@example.com" } },
          { object: "companies", key: "acme", properties: { name: "Acme" } },
          { object: "orders", key: "order", properties: { hs_order_name: "#1001", hs_total_price: "12.50" } },
          { object: "line_items", key: "item", properties: { name: "A shirt with a name that goes on and on" } },
        ],
        associations: [
          { from: "ann", to: "acme" },
          { from: "order", to: "ann" },
          { from: "order", to: "item" },
        ],
      },
    ],
  });
});

test.afterEach(() => hubspot.close());

for (const kind of kinds) {
  test(`axe finds nothing grave on the pages of ${kind}, and none scrolls sideways on a phone`, async ({ page }) => {
    const { records } = hubspot.portal(portalId).space(kind);
    const [first] = records.list();
    const id = (first ?? hubspot.portal(portalId).createRecord(kind, {})).id;
    const list = `/contacts/${portalId}/objects/${kind}`;
    for (const path of [`${list}/views/all/list`, `${list}/new`, `/contacts/${portalId}/record/${kind}/${id}`]) {
      await page.goto(`${hubspot.origin}${path}`);
      const violations = await violationsOf(page, {});
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave.map((violation) => `${path}: ${violation.id} ${violation.nodes[0]?.html}`)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
      expect(await page.evaluate(sideways), path).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });
}

test("a person moves an order on and ties it to a deal", async ({ page }) => {
  const portal = hubspot.portal(portalId);
  const [order] = portal.space("0-123").records.list();
  const { id: deal } = portal.createRecord("0-3", { dealname: "Big deal" });
  await page.goto(`${hubspot.origin}/contacts/${portalId}/record/0-123/${order?.id}`);

  await page.getByLabel("Stage").selectOption("Shipped");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await expect(page.getByRole("status")).toHaveText("The record was moved.");
  await page.getByLabel("Associate with").selectOption("Deal");
  await page.getByLabel("ID of the other record").fill(deal);
  await page.getByRole("button", { name: "Add association" }).click();

  await expect(page.getByRole("status")).toHaveText("The association was added.");
  await expect(page.getByRole("link", { name: "Big deal" })).toBeVisible();
  await page.getByRole("button", { name: "Remove Big deal" }).click();
  await expect(page.getByRole("link", { name: "Big deal" })).toHaveCount(0);
});
