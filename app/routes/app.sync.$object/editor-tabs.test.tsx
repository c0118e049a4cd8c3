import { expect, test } from "vitest";
import { readyMadeLimits } from "#app/sync/limits/ready-made.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { LimitCondition } from "#app/sync/settings.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { syncModel } from "#tests/support/sync-model.ts";
import { AssociationsTab } from "./associations-tab.tsx";
import { countFaults, firstFaultyTab, tabOf, tabsOf } from "./editor-tabs.ts";
import { noFaults } from "./form-faults.ts";
import { LimitPanel } from "./limit-tab.tsx";
import type { SyncForm } from "./sync-form.ts";
import { isSameChoice } from "./sync-form.ts";
import type { SyncModel } from "./sync-model.ts";
import type { TabProps } from "./tab-props.ts";
import { noMetafields } from "./use-limit-metafields.ts";

function propsOf(model: SyncModel, form: Partial<SyncForm> = {}, faults: Partial<TabProps["faults"]> = {}): TabProps {
  const shared = { object: model.object, model, busy: false, onChange: () => undefined };
  return { ...shared, form: { ...model.form, ...form }, faults: { ...noFaults, ...faults } };
}

function limitOf(...asked: Parameters<typeof propsOf>) {
  return { ...propsOf(...asked), metafields: noMetafields, onRetry: () => undefined, onAskForScopes: () => undefined };
}

/** Those that are ready-made have boxes of their own. */
const isOfHand = (object: MainObjectKey) => (condition: LimitCondition) =>
  !readyMadeLimits[object].some((ready) => isSameChoice(ready.condition, condition));

const limited = (...conditions: SyncForm["limit"]["conditions"]) => ({
  limit: { match: "all", scope: "always", conditions } as const,
});

test("an address names a tab, and one that the object does not have is the first", () => {
  const [orders, customers] = [tabsOf(syncModel("orders")), tabsOf(syncModel("customers"))];

  expect(tabOf(orders, "stages")).toBe("stages");
  expect(tabOf(customers, "stages")).toBe("configure");
  expect(tabOf(customers, null)).toBe("configure");
});

test("what was refused leads to the tab where it stands, the one that is shown before others", () => {
  const faults = { ...noFaults, limit: [{ row: 0, code: "value_missing" }], stages: [{ status: "paid", code: "x" }] };

  expect(countFaults(faults)).toMatchObject({ configure: 0, limit: 1, stages: 1 });
  expect([firstFaultyTab(faults, "configure"), firstFaultyTab(faults, "stages")]).toEqual(["limit", "stages"]);
  expect(firstFaultyTab(noFaults, "limit")).toBeNull();
});

test("a box that is ready-made is a condition, and is not shown among those built by hand", () => {
  const form = limited({ field: "email", operator: "is_known" }, { field: "tags", operator: "contains", value: "vip" });
  const screen = renderScreen(<LimitPanel {...limitOf(syncModel("customers"), form)} />);

  expect(screen.querySelector("input[name=with_email]")?.hasAttribute("checked")).toBe(true);
  expect(screen.querySelector("input[name=subscribed]")?.hasAttribute("checked")).toBe(false);
  expect(screen.querySelectorAll("fieldset legend").map(({ text }) => text.trim())).toContain("Condition 1");
  expect(wordsOf(screen)).toContain("Those that meet every condition");
  expect(wordsOf(screen)).not.toContain("Condition 2");
});

test("a condition that was refused says what to do, where it stands", () => {
  const form = limited({ field: "ordersCount", operator: "greater_than", value: "many" });
  const faults = { limit: [{ row: 0, code: "not_a_number" }] };
  const screen = renderScreen(<LimitPanel {...limitOf(syncModel("customers"), form, faults)} />);

  expect(wordsOf(screen)).toContain("Enter a number, such as 10 or 9.95.");
  expect(screen.querySelectorAll("[aria-invalid=true]").length).toBeGreaterThan(0);
});

test.each(mainObjectKeys)(
  "every field of %s has a name and every comparison its words, in both languages",
  (object) => {
    const model = syncModel(object);
    const values = model.limitFields.map(({ name }) => ({ field: name, operator: "is_known" }) as const);

    for (const language of ["en", "de"] as const) {
      const screen = renderScreen(<LimitPanel {...limitOf(model, limited(...values))} />, language);
      const shown = screen.querySelectorAll("fieldset [role=combobox]").map((box) => box.getAttribute("value") ?? "");
      const comparisons = screen.querySelectorAll("select option").map(({ text }) => text);
      expect(shown).toHaveLength(values.filter(isOfHand(object)).length);
      expect([...shown, ...comparisons].filter((name) => /^$|^[a-z]+[A-Z]|\{\{|lines\./.test(name))).toEqual([]);
    }
  },
);

test.each(mainObjectKeys)("what %s are linked with has all its words in both languages", (object) => {
  const rows = [
    ["companies", "customers"],
    ["orders", "customers"],
    ["orders", "companies"],
    ["orders", "carts"],
    ["carts", "customers"],
  ] as const;
  const associations = {
    rows: rows.map(([from, to], place) => ({
      ...{ from, to, other: to, isOn: place % 2 === 0, isLabelled: place === 0, written: place, waiting: 1200 },
    })),
    parts: [
      { part: "company_locations", option: "locations", refersTo: [] },
      { part: "order_lines", option: null, refersTo: [{ object: "products", isOn: true }] },
      { part: "cart_lines", option: null, whole: { object: "carts", isOn: false }, refersTo: [] },
    ],
  } as const;

  for (const language of ["en", "de"] as const) {
    const screen = renderScreen(<AssociationsTab {...propsOf(syncModel(object, { associations }))} />, language);
    expect(wordsOf(screen)).not.toMatch(/\{\{|undefined/);
    expect(screen.querySelectorAll("a").map((link) => link.getAttribute("href"))).toContain("/app/sync/carts");
    if (language === "en") expect(wordsOf(screen)).toContain("1,200 wait for their other end.");
  }
});
