import { expect, test } from "vitest";
import { newProductInput, productInput, variantInput } from "./product-input.ts";

test("only what is named is sent, each to where it belongs", () => {
  const values = { name: "Cup", descriptionHtml: null, tags: "b, A ,", price: "1.50", sku: null, barcode: null };

  expect(productInput(values)).toEqual({ title: "Cup", descriptionHtml: "", tags: ["b", "A"] });
  expect(variantInput(values)).toEqual({ price: "1.50", inventoryItem: { sku: "" }, barcode: null });
  expect(productInput({ price: "1" })).toEqual({});
  expect(variantInput({ name: "Cup" })).toEqual({});
});

test("a price is never cleared, and one of zero is a price", () => {
  expect(variantInput({ price: null })).toEqual({});
  expect(variantInput({ price: "0" })).toEqual({ price: "0" });
  expect(variantInput({ compareAtPrice: null })).toEqual({ compareAtPrice: null });
});

test("a new product is a draft with one variant and no options that a person would see", () => {
  expect(newProductInput({ name: "Cup", sku: "C-1", price: "5" })).toEqual({
    title: "Cup",
    status: "DRAFT",
    productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
    variants: [
      {
        optionValues: [{ optionName: "Title", name: "Default Title" }],
        price: "5",
        inventoryItem: { sku: "C-1" },
      },
    ],
  });
});
