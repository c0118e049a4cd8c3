import { expect, test } from "vitest";
import type { HubspotProperty } from "#app/sync/mapping/check-mapping.ts";
import { defaultFieldsOf } from "#app/sync/mapping/default-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { rowsOf } from "./mapping-rows.ts";
import type { PairFault } from "./pair-ways.ts";
import { findWays, fixedTransform, takenBy, textOf, transformsOf } from "./pair-ways.ts";

const model = {
  defaults: defaultFieldsOf(syncObject("customers")),
  reserved: ["tandem_customer_key"],
  unavailable: {},
};
const field = (type: string, writable = true) => ({ name: "metafield:custom.one", type, writable });
const property = (type: string, more: Partial<HubspotProperty> = {}): HubspotProperty => ({
  ...{ name: "their_one", type, fieldType: "text", readOnly: false },
  ...more,
});
const nothing = { reserved: new Set<string>(), properties: new Set<string>(), attributes: new Set<string>() };

test("two of one kind go both ways, or either way alone", () => {
  expect(findWays(field("date"), property("date"), nothing)).toEqual({
    ways: ["both", "to_hubspot", "to_shopify"],
    fault: null,
  });
});

test("only the ways that both sides allow are offered", () => {
  expect(findWays(field("date", false), property("date"), nothing).ways).toEqual(["to_hubspot"]);
  expect(findWays(field("date"), property("date", { readOnly: true }), nothing).ways).toEqual(["to_shopify"]);
  expect(findWays(field("rich_text_field"), property("string"), nothing).ways).toEqual(["to_hubspot"]);
});

const refused: readonly [string, ReturnType<typeof field>, HubspotProperty, PairFault][] = [
  ["hold different kinds of values", field("date"), property("number"), "types_differ"],
  ["have no options to go to", field("single_line_text_field"), property("enumeration"), "no_options"],
  ["may neither be changed", field("date", false), property("date", { readOnly: true }), "no_way"],
  ["would need the one that is kept", field("rich_text_field"), property("string", { readOnly: true }), "no_way"],
];

test.each(refused)("two that %s are refused with the reason", (_, shopify, hubspot, fault) => {
  expect(findWays(shopify, hubspot, nothing)).toEqual({ ways: [], fault });
});

test("what other fields write is taken, and what Tandem needs is its own", () => {
  const taken = takenBy(model, rowsOf(model, []), null);
  const city = { name: "city", type: "string", writable: true };

  expect(findWays(city, property("string", { name: "zip" }), taken).fault).toBe("property_taken");
  expect(findWays(city, property("string", { name: "tandem_customer_key" }), taken).fault).toBe("key_field");
  expect(findWays(city, property("string"), taken).ways).toEqual(["to_hubspot"]);
});

test("what the first sync alone writes is no merchant's to map", () => {
  const orders = { defaults: defaultFieldsOf(syncObject("orders")), reserved: [] };

  const taken = takenBy(orders, rowsOf({ ...orders, unavailable: {} }, []), null);

  expect(findWays(field("boolean"), property("bool", { name: "tandem_first_sync" }), taken).fault).toBe("key_field");
});

test("what is switched off takes nothing, nor does the row that is being changed", () => {
  const off = { shopify: "city", hubspot: "city", direction: "both", transform: "text", enabled: false } as const;
  const city = { name: "city", type: "string", writable: true };

  const whenOff = takenBy(model, rowsOf(model, [off]), null);
  const itself = takenBy(model, rowsOf(model, []), "city|city");

  expect(findWays(city, property("string", { name: "city" }), whenOff).ways).toHaveLength(3);
  expect(findWays(city, property("string", { name: "city" }), itself).ways).toHaveLength(3);
});

test("a field that only HubSpot could fill is refused while another writes it", () => {
  const taken = { ...nothing, attributes: new Set(["metafield:custom.one"]) };

  expect(findWays(field("single_line_text_field"), property("bool"), taken).fault).toBe("attribute_taken");
});

test("a text of one's own is offered into text and towards HubSpot alone", () => {
  const text = field("single_line_text_field");

  expect(transformsOf(text, property("string"), "to_hubspot")).toEqual([
    ...["single_line", "upper", "lower", "title_case", "fixed"],
  ]);
  expect(transformsOf(text, property("string"), "both")).not.toContain("fixed");
  expect(transformsOf(field("date"), property("number"), "to_hubspot")).toEqual([]);
  expect([textOf(fixedTransform("VIP")), textOf("upper")]).toEqual(["VIP", null]);
});
