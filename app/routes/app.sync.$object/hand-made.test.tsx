import { expect, test } from "vitest";
import { limitFieldsOf } from "#app/sync/limits/limit-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { renderScreen } from "#tests/support/render-screen.tsx";
import { syncModel } from "#tests/support/sync-model.ts";
import { ConditionsCard } from "./conditions-card.tsx";
import { newCondition } from "./edit-condition.ts";
import { noFaults } from "./form-faults.ts";
import { rowsByHand } from "./hand-made.ts";
import { noMetafields } from "./use-limit-metafields.ts";

const active = { field: "status", operator: "equals", value: "active" } as const;
const draft = { ...active, value: "draft" } as const;
const places = (conditions: readonly LimitCondition[], byHand: readonly LimitCondition[]) =>
  rowsByHand("products", conditions, byHand).map(({ row }) => row);

test("a condition whose first choice is what a box says stays a row while it is being built", () => {
  const status = limitFieldsOf(syncObject("products")).find(({ name }) => name === "status");
  if (!status) throw new Error("products have a status");
  const made = newCondition(status);

  expect(made, "the box says the same").toEqual(active);
  expect(places([draft, made], [made])).toEqual([0, 1]);
  expect(places([draft, made], []), "ticked, or there when the tab was opened").toEqual([0]);
});

test("of a ticked box and a row that say the same only the row shows, and it is the newer", () => {
  expect(places([active, active], [active])).toEqual([1]);
  expect(places([active, draft], [draft])).toEqual([1]);
});

test("a row that is being built is known again when the form gives its conditions back as they were saved", () => {
  const saved = JSON.parse(JSON.stringify([{ value: "active", operator: "equals", field: "status" }]));

  expect(places(saved, [active])).toEqual([0]);
});

test("the row with its choices stands on the page", () => {
  const model = syncModel("products");
  const form = { ...model.form, limit: { match: "all", scope: "always", conditions: [active] } as const };
  const none = () => undefined;
  const screen = renderScreen(
    <ConditionsCard
      {...{ object: model.object, model, form, faults: noFaults, busy: false, metafields: noMetafields }}
      byHand={[active]}
      onByHand={none}
      onChange={none}
      onRetry={none}
      onAskForScopes={none}
    />,
  );

  const options = screen.querySelectorAll("fieldset option").map(({ text }) => text);
  expect(options).toContain("Draft");
});
