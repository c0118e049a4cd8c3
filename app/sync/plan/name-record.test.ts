import { expect, test } from "vitest";
import { nameRecord } from "./name-record.ts";

const at = { id: "1", modifiedAt: "2026-11-25T00:00:00Z" };

test.each([
  ["customers", "shopify", { firstName: "Ada", lastName: "Byron", email: "a@x.io" }, "Ada Byron", "a@x.io"],
  ["customers", "hubspot", { firstname: "Ada", lastname: null, email: "a@x.io" }, "Ada", "a@x.io"],
  ["customers", "hubspot", { email: "a@x.io" }, null, "a@x.io"],
  ["products", "hubspot", { name: "Shirt", hs_sku: "S-1" }, "Shirt", "S-1"],
  ["companies", "hubspot", { name: "Acme", domain: "acme.example" }, "Acme", "acme.example"],
] as const)("a record of %s in %s is named by what people know it by", (object, side, values, title, detail) => {
  expect(nameRecord(object, { ...at, side, values })).toEqual({ title, detail });
});
