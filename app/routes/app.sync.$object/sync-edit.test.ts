import { expect, test } from "vitest";
import { plainForm } from "#tests/support/sync-form.ts";
import { noFaults, standingFaults } from "./form-faults.ts";
import { changeEdit, rebaseEdit } from "./sync-edit.ts";

const loaded = { form: plainForm, revision: "3" };
const stages = [{ status: "paid", stage: null }];

test("an edit remembers what it began with, whatever is loaded meanwhile", () => {
  const begun = changeEdit(null, loaded, { winner: "hubspot" });

  const gone = changeEdit(begun, { form: { ...plainForm, stages }, revision: "4" }, { enabled: false });

  expect(gone).toEqual({ base: loaded, form: { ...plainForm, winner: "hubspot", enabled: false } });
  expect(changeEdit(gone, loaded, { winner: "shopify", enabled: true })).toBeNull();
});

test("an edit on top of what somebody else saved keeps their other choices", () => {
  const edit = { base: loaded, form: { ...plainForm, winner: "hubspot" } } as const;
  const theirs = { form: { ...plainForm, stages, direction: "to_hubspot" }, revision: "4" } as const;

  expect(rebaseEdit(edit, theirs)).toEqual({ base: theirs, form: { ...theirs.form, winner: "hubspot" } });
  expect(rebaseEdit(edit, { form: edit.form, revision: "4" })).toBeNull();
});

test("what the server refused stands until it is changed, each by itself", () => {
  const conditions = [
    { field: "ordersCount", operator: "greater_than", value: "many" },
    { field: "totalSpent", operator: "less_than", value: "all" },
  ] as const;
  const sent = { ...plainForm, historyDays: "0", stages, limit: { ...plainForm.limit, conditions } };
  const faults = {
    ...noFaults,
    fields: ["historyDays"],
    limit: [
      { row: 0, code: "not_a_number" },
      { row: 1, code: "not_a_number" },
    ],
    stages: [{ status: "paid", code: "stage_missing" }],
  };
  const mended = [{ ...conditions[0], value: "3" }, conditions[1]];

  expect(standingFaults(faults, sent, sent)).toEqual(faults);
  expect(standingFaults(faults, sent, { ...sent, stages: [], limit: { ...sent.limit, conditions: mended } })).toEqual({
    ...noFaults,
    fields: ["historyDays"],
    limit: [{ row: 1, code: "not_a_number" }],
  });
});
