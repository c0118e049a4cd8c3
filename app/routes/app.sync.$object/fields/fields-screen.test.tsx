import { expect, test } from "vitest";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { ListedField } from "#app/services/mappings/list-shopify-fields.ts";
import { shopifyFieldsOf } from "#app/sync/mapping/shopify-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { ChoiceNotices } from "./choice-notices.tsx";
import { openMapping } from "./draft-mapping.ts";
import { FieldsScreen } from "./fields-screen.tsx";
import { readFields } from "./read-fields.ts";
import type { Choices } from "./use-choices.ts";
import { noChoices } from "./use-choices.ts";

const property = (name: string, label: string, more: Partial<PropertyFacts> = {}): PropertyFacts => ({
  ...{ name, label, type: "string", fieldType: "text", options: [], readOnly: false },
  ...{ archived: false, hasUniqueValue: false, calculated: false },
  ...more,
});
const metafield = (name: string, label: string, type: string, more: Partial<ListedField> = {}): ListedField => ({
  ...{ name, type, writable: true, labelKey: null, label, ofVariant: false, ofLocation: false },
  ...more,
});
const attributes = shopifyFieldsOf(syncObject("customers")).map((field): ListedField => {
  return { ...field, labelKey: `fields.${field.name}`, label: null, ofVariant: false, ofLocation: false };
});
const options = [
  { label: "Gold", value: "gold" },
  { label: "Silver", value: "silver" },
];

const choices: Choices = {
  state: { shopify: "listed", hubspot: "listed" },
  fields: [
    ...attributes,
    metafield("metafield:custom.tier", "Loyalty tier", "single_line_text_field", { choices: ["Gold", "Bronze"] }),
  ],
  properties: [
    property("city", "City of residence"),
    property("tier", "Tier", { type: "enumeration", fieldType: "select", options }),
    property("score", "Score", { type: "number", fieldType: "number" }),
  ],
  unavailable: {},
  shopifyScopes: [],
};
const tier: FieldMapping = {
  shopify: "metafield:custom.tier",
  hubspot: "tier",
  direction: "both",
  transform: "option",
  enabled: true,
};

type Props = Partial<Parameters<typeof FieldsScreen>[0]>;

function render(props: Props = {}, object: MainObjectKey = "customers", language: "en" | "de" = "en") {
  const none = () => undefined;
  return renderScreen(
    <FieldsScreen
      object={object}
      model={readFields(syncObject(object), null)}
      saved={[]}
      mappings={[]}
      direction="both"
      faults={[]}
      choices={choices}
      shown="all"
      text=""
      preview={null}
      open={null}
      onOpen={none}
      onChange={none}
      onShow={none}
      onText={none}
      onMade={none}
      onRetry={none}
      onAskForScopes={none}
      {...props}
    />,
    language,
  );
}

/** The row whose checkbox has this label. */
function rowOf(screen: ReturnType<typeof render>, label: string) {
  const found = screen.querySelectorAll("li.mapping-row").find((row) => wordsOf(row).trim().startsWith(label));
  if (!found) throw new Error(`no row of ${label}`);
  return found;
}
const checkbox = (row: ReturnType<typeof rowOf>) => row.querySelector("input[type=checkbox]");

const pages = mainObjectKeys.flatMap((object) => [[object, "en"] as const, [object, "de"] as const]);

test.each(pages)("the fields of %s show in %s with each name, way and property", (object, language) => {
  const screen = render({ choices: noChoices }, object, language);

  expect(screen.querySelectorAll("li.mapping-row")).toHaveLength(syncObject(object).fields.length);
  expect(wordsOf(screen)).not.toMatch(/\{\{|undefined/);
});

test("a field has its own label on both sides, its types, and its property's internal name", () => {
  const words = wordsOf(rowOf(render(), "City"));

  expect(words).toMatch(/City with City of residence .*Text.*City of residence city · Single-line text/);
});

test("a field that records are recognised by cannot be switched off, and says why", () => {
  const row = rowOf(render(), "Email with");

  expect(checkbox(row)?.getAttribute("disabled")).toBeDefined();
  expect(wordsOf(row)).toContain("Records are recognised by this field");
  expect(row.querySelector("select")).toBeNull();
});

test("a field that may go either way can be turned, a one-way field says its way", () => {
  const screen = render();

  expect(rowOf(screen, "City").querySelectorAll("option")).toHaveLength(3);
  expect(
    rowOf(screen, "City").querySelector("select")?.getAttribute("aria-label") ?? wordsOf(rowOf(screen, "City")),
  ).toContain("Direction of City and City of residence");
  expect(wordsOf(rowOf(screen, "Language"))).toContain("To HubSpot");
});

test("a field that rests says why and what to do, and can be shown alone", () => {
  const unavailable = { city: "missing", zip: "archived", state: "read_only" } as const;
  const screen = render({ choices: { ...choices, unavailable }, shown: "attention" });

  expect(screen.querySelectorAll("li.mapping-row")).toHaveLength(3);
  expect(wordsOf(rowOf(screen, "City"))).toContain("your HubSpot account does not have this property");
  expect(wordsOf(rowOf(screen, "Postal code"))).toContain("Restore it there");
  expect(wordsOf(rowOf(screen, "State"))).toContain("Choose the direction to Shopify");
});

test("what can do harm in Shopify warns before it goes there", () => {
  const base = { shopify: "descriptionHtml", hubspot: "description", transform: "html", enabled: true };
  const quiet = rowOf(render({ choices: noChoices }, "products"), "Description");
  const turned = rowOf(
    render({ choices: noChoices, mappings: [{ ...base, direction: "both" }] }, "products"),
    "Description",
  );

  expect(wordsOf(quiet)).toContain("Only goes to HubSpot unless you choose otherwise");
  expect(wordsOf(turned)).toContain("its formatting, images and links are lost");
});

test("an own mapping shows its metafield's name, its conversion, its options and which values have none", () => {
  const row = rowOf(render({ mappings: [tier] }), "Loyalty tier");

  expect(wordsOf(row)).toContain("Conversion: option with the same name");
  expect(wordsOf(row)).toContain("Options: Gold, Silver");
  expect(wordsOf(row)).toContain("“Tier” has no option for: Bronze.");
  expect(row.querySelectorAll("button").map((button) => button.getAttribute("aria-label"))).toEqual([
    "Edit the mapping of Loyalty tier",
    "Remove the mapping of Loyalty tier",
  ]);
});

test("a saved mapping that was removed can be put back", () => {
  const screen = render({ saved: [tier] });

  expect(wordsOf(screen)).toContain("Loyalty tier no longer goes with tier once you save.");
  expect(screen.querySelectorAll("button").map((one) => one.getAttribute("aria-label"))).toContain(
    "Keep the mapping of Loyalty tier",
  );
});

test("what the server refused stands at its row, where the focus can go", () => {
  const screen = render({ mappings: [tier], faults: [{ row: 0, code: "unknown_property" }], shown: "attention" });

  expect(wordsOf(rowOf(screen, "Loyalty tier"))).toContain("HubSpot has no such property any more.");
  expect(screen.querySelector("[data-fault]")?.getAttribute("tabindex")).toBe("-1");
});

test("fields are found by what is typed, and a search without a result says so", () => {
  expect(render({ text: "residence" }).querySelectorAll("li.mapping-row")).toHaveLength(1);
  expect(wordsOf(render({ text: "nonsense" }))).toContain("No field fits.");
});

test("a sync that goes one way says what becomes of fields that go both ways", () => {
  expect(wordsOf(render({ direction: "to_hubspot" }))).toContain("This sync only goes to HubSpot");
});

test("the form of an own mapping shows its parts with the directions and conversions that fit", () => {
  const text = {
    ...tier,
    shopify: "company",
    hubspot: "note_text",
    transform: "upper",
    direction: "to_hubspot",
  } as const;
  const properties = [...choices.properties, property("note_text", "Note")];
  const screen = render({
    mappings: [text],
    choices: { ...choices, properties },
    open: openMapping("company|note_text", text),
  });

  expect(screen.querySelectorAll("input[role=combobox]").map((input) => input.getAttribute("value"))).toEqual([
    ...["Company", "Note"],
  ]);
  expect(wordsOf(screen)).toContain("UPPER CASE");
  expect(wordsOf(screen)).toContain("a text of your own");
  expect(wordsOf(screen)).toContain("Update mapping");
});

const states = [
  ["unreachable", "HubSpot does not answer", "Try again"],
  ["missing_scope", "HubSpot does not show its properties", "Open Connection"],
  ["object_unavailable", "Your HubSpot account has no contacts", "Open Connection"],
  ["reconnect", "HubSpot needs to be connected again", "Open Connection"],
] as const;

test.each(states)("while HubSpot's properties are %s the defaults show all the same", (kind, title, action) => {
  const state = { shopify: "listed", hubspot: kind } as const;
  const screen = render({ choices: { ...choices, state, properties: [], unavailable: null } });

  expect(wordsOf(screen)).toContain(title);
  expect(wordsOf(screen)).toContain(action);
  expect(screen.querySelectorAll("li.mapping-row")).toHaveLength(syncObject("customers").fields.length);
});

test("what Shopify has not granted can be asked for", () => {
  const state = { shopify: "missing_scope", hubspot: "listed" } as const;
  const screen = render({ choices: { ...choices, state, fields: [], shopifyScopes: ["read_customers"] } });

  expect(wordsOf(screen)).toContain("Tandem may not read your customers");
  expect(screen.querySelectorAll("button").map((button) => button.text)).toContain("Allow access");
});

test("every state of either side has its words in both languages", () => {
  const none = () => undefined;
  for (const kind of ["not_connected", "missing_scope", "object_unavailable", "unreachable", "reconnect"] as const) {
    for (const language of ["en", "de"] as const) {
      const told = { ...noChoices, state: { shopify: kind, hubspot: kind } };
      const notices = <ChoiceNotices object="carts" choices={told} onRetry={none} onAskForScopes={none} />;

      expect(wordsOf(renderScreen(notices, language))).not.toMatch(/\{\{/);
    }
  }
});

test("a mapping that is half put together stands there again as it was left", () => {
  const { draft: start } = openMapping("new", null);
  const draft = { ...start, field: "metafield:custom.tier" };

  const screen = render({ open: { id: "new", start, draft } });

  const boxes = screen.querySelectorAll("input[role=combobox]").map((input) => input.getAttribute("value") ?? "");
  expect(boxes).toEqual(["Loyalty tier", ""]);
});
