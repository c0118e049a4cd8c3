import { expect, test } from "vitest";
import { checkBulkResultUrl } from "./bulk-result-url.ts";

test.each([
  "https://storage.googleapis.com/shopify-tiers-assets-prod-us-east1/bulk-operation-outputs/x-final?GoogleAccessId=a&Signature=b%2Fc",
  "https://bulk.shopify.com/x",
])("%s is where Shopify keeps results", (url) => {
  expect(checkBulkResultUrl(url).href).toBe(url);
});

test.each([
  "http://storage.googleapis.com/x",
  "https://storage.googleapis.com:8443/x",
  "https://user@storage.googleapis.com/x",
  "https://evilshopify.com/x",
  "https://storage.googleapis.com.evil.example/x",
  "https://127.0.0.1/x",
  "file:///etc/passwd",
  "not an address",
  "",
])("%s is refused", (url) => {
  expect(() => checkBulkResultUrl(url)).toThrow("bulk_url_refused");
});
