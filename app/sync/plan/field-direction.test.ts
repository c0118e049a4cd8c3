import { expect, test } from "vitest";
import type { FieldDefinition } from "../definition.ts";
import { activeFields } from "./active-fields.ts";
import { compareField } from "./compare-field.ts";
import { directionOn, openDirection } from "./field-direction.ts";

const field = (more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  shopify: "price",
  hubspot: "price",
  direction: "both",
  transform: "number",
  ...more,
});

test.each([
  ["a field goes its definition's way", field(), {}, "both"],
  ["without its switch it goes to HubSpot only", field({ writableWithOption: "same" }), {}, "to_hubspot"],
  [
    "one that goes to Shopify only rests without its switch",
    field({ writableWithOption: "same", direction: "to_shopify" }),
    {},
    null,
  ],
  [
    "a switch that is off is no switch",
    field({ writableWithOption: "same" }),
    { options: { same: false } },
    "to_hubspot",
  ],
  ["with its switch it goes both ways", field({ writableWithOption: "same" }), { options: { same: true } }, "both"],
] as const)("%s", (_, one, settings, direction) => {
  expect(openDirection(one, settings)).toBe(direction);
});

test("a record's own attribute says whether the field may be written to it", () => {
  const guarded = field({ writableWhen: "isAlone" });
  const context = (isAlone: string | null) => ({ shopify: { isAlone }, hubspot: {} });

  expect(directionOn(guarded, "both", context("true"))).toBe("both");
  expect(directionOn(guarded, "both", context("false"))).toBe("to_hubspot");
  expect(directionOn(guarded, "both", { shopify: {}, hubspot: {} })).toBe("to_hubspot");
  expect(directionOn(field(), "both", context(null))).toBe("both");
});

test("an edit in HubSpot of a field that the record does not take is put back", () => {
  const history = {
    changed: { shopify: false, hubspot: true },
    winner: "hubspot",
    owner: true,
    mayPutBack: true,
  } as const;
  const active = { field: field({ writableWhen: "isAlone" }), direction: "both" } as const;
  const move = (isAlone: string) =>
    compareField(active, { shopify: { price: "1", isAlone }, hubspot: { price: "2" } }, history);

  expect(move("true")).toMatchObject({ kind: "write", side: "shopify", putBack: false });
  expect(move("false")).toMatchObject({ kind: "write", side: "hubspot", putBack: true });
});

test("the object's direction narrows what is left", () => {
  const definition = { fields: [field({ writableWithOption: "same" })] } as unknown as Parameters<
    typeof activeFields
  >[0];

  expect(activeFields(definition, { direction: "to_shopify" })).toEqual([]);
  expect(activeFields(definition, { direction: "both" })).toMatchObject([{ direction: "to_hubspot" }]);
});
