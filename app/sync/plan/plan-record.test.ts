import fc from "fast-check";
import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import { testHash } from "#tests/support/memory/test-hash.ts";
import { customers } from "../objects/customers/definition.ts";
import type { RecordLink, Tombstone } from "../ports.ts";
import type { Side, SideRecord, Value, Values } from "../record.ts";
import { nextBaseline } from "./baseline.ts";
import type { PlanInput } from "./plan-record.ts";
import { planRecord } from "./plan-record.ts";

const now = new Date("2026-03-01T00:00:00Z");

const record = (side: Side, values: Values): SideRecord => ({
  side,
  id: side === "shopify" ? "1" : "9",
  modifiedAt: "2026-02-01T00:00:00Z",
  values,
});
const ada = record("shopify", { email: "ada@x.io", firstName: "Ada", customerId: "1", shop: "tea.myshopify.com" });
const adaContact = record("hubspot", {
  email: "ada@x.io",
  firstname: "Ada",
  tandem_customer_id: "1",
  tandem_shop: "tea.myshopify.com",
});

const base: PlanInput = {
  shop: "tea.myshopify.com",
  definition: customers,
  settings: customerSettings,
  hash: testHash,
  connectionId: "c",
  shopify: ada,
  hubspot: null,
  link: null,
  owner: true,
  ofOtherShop: false,
  tombstone: null,
  ambiguous: [],
  refused: [],
  done: new Set(),
  now,
};

const linkOf = (shopify: SideRecord, hubspot: SideRecord, more: Partial<RecordLink> = {}): RecordLink => ({
  shopifyId: shopify.id,
  hubspotId: hubspot.id,
  baseline: nextBaseline(
    base,
    {
      read: { shopify: shopify.values, hubspot: hubspot.values },
      stored: { shopify: {}, hubspot: {} },
      unsettled: new Set(),
    },
    null,
  ),
  settingsVersion: 1,
  shopifyModifiedAt: null,
  hubspotModifiedAt: null,
  owner: true,
  putBackCount: 0,
  settledAt: now.toISOString(),
  ...more,
});

const tombstone = (side: Side, reason: Tombstone["reason"]): Tombstone => ({
  side,
  recordId: "0",
  counterpartId: "1",
  reason,
  at: now.toISOString(),
});
const withSettings = (more: Partial<typeof customerSettings>) => ({ settings: { ...customerSettings, ...more } });
const lone = { shopify: null, hubspot: adaContact } as const;
const create = { createInShopify: true };

const outcomes: readonly [string, Partial<PlanInput>, object][] = [
  ["a customer alone is created in HubSpot", {}, { kind: "create", side: "hubspot" }],
  [
    "the creation bears the key",
    {},
    { values: expect.objectContaining({ tandem_customer_key: "tea.myshopify.com:1" }) },
  ],
  [
    "a customer without e-mail is excluded",
    { shopify: record("shopify", { email: " " }) },
    { kind: "exclude", reason: "no_email" },
  ],
  [
    "a limit excludes by name",
    withSettings({ limit: [{ field: "tags", operator: "contains", value: "vip" }] }),
    { kind: "exclude", reason: "limit_not_met", details: { field: "tags", operator: "contains", value: "vip" } },
  ],
  [
    "a limit excludes a linked pair too",
    { shopify: record("shopify", { email: null }), hubspot: adaContact, link: linkOf(ada, adaContact) },
    { kind: "exclude", reason: "no_email" },
  ],
  [
    "from HubSpot only, nothing is created there",
    withSettings({ direction: "to_shopify" }),
    { kind: "exclude", reason: "wrong_direction" },
  ],
  [
    "a deleted contact is not made again",
    { tombstone: tombstone("hubspot", "deleted") },
    { kind: "exclude", reason: "deleted_in_hubspot" },
  ],
  [
    "a merged contact is not made again",
    { tombstone: tombstone("hubspot", "merged") },
    { kind: "exclude", reason: "merged_in_hubspot" },
  ],
  [
    "a deleted customer is not made again",
    { ...lone, tombstone: tombstone("shopify", "deleted") },
    { kind: "exclude", reason: "deleted_in_shopify" },
  ],
  [
    "a merged customer is not made again",
    { ...lone, tombstone: tombstone("shopify", "merged") },
    { kind: "exclude", reason: "merged_in_shopify" },
  ],
  [
    "a redacted record is not made again",
    { ...lone, tombstone: tombstone("shopify", "redacted") },
    { kind: "exclude", reason: "redacted" },
  ],
  [
    "several candidates are ambiguous",
    { ambiguous: ["7", "8"] },
    { kind: "fail", reason: "ambiguous_match", details: { candidates: "7, 8" } },
  ],
  [
    "an address that is none fails",
    { shopify: record("shopify", { email: "nonsense" }) },
    { kind: "fail", reason: "invalid_email" },
  ],
  ["a contact alone is left by default", lone, { kind: "exclude", reason: "creation_off" }],
  [
    "to HubSpot only, no customer is created",
    { ...lone, ...withSettings({ ...create, direction: "to_hubspot" }) },
    { kind: "exclude", reason: "wrong_direction" },
  ],
  [
    "another shop's contact is left",
    { ...lone, ...withSettings(create), ofOtherShop: true },
    { kind: "exclude", reason: "other_shop" },
  ],
  [
    "a contact becomes a customer where wanted",
    { ...lone, ...withSettings(create) },
    { kind: "create", side: "shopify", values: { email: "ada@x.io", firstName: "Ada" } },
  ],
  [
    "never one without a match key",
    { shopify: null, hubspot: record("hubspot", { firstname: "Bo" }), ...withSettings({ ...create, limit: [] }) },
    { kind: "exclude", reason: "no_email" },
  ],
  [
    "only within the limit",
    { ...lone, ...withSettings({ ...create, limit: [{ field: "city", operator: "is_known" }] }) },
    { kind: "exclude", reason: "limit_not_met" },
  ],
  ["equal records are linked", { hubspot: adaContact }, { kind: "link" }],
  ["a linked pair in step needs nothing", { hubspot: adaContact, link: linkOf(ada, adaContact) }, { kind: "nothing" }],
  [
    "only what changed is written",
    { shopify: record("shopify", { ...ada.values, city: "Rome" }), hubspot: adaContact, link: linkOf(ada, adaContact) },
    { kind: "update", toHubspot: { city: "Rome" }, toShopify: {} },
  ],
  [
    "what cannot go is skipped with its reason",
    { hubspot: record("hubspot", { ...adaContact.values, phone: "call me" }), link: linkOf(ada, adaContact) },
    { kind: "nothing", skipped: [{ field: "phone", reason: "invalid_phone" }] },
  ],
  [
    "what was refused is not written again",
    {
      hubspot: record("hubspot", { ...adaContact.values, phone: "+12025550123" }),
      link: linkOf(ada, adaContact),
      refused: [{ field: "phone", reason: "phone_taken" }],
    },
    { kind: "nothing", skipped: [{ field: "phone", reason: "phone_taken" }] },
  ],
  [
    "what was just written is settled",
    { hubspot: record("hubspot", { ...adaContact.values, firstname: "ADA" }), done: new Set(["firstname"]) },
    { kind: "link" },
  ],
  [
    "an edit of our own property is put back",
    { hubspot: record("hubspot", { ...adaContact.values, tandem_locale: "x" }), link: linkOf(ada, adaContact) },
    { toHubspot: { tandem_locale: null }, putBack: ["tandem_locale"] },
  ],
  [
    "a fight is stopped and told",
    {
      hubspot: record("hubspot", { ...adaContact.values, tandem_locale: "x" }),
      link: linkOf(ada, adaContact, { putBackCount: 5 }),
    },
    { kind: "nothing", fights: ["tandem_locale"] },
  ],
  [
    "yesterday's fights are forgotten",
    {
      hubspot: record("hubspot", { ...adaContact.values, tandem_locale: "x" }),
      link: linkOf(ada, adaContact, { putBackCount: 5, settledAt: "2026-02-01T00:00:00Z" }),
    },
    { putBack: ["tandem_locale"] },
  ],
  [
    "a shop that does not own the pair writes no one-way field",
    {
      shopify: record("shopify", { ...ada.values, locale: "x" }),
      hubspot: adaContact,
      link: linkOf(ada, adaContact),
      owner: false,
    },
    { kind: "nothing" },
  ],
  [
    "a country takes its province along",
    {
      shopify: record("shopify", { ...ada.values, countryCode: "US", provinceCode: "CA" }),
      hubspot: record("hubspot", { ...adaContact.values, country: "Canada", state: "Ontario" }),
      ...withSettings({ winner: "hubspot" }),
    },
    { toShopify: { countryCode: "CA", provinceCode: "ON" } },
  ],
  [
    "consent is written with our own property",
    {
      shopify: record("shopify", { ...ada.values, emailConsent: "subscribed" }),
      hubspot: record("hubspot", { ...adaContact.values, emailOptOut: "true" }),
    },
    { toShopify: { emailConsent: "unsubscribed" }, toHubspot: { tandem_email_consent: "unsubscribed" } },
  ],
];

test.each(outcomes)("%s", (_says, input, expected) => {
  expect(planRecord({ ...base, ...input })).toMatchObject(expected);
});

const text = fc.constantFrom<Value>("a", "b", null, "ß 🌱", "<i>x</i>");
const person = fc.record({
  firstName: text,
  lastName: text,
  city: text,
  zip: text,
  company: text,
  note: text,
  tags: text,
  locale: text,
});
const contact = fc.record({
  firstname: text,
  lastname: text,
  city: text,
  zip: text,
  company: text,
  tandem_note: text,
  tandem_tags: text,
  tandem_locale: text,
});
const anySettings = fc.record({
  winner: fc.constantFrom<Side>("shopify", "hubspot"),
  direction: fc.constantFrom("both" as const, "to_hubspot" as const, "to_shopify" as const),
});

/** Writes a plan as the vendors would, and settles. */
function apply(input: PlanInput & { shopify: SideRecord; hubspot: SideRecord }): PlanInput {
  const plan = planRecord(input);
  if (plan.kind !== "update" && plan.kind !== "link" && plan.kind !== "nothing") throw new Error(plan.kind);
  const stored = { shopify: plan.toShopify, hubspot: plan.toHubspot };
  const read = { shopify: input.shopify.values, hubspot: input.hubspot.values };
  const link = linkOf(input.shopify, input.hubspot, {
    baseline: nextBaseline(input, { read, stored, unsettled: new Set() }, input.link?.baseline ?? null),
  });
  const shopify = { ...input.shopify, values: { ...read.shopify, ...plan.toShopify } };
  const hubspot = { ...input.hubspot, values: { ...read.hubspot, ...plan.toHubspot } };
  return { ...input, shopify, hubspot, link };
}

test("a plan that was carried out leaves nothing to plan", () => {
  fc.assert(
    fc.property(person, contact, person, contact, anySettings, (p1, c1, p2, c2, choice) => {
      const settings = { ...customerSettings, ...choice };
      const first = {
        ...base,
        settings,
        shopify: record("shopify", { ...ada.values, ...p1 }),
        hubspot: record("hubspot", { ...adaContact.values, ...c1 }),
      };
      const settled = apply(first);
      expect(planRecord(settled).kind).toBe("nothing");
      const edited = {
        ...settled,
        shopify: record("shopify", { ...settled.shopify?.values, ...p2 }),
        hubspot: record("hubspot", { ...settled.hubspot?.values, ...c2 }),
      };
      expect(planRecord(apply(edited)).kind).toBe("nothing");
    }),
    { numRuns: 500 },
  );
});

test("what one side alone changed is on both sides afterwards", () => {
  fc.assert(
    fc.property(person, contact, person, (p1, c1, p2) => {
      const start = {
        ...base,
        shopify: record("shopify", { ...ada.values, ...p1 }),
        hubspot: record("hubspot", { ...adaContact.values, ...c1 }),
      };
      const settled = apply(start);
      const edited = {
        ...settled,
        shopify: record("shopify", { ...settled.shopify?.values, ...p2 }),
        hubspot: settled.hubspot as SideRecord,
      };
      const after = apply(edited);
      for (const [own, theirs] of [
        ["firstName", "firstname"],
        ["city", "city"],
        ["zip", "zip"],
        ["note", "tandem_note"],
      ] as const) {
        expect(after.shopify?.values[own]).toBe(p2[own as keyof typeof p2]);
        const moved = settled.shopify?.values[own] !== p2[own as keyof typeof p2];
        if (moved) expect(after.hubspot?.values[theirs]).toBe(p2[own as keyof typeof p2]);
      }
    }),
    { numRuns: 500 },
  );
});
