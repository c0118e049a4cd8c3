import { createHmac, timingSafeEqual } from "node:crypto";

export interface Delivery {
  readonly topic: string;
  readonly shop: string;
  /** stays the same when Shopify repeats the delivery */
  readonly deliveryId: string;
  /** when it happened, ISO 8601; null when Shopify did not say */
  readonly triggeredAt: string | null;
  readonly rawBody: string;
}

export type VerifiedDelivery =
  | { readonly kind: "valid"; readonly delivery: Delivery }
  | { readonly kind: "incomplete"; readonly missing: string }
  | { readonly kind: "forged" };

const needed = ["x-shopify-hmac-sha256", "x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id"] as const;

/**
 * Checks a webhook with nothing but its headers, its bytes and our secret. No session is loaded: the library's own check refreshes the
 * shop's token first, and answers 500 for ever once the app is uninstalled (shopify-app-js#3360).
 * Source: shopify.dev/docs/apps/build/webhooks/verify-deliveries: base64 HMAC-SHA-256 of the raw body.
 */
export function verifyDelivery(headers: Headers, body: Uint8Array, secret: string): VerifiedDelivery {
  const missing = needed.find((name) => !headers.get(name));
  if (missing) return { kind: "incomplete", missing };
  const read = (name: (typeof needed)[number]) => headers.get(name) ?? "";
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(read("x-shopify-hmac-sha256"), "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return { kind: "forged" };
  const triggered = new Date(headers.get("x-shopify-triggered-at") ?? "");
  return {
    kind: "valid",
    delivery: {
      topic: read("x-shopify-topic"),
      shop: read("x-shopify-shop-domain").toLowerCase(),
      deliveryId: read("x-shopify-webhook-id"),
      triggeredAt: Number.isNaN(triggered.getTime()) ? null : triggered.toISOString(),
      rawBody: Buffer.from(body).toString("utf8"),
    },
  };
}
