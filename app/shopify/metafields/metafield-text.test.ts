import { expect, test } from "vitest";
import { isReference, metafieldText, referencedIds } from "./metafield-text.ts";

test.each([
  ["date_time", "2026-02-28T12:00:00+02:00", "2026-02-28T10:00:00.000Z"],
  ["date_time", "2026-02-28T12:00:00", "2026-02-28T12:00:00.000Z"],
  ["date", "2026-02-28", "2026-02-28"],
  ["number_decimal", "1.50", "1.50"],
  ["boolean", "true", "true"],
  ["single_line_text_field", "  ", null],
  ["single_line_text_field", "[]", "[]"],
  ["list.color", "[ ]", null],
  ["list.color", '["#ff0000"]', '["#ff0000"]'],
  ["money", '{"amount":"5.00","currency_code":"USD"}', '{"amount":"5.00","currency_code":"USD"}'],
])("a metafield of type %s that holds %j is %j", (type, value, expected) => {
  expect(metafieldText(type, value)).toBe(expected);
});

test("references are told by their type, and name one record or a list of them", () => {
  expect(["product_reference", "list.file_reference", "url"].map(isReference)).toEqual([true, true, false]);
  expect(referencedIds("product_reference", "gid://shopify/Product/1")).toEqual(["gid://shopify/Product/1"]);
  expect(referencedIds("list.product_reference", '["a","b"]')).toEqual(["a", "b"]);
});
