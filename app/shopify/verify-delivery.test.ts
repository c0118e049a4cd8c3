import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { verifyDelivery } from "./verify-delivery.ts";

const secret = "secret";
const body = Buffer.from('{"id": 1, "name": "Zoë"}');

function headers(changes: Record<string, string | null> = {}): Headers {
  const all: Record<string, string | null> = {
    "X-Shopify-Hmac-Sha256": createHmac("sha256", secret).update(body).digest("base64"),
    "X-Shopify-Topic": "customers/update",
    "X-Shopify-Shop-Domain": "Demo.myshopify.com",
    "X-Shopify-Webhook-Id": "id-1",
    "X-Shopify-Triggered-At": "2026-11-01T10:00:00.123456789Z",
    ...changes,
  };
  return new Headers(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]])),
  );
}

test("takes a delivery that Shopify signed", () => {
  expect(verifyDelivery(headers(), body, secret)).toEqual({
    kind: "valid",
    delivery: {
      topic: "customers/update",
      shop: "demo.myshopify.com",
      deliveryId: "id-1",
      triggeredAt: "2026-11-01T10:00:00.123Z",
      rawBody: body.toString(),
    },
  });
});

test("tells a forged one from an incomplete one", () => {
  expect(verifyDelivery(headers({ "X-Shopify-Hmac-Sha256": "c2hvcnQ=" }), body, secret).kind).toBe("forged");
  expect(verifyDelivery(headers(), Buffer.from("{}"), secret).kind).toBe("forged");
  expect(verifyDelivery(headers(), body, "another").kind).toBe("forged");
  expect(verifyDelivery(headers({ "X-Shopify-Topic": null }), body, secret)).toEqual({
    kind: "incomplete",
    missing: "x-shopify-topic",
  });
});

test("does without a time that is missing or unreadable", () => {
  const verified = verifyDelivery(headers({ "X-Shopify-Triggered-At": "yesterday" }), body, secret);

  expect(verified.kind === "valid" && verified.delivery.triggeredAt).toBeNull();
});
