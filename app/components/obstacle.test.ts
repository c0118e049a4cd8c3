import { expect, test } from "vitest";
import type { Obstacle } from "./obstacle.ts";
import { isBlocked, withB2b } from "./obstacle.ts";

const scopes: Obstacle = { kind: "hubspot_scopes", scopes: ["crm.objects.companies.read"] };

test("what Shopify has just said replaces what it said before", () => {
  expect(withB2b([{ kind: "no_b2b" }, scopes], "available")).toEqual([scopes]);
  expect(withB2b([scopes], "unavailable")).toEqual([{ kind: "no_b2b" }, scopes]);
  expect(withB2b([{ kind: "no_b2b" }], "missing_scope")).toEqual([{ kind: "no_company_access" }]);
});

test("without an answer what was known stands", () => {
  expect(withB2b([{ kind: "no_b2b" }], "unknown")).toEqual([{ kind: "no_b2b" }]);
});

test("only a shop without companies bars the way; what HubSpot lacks can be granted", () => {
  expect(isBlocked([{ kind: "no_b2b" }])).toBe(true);
  expect(isBlocked([scopes, { kind: "recent_orders_only" }])).toBe(false);
});
