import { expect, test } from "vitest";
import { expiresAt } from "#app/sync/ageing.ts";
import { mapTo } from "#app/sync/mapping/map-value.ts";
import { supersededCart } from "#app/sync/objects/carts/cart-status.ts";
import { ABANDONED_AFTER_MS, checkoutAge, PENDING_EXPIRES_AFTER_MS } from "#app/sync/objects/carts/checkout-age.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { SideRecord, Value, Values } from "#app/sync/record.ts";
import { withStage } from "#app/sync/stages/resolve-stage.ts";

const shop = "demo.myshopify.com";
const definition = objectUnder("carts", { options: { asDeals: true } });
const updatedAt = "2026-03-01T11:00:00.000Z";
const later = (ms: number) => new Date(Date.parse(updatedAt) + ms);

const checkout = (more: Values = {}): SideRecord => ({
  side: "shopify",
  id: "6001",
  modifiedAt: updatedAt,
  values: {
    ...{ cartId: "6001", shop, token: "tok3n", name: "#6001", note: "für Zoë\n🌱", status: "abandoned" },
    ...{ recoveryUrl: "https://demo.myshopify.com/r", createdAt: "2026-03-01T10:00:00.000Z", updatedAt },
    ...{ completedAt: null, currency: "KWD", totalPrice: "1.255", subtotalPrice: "1.000", totalDiscounts: "0.0" },
    ...{ discountCodes: "TEN", totalTax: "0.255", shippingPrice: null, acceptsMarketing: "true" },
    ...more,
  },
});

function toDeal(record: SideRecord, now: Date): Record<string, Value> {
  const adjusted = (definition.adjustments ?? []).reduce((changed, { adjust }) => adjust(changed), record);
  const { values } = withStage(definition, { stages: [] }, checkoutAge.adjust(adjusted, now));
  return Object.fromEntries(
    definition.fields.map((field) => {
      const mapped = mapTo(field, "hubspot", { shopify: values, hubspot: {} });
      return [field.hubspot, mapped.ok ? mapped.value : mapped.reason];
    }),
  );
}

const rows: readonly [string, Value][] = [
  ["dealname", "#6001"],
  ["amount", "1.255"],
  ["deal_currency_code", "KWD"],
  ["createdate", "2026-03-01T10:00:00.000Z"],
  ["pipeline", "75e28846-ad0d-4be2-a027-5e1da6590b98"],
  ["dealstage", "checkout_abandoned"],
  ["description", "für Zoë\n🌱"],
  ["tandem_shop", shop],
  ["tandem_cart_id", "6001"],
  ["tandem_started_at", "2026-03-01T10:00:00.000Z"],
  ["tandem_completed_at", null],
  ["tandem_is_abandoned", "true"],
  ["tandem_checkout_status", "abandoned"],
  ["tandem_recovery_url", "https://demo.myshopify.com/r"],
  ["tandem_subtotal", "1"],
  ["tandem_discount", "0"],
  ["tandem_discount_codes", "TEN"],
  ["tandem_tax", "0.255"],
  ["tandem_shipping_cost", null],
  ["tandem_accepts_marketing", "true"],
  ["tandem_first_sync", null],
];

test.each(rows)("%s of a checkout's deal is %j", (property, value) => {
  expect(toDeal(checkout(), later(ABANDONED_AFTER_MS))[property]).toBe(value);
});

test("the table above has a row for every property", () => {
  expect(rows.map(([property]) => property).sort()).toEqual(definition.fields.map(({ hubspot }) => hubspot).sort());
});

// what happened · minutes since the buyer last did something · stage
test.each([
  ["is open", "abandoned", 0, "checkout_pending"],
  ["is open", "abandoned", 14, "checkout_pending"],
  ["is open", "abandoned", 15, "checkout_abandoned"],
  ["was ordered", "recovered", 0, "checkout_completed"],
  ["was replaced by a newer one", "superseded", 99, "cancelled"],
] as const)(
  "a checkout that %s (%s), %i minutes after it was touched, stands in %s",
  (_what, status, minutes, stage) => {
    const deal = toDeal(checkout({ status }), later(minutes * 60_000));

    expect(deal.dealstage).toBe(stage);
    expect(deal.tandem_is_abandoned).toBe(String(stage === "checkout_abandoned"));
  },
);

test("a pending checkout is looked at again when it counts as abandoned, any other is not", () => {
  const pending = checkout();

  expect(checkoutAge.nextAt(pending, later(0))).toBe(later(ABANDONED_AFTER_MS).toISOString());
  expect(checkoutAge.nextAt(pending, later(ABANDONED_AFTER_MS))).toBeNull();
  expect(checkoutAge.nextAt({ ...pending, values: supersededCart(pending.values) }, later(0))).toBeNull();
});

test.each([
  ["pending", "2026-03-01T10:00:00.000Z", "2026-03-03T10:00:00.000Z"],
  ["abandoned", "2026-03-01T10:00:00.000Z", null],
  ["pending", null, null],
] as const)("a %s checkout begun at %s that Shopify shows no more goes at %s", (status, startedAt, at) => {
  const hubspot = { tandem_checkout_status: status, tandem_started_at: startedAt };

  expect(expiresAt(checkoutAge, hubspot)).toBe(at);
  expect(PENDING_EXPIRES_AFTER_MS).toBe(48 * 3_600_000);
});

test("a checkout without a token is told by its id", () => {
  const key = (record: SideRecord) => definition.adjustments?.[0]?.adjust(record).values.cartKey;

  expect([key(checkout()), key(checkout({ token: null }))]).toEqual([`${shop}:tok3n`, `${shop}:6001`]);
});
