import { expect, test } from "vitest";
import { toMetafield } from "#app/services/limits/list-limit-metafields.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { syncModel } from "#tests/support/sync-model.ts";
import { newCondition, withOperator } from "./edit-condition.ts";
import { noFaults } from "./form-faults.ts";
import { LimitPanel } from "./limit-tab.tsx";
import type { KnownMetafields } from "./use-limit-metafields.ts";
import { noMetafields } from "./use-limit-metafields.ts";

const metafield = (key: string, label: string, type: string, choices?: readonly string[]) =>
  toMetafield({
    ...{ name: `metafield:custom.${key}`, label, type, labelKey: null, writable: true },
    ...{ ofVariant: false, ofLocation: false, ...(choices && { choices }) },
  });
const listed: KnownMetafields = {
  ...{ state: "listed", scopes: [] },
  fields: [
    ...metafield("tier", "Loyalty tier", "single_line_text_field", ["paid", "gold"]),
    ...metafield("member", "Member", "boolean"),
    ...metafield("height", "Height", "dimension"),
  ],
};
const tier = { field: "metafield:custom.tier", type: "single_line_text_field" } as const;

function render(metafields: KnownMetafields, conditions: readonly LimitCondition[], language: "en" | "de" = "en") {
  const model = syncModel("customers");
  const limit = { match: "all", scope: "always", conditions } as const;
  const props = { object: model.object, model, form: { ...model.form, limit }, faults: noFaults, busy: false };
  const none = () => undefined;
  return renderScreen(
    <LimitPanel {...props} metafields={metafields} onChange={none} onRetry={none} onAskForScopes={none} />,
    language,
  );
}

const boxOf = (screen: ReturnType<typeof render>) => screen.querySelector("fieldset [role=combobox]");
const optionsOf = (screen: ReturnType<typeof render>) =>
  screen.querySelectorAll("fieldset select").map((select) => select.querySelectorAll("option").map(({ text }) => text));

test("a metafield shows by the shop's name, with comparisons and values that fit it, in the shop's own words", () => {
  const screen = render(listed, [{ ...tier, operator: "equals", value: "paid" }]);

  expect(boxOf(screen)?.getAttribute("value")).toBe("Loyalty tier");
  expect(wordsOf(screen)).toContain("Metafield custom.tier · Single-line text");
  expect(optionsOf(screen)).toEqual([
    ["is", "is not", "is one of", "is none of", "is filled in", "is empty"],
    ["paid", "gold"],
  ]);
});

test("a metafield of yes or no may never have been set", () => {
  const screen = render(listed, [
    { field: "metafield:custom.member", type: "boolean", operator: "equals", value: "true" },
  ]);

  expect(optionsOf(screen)).toEqual([
    ["is", "is filled in", "is empty"],
    ["Yes", "No"],
  ]);
});

test("a saved condition shows before the shop's metafields are there, and when it is no longer among them", () => {
  const saved = [{ ...tier, operator: "contains", value: "gold" }] as const;

  for (const metafields of [noMetafields, { ...listed, fields: [] }]) {
    const screen = render(metafields, saved);
    expect(boxOf(screen)?.getAttribute("value")).toBe("Metafield custom.tier");
    expect(optionsOf(screen)[0]).toContain("contains");
    expect(wordsOf(screen)).not.toContain("Metafields cannot be chosen");
  }
});

test("a comparison that the shop's definition no longer takes is shown as it was saved", () => {
  const screen = render(listed, [{ ...tier, operator: "contains", value: "old" }]);

  expect(optionsOf(screen)[0]?.[0]).toBe("contains");
  expect(optionsOf(screen)[1], "and so is the value").toContain("old");
});

test.each([
  ["unreachable", "Shopify does not answer.", "Try again"],
  ["reconnect", "Shopify no longer accepts", "Try again"],
  ["missing_scope", "Shopify has not granted Tandem access", "Allow access"],
  ["not_connected", "HubSpot is not connected.", "Open Connection"],
  ["object_unavailable", "your plan or settings", "Try again"],
] as const)(
  "when metafields cannot be listed (%s) it says why, what to do, and that other fields work",
  (state, why, action) => {
    const screen = render({ ...noMetafields, state, scopes: ["read_customers"] }, []);

    const words = wordsOf(screen);
    for (const text of [why, action, "all other fields"]) expect(words.toLowerCase()).toContain(text.toLowerCase());
    expect(words).toContain("Add a condition");
    expect(wordsOf(render({ ...noMetafields, state }, [], "de"))).toContain("Metafelder lassen sich");
  },
);

test("a condition keeps its metafield's type, whatever is asked of it", () => {
  const field = listed.fields[0]?.field;
  if (!field) throw new Error("it can be asked for");
  const made = newCondition(field);

  expect(made).toEqual({ ...tier, operator: "equals", value: "paid" });
  expect(withOperator(field, made, "one_of")).toEqual({ ...tier, operator: "one_of", value: "" });
  expect(withOperator(field, made, "is_known")).toEqual({ ...tier, operator: "is_known" });
  expect(withOperator(field, { field: tier.field, operator: "is_known" }, "is_unknown")).toMatchObject(tier);
});
