import { expect, test } from "vitest";
import { plainForm as form, formData, submission } from "#tests/support/sync-form.ts";
import { parseSettingsForm } from "./parse-settings-form.server.ts";

const refused = { fields: [], mappings: [], limit: [], stages: [] };

test("what the page sends is read back as it was chosen, with the revision that it began with", () => {
  const mapping = {
    shopify: "note",
    hubspot: "memo",
    direction: "to_hubspot",
    transform: "text",
    enabled: true,
  } as const;
  const chosen = {
    ...form,
    winner: "hubspot",
    consentFromHubspot: true,
    mappings: [mapping],
    limit: { match: "any", scope: "new_records", conditions: [{ field: "tags", operator: "contains", value: "vip" }] },
  } as const;

  expect(parseSettingsForm(submission(chosen, "7"), "customers")).toEqual({ ok: true, form: chosen, revision: "7" });
});

test("what an object does not offer is passed over, however it was sent", () => {
  const sent = { createInShopify: true, consentFromHubspot: true, switches: ["locations", "sameCurrency"] };

  expect(parseSettingsForm(submission(sent), "orders")).toMatchObject({
    ok: true,
    form: { direction: "to_hubspot", createInShopify: false, consentFromHubspot: false, switches: [], history: "all" },
  });
  expect(parseSettingsForm(submission({ ...sent, history: "now" }), "companies")).toMatchObject({
    form: { createInShopify: true, consentFromHubspot: false, switches: ["locations"], history: "kept" },
  });
  const stages = [{ status: "paid", stage: null }];
  expect(parseSettingsForm(submission({ stages }), "customers")).toMatchObject({ form: { stages: [] } });
  expect(parseSettingsForm(submission({ stages }), "orders")).toMatchObject({ form: { stages } });
});

test("a choice that does not exist is named and nothing is guessed", () => {
  const sent = { ...form, direction: "sideways", winner: "nobody", enabled: "maybe" };

  expect(parseSettingsForm(formData({ settings: JSON.stringify(sent) }), "customers")).toEqual({
    ok: false,
    faults: { ...refused, fields: ["enabled", "direction", "winner"] },
  });
});

test.each(["", "no JSON", "null", "[]", "7"])("%j is no form", (settings) => {
  const parsed = parseSettingsForm(formData({ settings }), "customers");

  expect(parsed).toMatchObject({ ok: false, faults: { fields: expect.arrayContaining(["enabled", "mappings"]) } });
});

test.each(["", "0", "3651", "1.5", "many"])("%j is no number of days", (historyDays) => {
  const parsed = parseSettingsForm(submission({ history: "days", historyDays }), "orders");

  expect(parsed).toEqual({ ok: false, faults: { ...refused, fields: ["historyDays"] } });
});

test("rows that cannot be read are named by their place, and so is a condition that does not fit its field", () => {
  const good = { field: "email", operator: "is_known" };
  const number = { field: "ordersCount", operator: "greater_than", value: "many" };
  const read = (mappings: unknown[], conditions: unknown[]) => {
    const sent = { ...form, mappings, limit: { ...form.limit, conditions } };
    return parseSettingsForm(formData({ settings: JSON.stringify(sent) }), "customers");
  };

  expect(read([{ shopify: "note" }], [good, { field: "email" }])).toEqual({
    ok: false,
    faults: { ...refused, mappings: [{ row: 0, code: "malformed" }], limit: [{ row: 1, code: "malformed" }] },
  });
  expect(read([], [good, number])).toEqual({
    ok: false,
    faults: { ...refused, limit: [{ row: 1, code: "not_a_number" }] },
  });
});

test("a metafield's type is kept with its condition, and no other field has one", () => {
  const limit = (field: string) => ({
    limit: { match: "all", scope: "always", conditions: [{ field, operator: "is_known", type: "date" }] } as const,
  });

  const [own, other] = ["metafield:custom.since", "tags"].map((field) =>
    parseSettingsForm(submission(limit(field)), "customers"),
  );

  expect(own).toMatchObject({ form: { limit: { conditions: [{ field: "metafield:custom.since", type: "date" }] } } });
  expect(other?.ok && other.form.limit.conditions).toEqual([{ field: "tags", operator: "is_known" }]);
});
