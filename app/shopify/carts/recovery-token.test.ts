import { expect, test } from "vitest";
import { recoveryToken } from "./recovery-token.ts";

test.each([
  ["https://demo.myshopify.com/548380009/checkouts/4207896aad57dfb159/recover?key=8cf0", "4207896aad57dfb159"],
  ["https://demo.myshopify.com/548380009/checkouts/ac/Z2NwLXVzLWVhc3Qx/recover?key=8cf0&locale=en", "Z2NwLXVzLWVhc3Qx"],
  ["https://shop.example/checkouts/cn/Z2NwLXVz/recover", "Z2NwLXVz"],
  ["https://shop.example/fr-ca/checkouts/ac/abc123/recover?key=1", "abc123"],
  ["https://shop.example/de/548380009/checkouts/abc123/recover/", "abc123"],
  ["https://shop.example/checkouts/ac/abc%3D%3D/recover", "abc=="],
  ["https://shop.example/checkouts/a1b2-c3_d4.e~/recover", "a1b2-c3_d4.e~"],
])("the token of %s is %s", (address, token) => {
  expect(recoveryToken(address)).toBe(token);
});

test.each([
  "https://shop.example/cart/c/abc123?key=1",
  "https://shop.example/checkouts/abc123",
  "https://shop.example/checkouts/ac/recover",
  "https://shop.example/checkouts//recover",
  "https://shop.example/checkouts/abc/xyz/123/recover",
  "https://shop.example/?next=/checkouts/abc123/recover",
  "https://shop.example/checkouts/ab%E0%A4%A/recover",
  "not an address",
  "",
])("%j names no token", (address) => {
  expect(recoveryToken(address)).toBeNull();
});
