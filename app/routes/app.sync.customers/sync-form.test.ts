import { expect, test } from "vitest";
import { parseSyncForm } from "./parse-sync-form.server.ts";
import type { SyncForm } from "./sync-form.ts";
import { explainForm, isSameForm, toFields } from "./sync-form.ts";

const form: SyncForm = {
  enabled: true,
  direction: "both",
  winner: "hubspot",
  createInShopify: false,
  consentFromHubspot: true,
  onlyWithEmail: true,
};

function dataOf(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("what the page sends is read back as it was chosen", () => {
  expect(parseSyncForm(dataOf({ ...toFields(form), intent: "save" }))).toEqual({ ok: true, form });
});

test("boxes that are absent are not ticked", () => {
  const parsed = parseSyncForm(dataOf({ direction: "to_hubspot", intent: "save" }));

  expect(parsed).toEqual({
    ok: true,
    form: {
      enabled: false,
      direction: "to_hubspot",
      winner: "shopify",
      createInShopify: false,
      consentFromHubspot: false,
      onlyWithEmail: false,
    },
  });
});

test("a choice that does not exist is named and nothing is guessed", () => {
  const parsed = parseSyncForm(dataOf({ direction: "sideways", winner: "nobody", enabled: "maybe" }));

  expect(parsed).toEqual({ ok: false, fields: expect.arrayContaining(["direction", "winner", "enabled"]) });
});

test("a form is the same only when every choice is", () => {
  expect(isSameForm(form, { ...form })).toBe(true);
  expect(isSameForm(form, { ...form, onlyWithEmail: false })).toBe(false);
});

test("the explanation follows the choices", () => {
  expect(explainForm({ ...form, direction: "to_hubspot" })).toEqual([
    "limit_email",
    "direction_to_hubspot",
    "creates_contacts",
    "deletions",
  ]);
  expect(explainForm({ ...form, direction: "to_shopify", createInShopify: true, onlyWithEmail: false })).toEqual([
    "limit_none",
    "direction_to_shopify",
    "creates_customers",
    "consent_raised",
    "deletions",
  ]);
});
