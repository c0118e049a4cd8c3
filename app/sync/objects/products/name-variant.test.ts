import { expect, test } from "vitest";
import type { SideRecord } from "../../record.ts";
import { nameByProduct, variantName } from "./name-variant.ts";

test.each([
  ["Shirt", "", true, "Shirt"],
  ["Shirt", "Default Title", true, "Shirt"],
  ["Shirt", "M / Grün", false, "Shirt - M / Grün"],
  ["Shirt", "  ", false, "Shirt"],
])("%j with the variant %j (only: %s) is named %j", (productTitle, variantTitle, isOnlyVariant, name) => {
  expect(variantName({ productTitle, variantTitle, isOnlyVariant })).toBe(name);
});

test("per product the record is named by the product, which may be written back", () => {
  const record: SideRecord = {
    side: "shopify",
    id: "1",
    modifiedAt: "2026-01-01T00:00:00.000Z",
    values: { name: "Shirt - M", productTitle: "Shirt", isNamedAlone: "false", sku: "S-M" },
  };

  expect(nameByProduct(record)).toEqual({
    ...record,
    values: { name: "Shirt", productTitle: "Shirt", isNamedAlone: "true", sku: "S-M" },
  });
  expect(nameByProduct({ ...record, values: { sku: "S-M" } }).values).toEqual({ sku: "S-M" });
});
