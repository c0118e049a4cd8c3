import { expect, test } from "vitest";
import { authorizedScopes } from "#app/hubspot/granted-scopes.ts";
import { listFeatures } from "./list-features.ts";

const everything = [...authorizedScopes.required, ...authorizedScopes.optional];

test("an account that granted everything lacks nothing", () => {
  const features = listFeatures(everything);

  expect(features.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["customers", "companies", "orders", "consent"]),
  );
  expect(features.flatMap(({ missing }) => missing)).toEqual([]);
});

test("each feature names what it lacks, line items and all", () => {
  const granted = everything.filter((scope) => !/line_items|communication/.test(scope));

  const lacking = listFeatures(granted).filter(({ missing }) => missing.length > 0);

  expect(lacking.map(({ key }) => key)).toEqual(["orders", "carts", "consent"]);
  expect(lacking[0]?.missing).toContain("crm.objects.line_items.write");
});

test("what the app does not ask for is not offered", () => {
  const asked = { required: authorizedScopes.required, optional: [] };

  expect(listFeatures([], asked).map(({ key }) => key)).toEqual(["customers", "companies"]);
});
