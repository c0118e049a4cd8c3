import { expect, test } from "vitest";
import { syncObject } from "#app/sync/objects/index.ts";
import { plainForm as form } from "#tests/support/sync-form.ts";
import { explainForm } from "./explain-form.ts";
import { changedChoices, isSameForm } from "./sync-form.ts";
import { offersOf } from "./sync-offers.ts";

const customers = offersOf(syncObject("customers"));
const products = offersOf(syncObject("products"));
const orders = offersOf(syncObject("orders"));
const emailKnown = { field: "email", operator: "is_known" } as const;
const withEmail = { ...form, limit: { ...form.limit, conditions: [emailKnown] } };

test("a form is the same only when every choice is, whatever the order of its lists", () => {
  const vip = { field: "tags", operator: "contains", value: "vip" } as const;
  const limit = (...conditions: (typeof vip | typeof emailKnown)[]) => ({
    ...form,
    limit: { ...form.limit, conditions },
  });

  expect(isSameForm(form, { ...form })).toBe(true);
  expect(
    isSameForm(limit(vip, emailKnown), limit(emailKnown, { value: "vip", operator: "contains", field: "tags" })),
  ).toBe(true);
  expect(isSameForm(form, withEmail)).toBe(false);
  expect(changedChoices(form, { ...withEmail, switches: ["perProduct"], winner: "hubspot" })).toEqual([
    "winner",
    "switches",
    "limit",
  ]);
});

test("the explanation follows the choices", () => {
  const toHubspot = { ...withEmail, direction: "to_hubspot", history: "now" } as const;

  expect(explainForm(toHubspot, customers)).toEqual([
    "limit_email",
    "history_now",
    "direction_to_hubspot",
    "creates_in_hubspot",
    "on_delete_keep",
  ]);
  expect(
    explainForm({ ...form, direction: "to_shopify", createInShopify: true, consentFromHubspot: true }, customers),
  ).toEqual([
    "limit_none",
    "history_all",
    "direction_to_shopify",
    "creates_in_shopify",
    "consent_raised",
    "on_delete_keep",
  ]);
});

test("the explanation of an object speaks of what it has alone", () => {
  expect(explainForm({ ...form, direction: "to_hubspot", history: "days" }, orders)).toEqual([
    "limit_none",
    "history_days",
    "direction_to_hubspot",
    "asDeals_off",
    "creates_in_hubspot",
    "on_delete_cancel",
  ]);
  const some = { match: "any", scope: "new_records", conditions: [emailKnown, emailKnown] } as const;
  expect(explainForm({ ...form, switches: ["perProduct"], limit: some }, products)).toEqual([
    "limit_any_new_records",
    "direction_both",
    "winner_shopify",
    "perProduct_on",
    "creates_in_hubspot",
    "never_creates_in_shopify",
    "on_delete_delete",
  ]);
});
