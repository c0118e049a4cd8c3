import { expect, test } from "vitest";
import { modesOf, syncObjects } from "#app/sync/objects/index.ts";
import { areOptional, authorizedScopes, missingScopes, scopesOf } from "./granted-scopes.ts";

const { required, optional } = authorizedScopes;

test("every scope that an object needs is asked for, and none that no object needs", () => {
  const needed = syncObjects.flatMap(modesOf).flatMap((definition) => {
    const { read, write } = scopesOf(definition);
    return [...read, ...write];
  });
  const asked = [...required, ...optional].filter(
    (scope) => scope !== "oauth" && !scope.startsWith("communication_preferences."),
  );

  expect([...new Set(needed)].sort()).toEqual([...asked].sort());
  expect(required.filter((scope) => optional.includes(scope))).toEqual([]);
});

test("an account of any tier can install: only what every account has is required", () => {
  expect(missingScopes("customers", required)).toEqual([]);
  expect(missingScopes("companies", required)).toEqual([]);
  expect(
    required.filter((scope) => !/^(oauth|crm\.(objects|schemas)\.(contacts|companies)\.(read|write))$/.test(scope)),
  ).toEqual([]);
});

test("says what an object lacks, its parts included", () => {
  const granted = [...required, ...optional].filter((scope) => !/line_items|carts/.test(scope));

  expect(missingScopes("orders", granted)).toEqual([
    "crm.objects.line_items.read",
    "crm.schemas.line_items.read",
    "crm.objects.line_items.write",
  ]);
  expect(missingScopes("products", granted)).toEqual([]);
  expect(missingScopes("carts", granted)).toContain("crm.schemas.carts.write");
});

test("orders that are deals need the scopes of deals, and none of orders", () => {
  const granted = [...required, ...optional].filter((scope) => !/orders|deals/.test(scope));

  expect(missingScopes("orders", granted, { options: { asDeals: true } })).toEqual([
    "crm.objects.deals.read",
    "crm.schemas.deals.read",
    "crm.objects.deals.write",
    "crm.schemas.deals.write",
  ]);
});

test("scopes are optional when the portal may do without each of them", () => {
  expect(areOptional(["e-commerce", "crm.objects.products.read"])).toBe(true);
  expect(areOptional(["crm.objects.contacts.read", "e-commerce"])).toBe(false);
  expect(areOptional([])).toBe(false);
});
