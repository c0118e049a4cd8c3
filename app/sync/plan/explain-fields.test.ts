import { expect, test } from "vitest";
import { settingsFor } from "#tests/support/memory/tables.ts";
import { customers } from "../objects/customers/definition.ts";
import type { ObjectSettings } from "../ports.ts";
import type { ExplainInput } from "./explain-fields.ts";
import { explainFields } from "./explain-fields.ts";
import type { Plan } from "./plan.ts";

const pair = { toShopify: {}, toHubspot: {}, skipped: [], putBack: [], fights: [], rules: {}, effect: null };
const both = { shopify: { city: "Rome", email: "a@x.io" }, hubspot: { city: "London", email: "a@x.io" } };

function explain(plan: Plan | null, more: Partial<ObjectSettings> = {}, read: ExplainInput["read"] = both) {
  const settings = settingsFor("customers", more);
  const fields = explainFields({ definition: customers, settings, plan, read });
  return (name: string) => fields.find(({ hubspot }) => hubspot === name);
}

test("a field tells both values, the rule that decided it and where a sync would write it", () => {
  const plan = {
    kind: "update",
    ...pair,
    toHubspot: { city: "Rome" },
    rules: { city: "conflict", email: "equal" },
  } as const;

  const field = explain(plan);

  expect(field("city")).toMatchObject({ inShopify: "Rome", inHubspot: "London", rule: "conflict", writes: "hubspot" });
  expect(field("email")).toMatchObject({ rule: "equal", writes: null });
});

test("a field that cannot be written says why", () => {
  const skipped = [{ field: "city", reason: "invalid_value" }] as const;

  expect(explain({ kind: "nothing", ...pair, skipped, rules: { city: "refused" } })("city")).toMatchObject({
    rule: "refused",
    reason: "invalid_value",
    writes: null,
  });
});

test.each([
  [
    "switched_off",
    { mappings: [{ shopify: "city", hubspot: "city", direction: "both", transform: "text", enabled: false }] },
  ],
  ["unavailable", { unavailable: { city: "missing" } }],
] as const)("a field that rests says so: %s", (rule, settings) => {
  expect(explain({ kind: "nothing", ...pair }, settings)("city")).toMatchObject({ rule, writes: null });
});

test("a field that goes only to HubSpot rests while the sync goes only to Shopify", () => {
  expect(explain({ kind: "nothing", ...pair }, { direction: "to_shopify" })("company")?.rule).toBe("wrong_way");
});

test("of a record that is left out equal fields are told from the others", () => {
  const field = explain({ kind: "exclude", reason: "excluded_by_hand", details: null });

  expect([field("email")?.rule, field("city")?.rule]).toEqual(["equal", "left_out"]);
});

test("a record that is to be made has its fields from the one side", () => {
  const plan = { kind: "create", side: "hubspot", values: { city: "Rome" }, skipped: [] } as const;
  const field = explain(plan, {}, { shopify: both.shopify, hubspot: null });

  expect(field("city")).toMatchObject({ rule: "created", writes: "hubspot", inHubspot: undefined });
  expect(field("zip")?.rule).toBe("one_sided");
});

test("where one side is gone there is nothing to compare", () => {
  expect(explain(null, {}, { shopify: both.shopify, hubspot: null })("city")?.rule).toBe("one_sided");
});
