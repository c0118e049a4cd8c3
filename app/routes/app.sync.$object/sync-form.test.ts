import { expect, test } from "vitest";
import type { StoredObjectSettings } from "#app/store/settings.server.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { toForm, toSettings } from "./form-settings.server.ts";
import { parseSyncForm } from "./parse-sync-form.server.ts";
import type { SyncForm } from "./sync-form.ts";
import { explainForm, isSameForm, toFields } from "./sync-form.ts";
import { offersOf } from "./sync-offers.ts";

const customers = offersOf(syncObject("customers"));
const companies = offersOf(syncObject("companies"));
const products = offersOf(syncObject("products"));
const orders = offersOf(syncObject("orders"));
const now = new Date("2026-11-21T12:00:00Z");

const form: SyncForm = {
  enabled: true,
  direction: "both",
  winner: "hubspot",
  createInShopify: false,
  consentFromHubspot: true,
  onlyWithEmail: true,
  switches: [],
  history: "all",
  historyDays: "90",
};

const stored: StoredObjectSettings = {
  object: "companies",
  enabled: true,
  direction: "both",
  winner: "shopify",
  createInShopify: false,
  consentFromHubspot: false,
  limit: [],
  limitMatch: "all",
  limitScope: "always",
  mappings: [],
  stages: [],
  options: {},
  historyFrom: null,
  unavailable: {},
  version: 1,
  firstSyncDoneAt: null,
  sweptAt: null,
};

function dataOf(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("what the page sends is read back as it was chosen", () => {
  const withSwitch = { ...form, consentFromHubspot: false, onlyWithEmail: false, switches: ["locations"] };

  expect(parseSyncForm(dataOf({ ...toFields(form), intent: "save" }), customers)).toEqual({ ok: true, form });
  expect(parseSyncForm(dataOf(toFields(withSwitch)), companies)).toEqual({
    ok: true,
    form: { ...withSwitch, history: "kept" },
  });
});

test("boxes that are absent are not ticked, and a history that is not named stays", () => {
  const parsed = parseSyncForm(dataOf({ direction: "to_hubspot", intent: "save" }), customers);

  expect(parsed).toEqual({
    ok: true,
    form: {
      enabled: false,
      direction: "to_hubspot",
      winner: "shopify",
      createInShopify: false,
      consentFromHubspot: false,
      onlyWithEmail: false,
      switches: [],
      history: "kept",
      historyDays: "",
    },
  });
});

test("what an object does not offer is passed over, however it was sent", () => {
  const parsed = parseSyncForm(dataOf({ ...toFields({ ...form, createInShopify: true }), locations: "on" }), orders);

  expect(parsed).toMatchObject({
    ok: true,
    form: { direction: "to_hubspot", createInShopify: false, consentFromHubspot: false, onlyWithEmail: false },
  });
  expect(parsed).toMatchObject({ form: { switches: [], history: "all" } });
});

test("a choice that does not exist is named and nothing is guessed", () => {
  const parsed = parseSyncForm(dataOf({ direction: "sideways", winner: "nobody", enabled: "maybe" }), customers);

  expect(parsed).toEqual({ ok: false, fields: expect.arrayContaining(["direction", "winner", "enabled"]) });
});

test.each(["", "0", "3651", "1.5", "many"])("%j is no number of days", (historyDays) => {
  const parsed = parseSyncForm(dataOf({ ...toFields(form), history: "days", historyDays }), orders);

  expect(parsed).toEqual({ ok: false, fields: ["historyDays"] });
});

test("a form is the same only when every choice is", () => {
  expect(isSameForm(form, { ...form })).toBe(true);
  expect(isSameForm(form, { ...form, onlyWithEmail: false })).toBe(false);
  expect(isSameForm(form, { ...form, switches: ["perProduct"] })).toBe(false);
});

test("a history begins days ago, now, or as it was chosen before", () => {
  const of = (history: SyncForm["history"]) =>
    toSettings({ ...form, history, historyDays: "30" }, { offers: orders, before: null, now }).historyFrom;

  expect([of("all"), of("days"), of("now"), of("kept")]).toEqual([
    null,
    "2026-10-22T12:00:00.000Z",
    "2026-11-21T12:00:00.000Z",
    undefined,
  ]);
});

test("saving keeps what the form does not show: other conditions and other switches", () => {
  const condition = { field: "tags", operator: "contains", value: "vip" } as const;
  const emailKnown = { field: "email", operator: "is_known" } as const;
  const before = { ...stored, limit: [condition, emailKnown], options: { sameCurrency: true } };

  expect(toSettings(form, { offers: customers, before, now }).limit).toEqual([condition, emailKnown]);
  expect(toSettings({ ...form, onlyWithEmail: false }, { offers: customers, before, now }).limit).toEqual([condition]);
  expect(toSettings({ ...form, switches: ["perProduct"] }, { offers: products, before, now })).toMatchObject({
    options: { sameCurrency: true, perProduct: true },
  });
  expect(toSettings(form, { offers: orders, before, now })).not.toHaveProperty("limit");
});

test("what is preselected creates nothing in the shop, and what was saved is shown", () => {
  expect(toForm(null, customers)).toMatchObject({ enabled: false, createInShopify: false, onlyWithEmail: true });
  expect(toForm(null, orders)).toMatchObject({ direction: "to_hubspot", history: "all", onlyWithEmail: false });
  expect(toForm({ ...stored, historyFrom: "2026-01-01T00:00:00.000Z" }, orders).history).toBe("kept");
  expect(toForm({ ...stored, options: { locations: true } }, companies).switches).toEqual(["locations"]);
});

test("the explanation follows the choices", () => {
  expect(explainForm({ ...form, direction: "to_hubspot" }, customers)).toEqual([
    "limit_email",
    "direction_to_hubspot",
    "creates_in_hubspot",
    "on_delete_keep",
  ]);
  expect(
    explainForm({ ...form, direction: "to_shopify", createInShopify: true, onlyWithEmail: false }, customers),
  ).toEqual(["limit_none", "direction_to_shopify", "creates_in_shopify", "consent_raised", "on_delete_keep"]);
});

test("the explanation of an object speaks of what it has alone", () => {
  expect(explainForm({ ...form, direction: "to_hubspot", history: "days" }, orders)).toEqual([
    "history_days",
    "direction_to_hubspot",
    "creates_in_hubspot",
    "on_delete_cancel",
  ]);
  expect(explainForm({ ...form, switches: ["perProduct"] }, products)).toEqual([
    "direction_both",
    "winner_hubspot",
    "perProduct_on",
    "creates_in_hubspot",
    "never_creates_in_shopify",
    "on_delete_delete",
  ]);
});
