import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { RecordModel } from "./record-model.ts";
import { canRecreate } from "./record-model.ts";
import { RecordScreen } from "./record-screen.tsx";

const model: RecordModel = {
  id: "3",
  object: "customers",
  shopifyId: "903",
  hubspotId: "13",
  shopifyUrl: "https://admin.shopify.com/store/demo-shop/customers/903",
  hubspotUrl: "https://app.hubspot.com/contacts/4242424/record/0-1/13",
  status: "in_sync",
  reason: null,
  concerned: [],
  lastAction: "updated",
  changedAt: "2026-11-21T11:50:00Z",
  settledAt: "2026-11-21T11:59:50Z",
  toShopify: ["phone"],
  toHubspot: ["firstName", "my_own_property"],
  newInHubspot: false,
  canSync: true,
};

function render(patch: Partial<RecordModel>) {
  const none = () => undefined;
  return renderScreen(<RecordScreen model={{ ...model, ...patch }} syncing={false} onSync={none} onRecreate={none} />);
}

test("it says which fields went where, when, and links both sides", () => {
  const screen = render({});

  expect(wordsOf(screen)).toContain("Updated (just now)");
  expect(screen.querySelectorAll("li").map((item) => item.text)).toEqual(["First name", "my_own_property", "Phone"]);
  const links = screen.querySelectorAll("a").map((link) => link.getAttribute("href"));
  expect(links).toEqual(expect.arrayContaining([model.shopifyUrl, model.hubspotUrl]));
  expect(wordsOf(screen)).toContain("Written to HubSpot 10 minutes ago");
});

test("it says why the fields were written: they had changed, or the record was new", () => {
  expect(wordsOf(render({}))).toContain("These fields had changed in Shopify");
  expect(wordsOf(render({ newInHubspot: true }))).toContain("The record was new there");
});

test("a failing record says why and what to do", () => {
  const screen = render({ status: "failing", reason: "phone_taken", concerned: ["phone"] });

  expect(wordsOf(screen)).toContain("Phone number already in use");
  expect(wordsOf(screen)).toContain("Remove it from one of them");
  expect(wordsOf(screen)).toContain("Field: Phone");
});

test("a record that was deleted on one side can be created again, others cannot", () => {
  const deleted = { status: "excluded", reason: "deleted_in_hubspot", hubspotId: null, hubspotUrl: null } as const;
  const screen = render(deleted);

  expect(wordsOf(screen)).toContain("Not there");
  expect(canRecreate({ ...model, ...deleted })).toBe(true);
  expect(canRecreate({ ...model, reason: "redacted" })).toBe(false);
  expect(canRecreate({ ...model, ...deleted, canSync: false })).toBe(false);
});

test("nothing can be synced while HubSpot has to be connected again", () => {
  const button = render({ canSync: false })
    .querySelectorAll("button")
    .find(({ text }) => text === "Sync now");

  expect(button?.getAttribute("aria-disabled")).toBe("true");
});

test.each(["companies", "products", "orders", "carts"])("a record of %s is not called a customer", (object) => {
  const screen = render({ object, status: "excluded", reason: "creation_off" });

  expect(wordsOf(screen)).not.toMatch(/customer|contact|\{\{/i);
});

test("a record whose page is not known is named without a link", () => {
  const screen = render({ object: "products", shopifyUrl: null });

  expect(wordsOf(screen)).toContain("Product 903");
  expect(screen.querySelectorAll("a").map((link) => link.text)).not.toContain("Product 903");
});
