import { expect, test } from "vitest";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import { shopifyFieldsOf } from "#app/sync/mapping/shopify-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { RowFaultCode } from "./check-mappings.ts";
import { checkMappings } from "./check-mappings.ts";

const definition = syncObject("customers");
const property = (name: string, type: string, more: Partial<PropertyFacts> = {}): PropertyFacts => ({
  name,
  label: name,
  type,
  fieldType: type === "enumeration" ? "select" : "text",
  options: [],
  readOnly: false,
  archived: false,
  hasUniqueValue: false,
  calculated: false,
  ...more,
});

const surroundings = {
  definition,
  unavailable: {},
  fields: [
    ...shopifyFieldsOf(definition),
    { name: "metafield:custom.tier", type: "single_line_text_field", writable: true },
    { name: "metafield:custom.size", type: "number_integer", writable: true },
    { name: "metafield:theirs.score", type: "number_integer", writable: false },
    { name: "metafield:custom.story", type: "rich_text_field", writable: true },
  ],
  properties: [
    property("erp_tier", "string"),
    property("erp_size", "number"),
    property("erp_level", "enumeration", { options: [{ label: "Gold", value: "gold" }] }),
    property("erp_empty", "enumeration"),
    property("erp_sum", "number", { readOnly: true }),
    property("erp_old", "string", { archived: true }),
    property("city", "string"),
  ],
};

const row = (shopify: string, hubspot: string, more: Partial<FieldMapping> = {}): FieldMapping => ({
  shopify,
  hubspot,
  direction: "both",
  transform: "single_line",
  enabled: true,
  ...more,
});
const tier = row("metafield:custom.tier", "erp_tier");
const size = row("metafield:custom.size", "erp_size", { transform: "integer" });
const out = { direction: "to_hubspot" } as const;

// what is wrong · the mappings · the faults by row
const cases: readonly [string, readonly FieldMapping[], readonly [number, RowFaultCode][]][] = [
  ["nothing", [tier, size], []],
  ["a pair that is there twice", [tier, size, tier], [[2, "given_twice"]]],
  ["a metafield that is not defined", [row("metafield:custom.gone", "erp_tier")], [[0, "unknown_field"]]],
  ["an attribute that is none", [row("nickname", "erp_tier")], [[0, "unknown_field"]]],
  ["a property that is not there", [row("metafield:custom.tier", "erp_gone")], [[0, "unknown_property"]]],
  ["an archived property", [row("metafield:custom.tier", "erp_old")], [[0, "unknown_property"]]],
  [
    "types that do not meet",
    [row("metafield:custom.size", "erp_level", { transform: "option" })],
    [[0, "only_to_hubspot"]],
  ],
  [
    "what goes one way",
    [row("metafield:custom.story", "erp_tier", { transform: "rich_text" })],
    [[0, "only_to_hubspot"]],
  ],
  ["a metafield of another app", [row("metafield:theirs.score", "erp_size")], [[0, "read_only_in_shopify"]]],
  ["a property that HubSpot keeps", [row("metafield:custom.size", "erp_sum", out)], [[0, "read_only_in_hubspot"]]],
  [
    "a dropdown without options",
    [row("metafield:custom.tier", "erp_empty", { transform: "option" })],
    [[0, "no_options"]],
  ],
  ["a conversion of other types", [{ ...size, transform: "single_line" }], [[0, "transform_differs"]]],
  ["a conversion that there is not", [{ ...size, transform: "magic" }], [[0, "unknown_transform"]]],
  ["a text of one's own", [row("metafield:custom.tier", "erp_tier", { transform: "fixed:VIP", ...out })], []],
  ["a text of one's own both ways", [{ ...tier, transform: "fixed:VIP" }], [[0, "transform_differs"]]],
  [
    "what records are told apart by",
    [row("email", "email", { transform: "email", enabled: false })],
    [[0, "key_field"]],
  ],
  ["a property that a default writes", [row("metafield:custom.tier", "city")], [[0, "property_taken"]]],
  [
    "nothing where the default is off",
    [row("city", "city", { enabled: false, transform: "text" }), row("metafield:custom.tier", "city")],
    [],
  ],
  [
    "two properties that write one metafield",
    [tier, row("metafield:custom.tier", "erp_level", { transform: "option" })],
    [
      [0, "attribute_taken"],
      [1, "attribute_taken"],
    ],
  ],
  ["nothing of what is switched off", [row("metafield:custom.gone", "erp_gone", { enabled: false })], []],
  ["nothing of a default that is turned", [row("city", "city", { transform: "text", ...out })], []],
];

test.each(cases)("mappings with %s are told so, row by row", (_, mappings, expected) => {
  const faults = checkMappings(surroundings, mappings);

  expect(faults.map(({ row: place, code }) => [place, code])).toEqual(expected);
});

test("a location's metafield may go to a property that a company's field goes to, and to none of a location's own", () => {
  const zone = row("location.metafield:custom.zone", "erp_tier", out);
  const onCompanies = {
    ...surroundings,
    definition: syncObject("companies"),
    fields: [tier, zone].map(({ shopify: name }) => ({ name, type: "single_line_text_field", writable: false })),
  };

  const apart = checkMappings(onCompanies, [{ ...tier, ...out }, zone]);
  const back = checkMappings(onCompanies, [{ ...zone, direction: "both" }]);
  const taken = checkMappings(onCompanies, [{ ...zone, hubspot: "city" }]);

  expect(apart).toEqual([]);
  expect(back).toEqual([{ row: 0, code: "read_only_in_shopify" }]);
  expect(taken).toEqual([{ row: 0, code: "property_taken" }]);
});
