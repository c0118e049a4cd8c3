import { expect, test } from "vitest";
import type { FieldDefinition } from "../definition.ts";
import type { PairPlan, Plan } from "../plan/plan.ts";
import type { Reviewed } from "./find-kinds.ts";
import { conflictsOf, findKinds, noParts } from "./find-kinds.ts";

const sku: FieldDefinition = {
  ...{ shopify: "sku", hubspot: "hs_sku", direction: "both", transform: "text", mayBeTaken: true },
};
const nothing: PairPlan = {
  toShopify: {},
  toHubspot: {},
  skipped: [],
  putBack: [],
  fights: [],
  rules: {},
  effect: null,
};
const update: Plan = { kind: "update", ...nothing, toHubspot: { firstname: "Ann" } };
const create: Plan = { kind: "create", side: "hubspot", values: {}, skipped: [] };

function kindsOf(reviewed: Partial<Reviewed>): readonly string[] {
  const whole = { plan: null, ended: null, gone: null, conflicts: [], parts: noParts, ...reviewed };
  return Object.entries(findKinds({ fields: [sku] }, whole))
    .filter(([, amount]) => amount > 0)
    .map(([kind]) => kind);
}

test.each<[string, Partial<Reviewed>, readonly string[]]>([
  ["a record that HubSpot lacks", { plan: create }, ["create_hubspot"]],
  ["one that Shopify lacks", { plan: { ...create, side: "shopify" } }, ["create_shopify"]],
  ["a pair that differs in HubSpot", { plan: update }, ["update", "to_hubspot"]],
  [
    "a pair that differs on both sides",
    { plan: { ...update, toShopify: { lastName: "Lee" } } },
    ["update", "to_hubspot", "to_shopify"],
  ],
  ["a pair that says the same and is not linked", { plan: { kind: "link", ...nothing } }, ["link"]],
  ["a linked pair that is in step", { plan: { kind: "nothing", ...nothing } }, ["unchanged"]],
  [
    "a preference to be told to HubSpot",
    { plan: { kind: "nothing", ...nothing, effect: "subscribed" } },
    ["unchanged", "consent"],
  ],
  ["a record of no e-mail", { plan: { kind: "exclude", reason: "no_email", details: null } }, ["exclude:no_email"]],
  [
    "a record that a condition leaves out, told by the condition and without its value",
    {
      plan: { kind: "exclude", reason: "limit_not_met", details: { field: "tags", operator: "contains", value: "x" } },
    },
    ["exclude:limit_not_met:tags:contains"],
  ],
  [
    "a record with two counterparts",
    { plan: { kind: "fail", reason: "ambiguous_match", details: null } },
    ["fail:ambiguous_match"],
  ],
  [
    "one that HubSpot deleted",
    { ended: { status: "excluded", reason: "deleted_in_hubspot" } },
    ["exclude:deleted_in_hubspot"],
  ],
  ["one that is as it was settled", { ended: { status: "in_sync", reason: null } }, ["unchanged"]],
  ["one that is not to be seen", {}, []],
  ["one that Shopify deleted", { gone: "delete", ended: { status: "excluded", reason: "x" } }, ["gone:delete"]],
])("%s is counted as what becomes of it", (_, reviewed, kinds) => {
  expect(kindsOf(reviewed)).toEqual(kinds);
});

test("a field that must stay out is told besides what becomes of its record, unless the record does without it", () => {
  const without = (field: string, reason: "value_taken" | "invalid_value") =>
    kindsOf({ plan: { ...create, skipped: [{ field, reason }] } });

  expect(without("phone", "invalid_value")).toEqual(["create_hubspot", "partly:invalid_value"]);
  expect(without("hs_sku", "value_taken")).toEqual(["create_hubspot"]);
});

test("a record counts once as a conflict, and once for each of its fields", () => {
  expect(kindsOf({ plan: update, conflicts: ["firstname", "phone"] })).toEqual([
    ...["update", "to_hubspot", "conflict", "conflict:firstname", "conflict:phone"],
  ]);
});

test("parts are counted one by one", () => {
  const reviewed = {
    plan: create,
    ended: null,
    gone: null,
    conflicts: [],
    parts: { create: 3, update: 0, archive: 1 },
  };

  expect(findKinds({ fields: [] }, reviewed)).toMatchObject({ create_hubspot: 1, part_create: 3, part_archive: 1 });
});

test("fields in which both sides have a value of their own are conflicts, whoever wins; others are none", () => {
  const rules: PairPlan["rules"] = {
    firstname: "first_winner",
    phone: "conflict",
    city: "blank_kept",
    zip: "blank_filled",
    lastname: "shopify_changed",
    email: "equal",
  };

  expect(conflictsOf({ ...update, rules })).toEqual(["firstname", "phone", "city"]);
  expect(conflictsOf(create)).toEqual([]);
});
