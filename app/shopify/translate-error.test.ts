import { expect, test } from "vitest";
import {
  deniesAccess,
  retryAfterMs,
  throttleWaitMs,
  translateGraphqlErrors,
  translateStatus,
} from "./translate-error.ts";
import { unexplained } from "./unexplained.ts";

test.each([
  [401, "reconnect", "shopify_access_revoked"],
  [402, "transient", "shop_frozen"],
  [403, "reconnect", "shopify_access_denied"],
  [404, "reconnect", "shopify_access_denied"],
  [423, "transient", "shop_locked"],
  [429, "transient", "rate_limited"],
  [430, "transient", "shopify_rejected"],
  [500, "transient", "shopify_unavailable"],
  [503, "transient", "shopify_unavailable"],
  [418, "bug", "shopify_refused_request"],
])("status %i is %s: %s", (status, kind, code) => {
  expect(translateStatus(status, null)).toMatchObject({ kind, code });
});

test("Retry-After is seconds, with or without a fraction", () => {
  expect(retryAfterMs("2.0")).toBe(2000);
  expect(retryAfterMs("0")).toBe(0);
  expect(retryAfterMs(null)).toBeUndefined();
  expect(retryAfterMs("soon")).toBeUndefined();
  expect(translateStatus(429, "2.5").afterMs).toBe(2500);
});

test("a throttled query waits until the bucket holds what it asked for", () => {
  const status = (currentlyAvailable: number, restoreRate = 100) => ({
    requestedQueryCost: 752,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate },
  });

  expect(throttleWaitMs(status(252))).toBe(5000);
  expect(throttleWaitMs(status(752))).toBe(100);
  expect(throttleWaitMs(status(0, 0))).toBe(1000);
  expect(throttleWaitMs(undefined)).toBe(1000);
});

test("errors without data are told apart by their codes", () => {
  const coded = (code: string) => [{ message: "x", extensions: { code } }];

  expect(translateGraphqlErrors(coded("ACCESS_DENIED"))).toMatchObject({ kind: "reconnect", code: "missing_scope" });
  expect(translateGraphqlErrors(coded("INTERNAL_SERVER_ERROR")).kind).toBe("transient");
  expect(translateGraphqlErrors(coded("SHOP_INACTIVE"))).toMatchObject({ kind: "transient", code: "shop_frozen" });
  expect(translateGraphqlErrors(coded("MAX_COST_EXCEEDED")).kind).toBe("bug");
  expect(translateGraphqlErrors([]).kind).toBe("bug");
  expect(deniesAccess([{ message: "This app is not approved to access the Customer object" }])).toBe(true);
  expect(deniesAccess(coded("INTERNAL_SERVER_ERROR"))).toBe(false);
});

test("access denied for want of B2B is no missing scope", () => {
  const denied = (message: string) => [{ message, extensions: { code: "ACCESS_DENIED" } }];
  const b2b = denied(
    "Access denied for companies field. Required access: `read_companies`. The shop must have access to B2B.",
  );

  expect(translateGraphqlErrors(b2b)).toMatchObject({ kind: "permanent", code: "b2b_unavailable" });
  expect(unexplained(b2b)).toMatchObject({ kind: "permanent", code: "b2b_unavailable" });
  expect(unexplained(denied("Access denied for customers field."))).toMatchObject({ code: "missing_scope" });
  expect(unexplained([{ message: "The B2B service is down" }])).toMatchObject({ code: "shopify_unavailable" });
});
