import { expect, test } from "vitest";
import type { StoredObjectSettings } from "#app/store/settings.server.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { plainForm as form } from "#tests/support/sync-form.ts";
import { hasSameMappings, toForm, toSettingsPatch } from "./form-settings.server.ts";
import type { SyncForm } from "./sync-form.ts";
import { offersOf } from "./sync-offers.ts";

const customers = offersOf(syncObject("customers"));
const companies = offersOf(syncObject("companies"));
const products = offersOf(syncObject("products"));
const orders = offersOf(syncObject("orders"));
const now = new Date("2026-11-21T12:00:00Z");
const emailKnown = { field: "email", operator: "is_known" } as const;

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
  revision: 1,
  changedBy: null,
  changedAt: null,
};

test("a history begins days ago, now, or as it was chosen before", () => {
  const of = (history: SyncForm["history"]) =>
    toSettingsPatch({ ...form, history, historyDays: "30" }, { offers: orders, before: null, now }).historyFrom;

  expect([of("all"), of("days"), of("now"), of("kept")]).toEqual([
    null,
    "2026-10-22T12:00:00.000Z",
    "2026-11-21T12:00:00.000Z",
    undefined,
  ]);
});

test("a beginning that was saved a moment ago is not moved by sending the same choice again", () => {
  const before = { ...stored, historyFrom: "2026-11-21T11:59:58.000Z" };

  expect(toSettingsPatch({ ...form, history: "now" }, { offers: orders, before, now })).not.toHaveProperty(
    "historyFrom",
  );
});

test("saving keeps the switches that are not the merchant's", () => {
  const before = { ...stored, options: { sameCurrency: true } };

  expect(toSettingsPatch({ ...form, switches: ["perProduct"] }, { offers: products, before, now })).toMatchObject({
    options: { sameCurrency: true, perProduct: true },
  });
  expect(toSettingsPatch(form, { offers: products, before, now })).not.toHaveProperty("options");
});

test("lists in another order are the stored ones, with the options that only the server knows", () => {
  const tags = { field: "tags", operator: "contains", value: "vip" } as const;
  const mapping = {
    shopify: "note",
    hubspot: "memo",
    direction: "to_hubspot",
    transform: "text",
    enabled: true,
  } as const;
  const options = [{ label: "A", value: "a" }];
  const before = { ...stored, limit: [tags, emailKnown], mappings: [{ ...mapping, options }] };
  const sent: SyncForm = {
    ...form,
    limit: { ...form.limit, conditions: [emailKnown, tags] },
    mappings: [mapping],
  };

  const patch = toSettingsPatch(sent, { offers: customers, before, now });

  expect(patch).toMatchObject({ limit: before.limit, mappings: before.mappings });
  expect(hasSameMappings(sent, before)).toBe(true);
  expect(hasSameMappings({ mappings: [{ ...mapping, enabled: false }] }, before)).toBe(false);
});

test("what is preselected creates nothing in the shop, and what was saved is shown", () => {
  expect(toForm("customers", null, customers)).toMatchObject({
    enabled: false,
    createInShopify: false,
    limit: { conditions: [emailKnown] },
  });
  expect(toForm("orders", null, orders)).toMatchObject({
    direction: "to_hubspot",
    history: "all",
    limit: { match: "all", scope: "always", conditions: [] },
  });
  expect(toForm("orders", { ...stored, historyFrom: "2026-01-01T00:00:00.000Z" }, orders).history).toBe("kept");
  expect(toForm("companies", { ...stored, options: { locations: true } }, companies).switches).toEqual(["locations"]);
});

test("settings that only the app has touched leave the preselected limit; a person's empty one stays empty", () => {
  const untouched = { ...stored, enabled: false, revision: 0 };

  expect(toForm("customers", untouched, customers).limit.conditions).toEqual([emailKnown]);
  expect(toForm("customers", { ...untouched, revision: 1 }, customers).limit.conditions).toEqual([]);
});
