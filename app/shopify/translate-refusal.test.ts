import { expect, test } from "vitest";
import { translateRefusal } from "./translate-refusal.ts";

const attributes = { title: "name", price: "price", zoneCode: "provinceCode" };

const show = (field: readonly string[] | null, message: string, code?: string) => {
  const result = translateRefusal([{ field, message, ...(code ? { code } : {}) }], attributes);
  return result.kind === "gone" ? "gone" : `${result.error.code} ${result.error.details.field ?? "-"}`;
};

test.each([
  [["variants", "0", "price"], "Price must be positive", "GREATER_THAN_OR_EQUAL_TO", "invalid_value price"],
  [["input", "title"], "Title can't be blank", undefined, "invalid_value name"],
  [["address", "zoneCode"], "Zone code is invalid", "INVALID", "invalid_value provinceCode"],
  [["input"], "Something new", "GENERIC_ERROR", "invalid_value -"],
  [null, "Something new", undefined, "invalid_value -"],
  [["productId"], "Product does not exist", "PRODUCT_DOES_NOT_EXIST", "gone"],
  [["variants", "0", "id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST", "gone"],
  [["companyId"], "The company doesn't exist", "RESOURCE_NOT_FOUND", "gone"],
  [["id"], "Product does not exist", undefined, "gone"],
  [["input", "title"], "A title like this does not exist", undefined, "invalid_value name"],
])("%o, %s (%s) is %s", (field, message, code, expected) => {
  expect(show(field, message, code)).toBe(expected);
});

test("Shopify's words, which may quote a value, stay in the cause", () => {
  const result = translateRefusal([{ field: ["title"], message: "'Ada' is too long" }], attributes);

  expect(JSON.stringify(result.kind === "failed" && result.error.details)).not.toContain("Ada");
});
