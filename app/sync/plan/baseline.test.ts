import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import { testHash } from "#tests/support/memory/test-hash.ts";
import { customers } from "../objects/customers/definition.ts";
import type { RecordLink } from "../ports.ts";
import type { SideRecord, Values } from "../record.ts";
import { changedSince, isAsSettled, isConsentCurrent, nextBaseline } from "./baseline.ts";

const context = { hash: testHash, connectionId: "c", definition: customers, settings: customerSettings };
const shopify: Values = { email: "a@x.io", firstName: "Ada", portalTotalSpent: "5.00", emailConsent: "subscribed" };
const hubspot: Values = { email: "a@x.io", firstname: "Ada", tandem_total_spent: "5" };
const read = { shopify, hubspot };
const nothing = { shopify: {}, hubspot: {} };
const baseline = nextBaseline(context, { read, stored: nothing, unsettled: new Set() }, null);

const link: RecordLink = {
  shopifyId: "1",
  hubspotId: "9",
  baseline,
  settingsVersion: 1,
  shopifyModifiedAt: null,
  hubspotModifiedAt: null,
  owner: true,
  putBackCount: 0,
  settledAt: "2026-03-01T00:00:00Z",
};

const customer = (values: Values): SideRecord => ({
  side: "shopify",
  id: "1",
  modifiedAt: "2026-03-01T00:00:00Z",
  values,
});
const contact = (values: Values): SideRecord => ({ ...customer(values), side: "hubspot", id: "9" });

test("a record is as it was settled until a field says something else", () => {
  expect(isAsSettled(context, customer(shopify), link)).toBe(true);
  expect(isAsSettled(context, contact(hubspot), link)).toBe(true);
  expect(isAsSettled(context, customer({ ...shopify, portalTotalSpent: "5.0", note: "" }), link)).toBe(true);
  expect(isAsSettled(context, contact({ ...hubspot, emailOptOut: "false" }), link)).toBe(true);
  expect(isAsSettled(context, customer({ ...shopify, firstName: "Ava" }), link)).toBe(false);
  expect(isAsSettled(context, customer({ ...shopify, emailConsent: "unsubscribed" }), link)).toBe(false);
  expect(isAsSettled(context, contact({ ...hubspot, emailOptOut: "true" }), link)).toBe(false);
});

test("a link older than the settings, or not wholly settled, is always compared", () => {
  expect(isAsSettled(context, customer(shopify), { ...link, settingsVersion: 0 })).toBe(false);
  const { zip, ...lacking } = baseline;
  expect(zip).toBeDefined();
  expect(isAsSettled(context, customer(shopify), { ...link, baseline: lacking })).toBe(false);
});

test("each side is held against its own hash", () => {
  const other = contact({ ...hubspot, firstname: "Ava" });

  expect(changedSince(context, "hubspot", other.values, baseline).get("firstname")).toBe(true);
  expect(changedSince(context, "shopify", shopify, baseline).get("firstname")).toBe(false);
  expect(changedSince(context, "shopify", shopify, {}).get("firstname")).toBeUndefined();
});

test("of what was written the vendor's form counts, of the rest what was read", () => {
  const stored = { shopify: {}, hubspot: { phone: "+1 202 555 0123" } };

  const next = nextBaseline(context, { read, stored, unsettled: new Set() }, null);

  const now = contact({ ...hubspot, phone: "+1 202 555 0123" });
  expect(isAsSettled(context, now, { ...link, baseline: next })).toBe(true);
});

test("a field that could not be settled keeps the baseline it had, or gets none", () => {
  const unsettled = new Set(["firstname", "consent:email"]);
  const later = { shopify: { ...shopify, firstName: "Ava", emailConsent: "unsubscribed" }, hubspot };

  const kept = nextBaseline(context, { read: later, stored: nothing, unsettled }, baseline);
  const none = nextBaseline(context, { read: later, stored: nothing, unsettled }, null);

  expect(kept.firstname).toEqual(baseline.firstname);
  expect(kept["consent:email"]).toEqual(baseline["consent:email"]);
  expect(none.firstname).toBeUndefined();
  expect(none.lastname).toBeDefined();
});

test("a direction leaves out the fields it rests", () => {
  const toShopify = { ...context, settings: { ...customerSettings, direction: "to_shopify" as const } };

  const next = nextBaseline(toShopify, { read, stored: nothing, unsettled: new Set() }, null);

  expect(Object.keys(next)).toContain("firstname");
  expect(Object.keys(next)).not.toContain("tandem_locale");
});

test("an effect that a later consent overtook is known", () => {
  expect(isConsentCurrent(testHash, "c", link, "subscribed")).toBe(true);
  expect(isConsentCurrent(testHash, "c", link, "unsubscribed")).toBe(false);
});
