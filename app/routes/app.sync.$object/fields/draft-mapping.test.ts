import { expect, test } from "vitest";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { ListedField } from "#app/services/mappings/list-shopify-fields.ts";
import type { DraftMapping } from "./draft-mapping.ts";
import { draftOf, emptyDraft, isBegun, openMapping, readDraft } from "./draft-mapping.ts";

const field = (name: string, type: string): ListedField => ({
  ...{ name: `metafield:custom.${name}`, type, writable: true },
  ...{ labelKey: null, label: name, ofVariant: false, ofLocation: false },
});
const property = (name: string, type: string, more: Partial<PropertyFacts> = {}): PropertyFacts => ({
  ...{ name, label: name, type, fieldType: "text", options: [], readOnly: false },
  ...{ archived: false, hasUniqueValue: false, calculated: false },
  ...more,
});
const choices = {
  fields: [field("tier", "single_line_text_field"), field("size", "number_integer")],
  properties: [property("level", "string"), property("shoe", "number"), property("sum", "number", { readOnly: true })],
};
const nothing = { reserved: new Set<string>(), properties: new Set<string>(), attributes: new Set<string>() };
const read = (draft: Partial<DraftMapping>) => readDraft({ ...emptyDraft, ...draft }, choices, nothing);

test("nothing comes of a draft that lacks one of its sides", () => {
  expect(read({ field: "metafield:custom.tier" })).toMatchObject({ fault: null, mapping: null, property: null });
  expect(read({ field: "metafield:custom.gone", property: "level" }).mapping).toBeNull();
});

test("two that fit get the widest direction and the best conversion by themselves", () => {
  expect(read({ field: "metafield:custom.size", property: "shoe" })).toMatchObject({
    ways: ["both", "to_hubspot", "to_shopify"],
    mapping: {
      ...{ shopify: "metafield:custom.size", hubspot: "shoe" },
      ...{ direction: "both", transform: "integer", enabled: true },
    },
  });
});

test("two that do not fit say why", () => {
  expect(read({ field: "metafield:custom.tier", property: "shoe", direction: "both" }).mapping).toMatchObject({
    direction: "to_shopify",
  });
  expect(read({ field: "metafield:custom.size", property: "sum" })).toMatchObject({ ways: ["to_shopify"] });
  const taken = { ...nothing, properties: new Set(["level"]) };
  expect(readDraft({ ...emptyDraft, field: "metafield:custom.tier", property: "level" }, choices, taken)).toMatchObject(
    { fault: "property_taken", mapping: null },
  );
});

test("a conversion that does not fit the direction gives way", () => {
  const draft = {
    field: "metafield:custom.tier",
    property: "level",
    direction: "both",
    transform: "fixed",
    text: "VIP",
  } as const;

  expect(read(draft).mapping).toMatchObject({ transform: "single_line" });
  expect(read({ ...draft, transform: "upper" }).mapping).toMatchObject({ transform: "upper" });
});

test("a text of one's own must be given", () => {
  const draft = {
    field: "metafield:custom.tier",
    property: "level",
    direction: "to_hubspot",
    transform: "fixed",
  } as const;

  expect(read({ ...draft, text: "  " })).toMatchObject({ transform: "fixed", mapping: null });
  expect(read({ ...draft, text: " VIP " }).mapping).toMatchObject({ transform: "fixed:VIP" });
});

test("a mapping that is edited begins as it is", () => {
  const mapping = {
    shopify: "metafield:custom.tier",
    hubspot: "level",
    direction: "to_hubspot",
    transform: "fixed:VIP",
    enabled: true,
  } as const;

  expect(readDraft(draftOf(mapping), choices, nothing).mapping).toEqual(mapping);
});

test("a mapping that is open would be lost once anything of it was chosen, and not before", () => {
  const mapping = { direction: "both", transform: "upper", enabled: true } as const;
  const edited = openMapping("company|level", { ...mapping, shopify: "company", hubspot: "level" });

  expect([isBegun(null), isBegun(openMapping("new", null)), isBegun(edited)]).toEqual([false, false, false]);
  expect(isBegun({ ...edited, draft: { ...edited.draft, direction: "to_shopify" } })).toBe(true);
  expect(isBegun({ ...edited, draft: { ...edited.draft, text: "a" } })).toBe(true);
});
