import { expect, test } from "vitest";
import { testHash } from "#tests/support/memory/test-hash.ts";
import { carts } from "../objects/carts/definition.ts";
import { companies } from "../objects/companies/definition.ts";
import { customers } from "../objects/customers/definition.ts";
import { orders } from "../objects/orders/definition.ts";
import { products } from "../objects/products/definition.ts";
import { searchHashesOf, searchHashesOfText } from "./search-hashes.ts";

const stored = searchHashesOf(testHash, "c", customers.searchKeys, {
  email: "Ada@X.io",
  phone: "+1 202-555-0123",
  customerId: "7001",
  firstName: "Ada",
  lastName: "King  Lovelace",
});

const found = [
  "ada@x.io",
  " ADA@x.io",
  "7001",
  "+12025550123",
  "1 (202) 555 0123",
  "ada",
  "King Lovelace",
  "ada king lovelace",
];

test.each(found)("%j finds the customer", (typed) => {
  expect(searchHashesOfText(testHash, "c", typed).some((hash) => stored.includes(hash))).toBe(true);
});

test.each(["bob@x.io", "7002", "lovelace", "", "   ", "202"])("%j does not", (typed) => {
  expect(searchHashesOfText(testHash, "c", typed).some((hash) => stored.includes(hash))).toBe(false);
});

test("hashes show nothing, and another connection's differ", () => {
  expect(stored.join()).not.toMatch(/ada|2025550123/i);
  expect(searchHashesOfText(testHash, "d", "ada@x.io").some((hash) => stored.includes(hash))).toBe(false);
});

test("what is blank is not stored", () => {
  expect(searchHashesOf(testHash, "c", customers.searchKeys, { email: null, phone: "", firstName: " " })).toEqual([]);
});

test.each(["#1001", "1001", "5001", "zoe@x.io"])("%j finds the order", (typed) => {
  const values = { name: "#1001", orderId: "5001", email: "Zoe@x.io", phone: null };
  const order = searchHashesOf(testHash, "c", orders.searchKeys, values);

  expect(searchHashesOfText(testHash, "c", typed).some((hash) => order.includes(hash))).toBe(true);
});

test("a cart is found by its number", () => {
  const cart = searchHashesOf(testHash, "c", carts.searchKeys, { name: "#6001", cartId: "6001" });

  expect(searchHashesOfText(testHash, "c", "6001").some((hash) => cart.includes(hash))).toBe(true);
});

test.each(["twin shirt", "S-1", "4006381", "71", "7"])("%j finds the product", (typed) => {
  const values = { name: "Twin  Shirt", sku: "S-1", barcode: "4006381", variantId: "71", productId: "7" };
  const product = searchHashesOf(testHash, "c", products.searchKeys, values);

  expect(searchHashesOfText(testHash, "c", typed).some((hash) => product.includes(hash))).toBe(true);
});

test.each(["acme", "acme.example", "X-9", "501"])("%j finds the company", (typed) => {
  const values = { name: "Acme", domain: "acme.example", externalId: "X-9", companyId: "501" };
  const company = searchHashesOf(testHash, "c", companies.searchKeys, values);

  expect(searchHashesOfText(testHash, "c", typed).some((hash) => company.includes(hash))).toBe(true);
});
