import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import { customers } from "../objects/customers/definition.ts";
import type { FieldMapping } from "../ports.ts";
import type { Direction } from "../record.ts";
import type { HubspotProperty, MappingFault } from "./check-mapping.ts";
import { checkMapping } from "./check-mapping.ts";
import { findMappingFault } from "./find-mapping-fault.ts";
import { fittingProperty } from "./fitting-property.ts";
import { waysOfType } from "./fitting-transforms.ts";
import { isTransform } from "./transforms.ts";

const property = (type: string, fieldType: string = type, more: Partial<HubspotProperty> = {}): HubspotProperty => ({
  name: "p",
  type,
  fieldType,
  readOnly: false,
  ...more,
});
const choices = [{ label: "Large", value: "l" }];
const properties: Readonly<Record<string, HubspotProperty>> = {
  text: property("string", "text"),
  number: property("number"),
  date: property("date"),
  datetime: property("datetime", "date"),
  bool: property("bool", "booleancheckbox"),
  choice: property("enumeration", "select", { options: choices }),
  choices: property("enumeration", "checkbox", { options: choices }),
};
const field = (type: string) =>
  type.startsWith("m:")
    ? { name: "metafield:custom.x", type: type.slice(2), writable: true }
    : { name: "x", type, writable: true };

/** The first fitting transform for each direction: both, to_hubspot, to_shopify; "-" where none fits. */
function firstOf(type: string, kind: string): string {
  const known = properties[kind] ?? property(kind);
  const first = (direction: Direction): string => {
    const check = checkMapping(field(type), known, direction);
    return check.fits ? (check.transforms[0] ?? "?") : "-";
  };
  return `${first("both")} ${first("to_hubspot")} ${first("to_shopify")}`;
}

const all = (name: string): string => `${name} ${name} ${name}`;
const out = (name: string): string => `- ${name} -`;
const back = (name: string): string => `- - ${name}`;
const none = "- - -";

// Shopify's type · text · number · date · datetime · bool · choice · choices
const table: readonly (readonly [string, ...string[]])[] = [
  [
    "string",
    all("text"),
    back("number"),
    back("date"),
    back("datetime"),
    back("bool"),
    all("option"),
    back("options_text"),
  ],
  [
    "multiline",
    all("multiline"),
    back("number"),
    back("date"),
    back("datetime"),
    back("bool"),
    all("option"),
    back("options_text"),
  ],
  ["number", out("number"), all("number"), none, none, none, out("option"), none],
  ["money", out("number"), all("number"), none, none, none, out("option"), none],
  ["date", out("date"), none, all("date"), all("date_instant"), none, none, none],
  ["datetime", out("datetime"), none, all("instant_date"), all("datetime"), none, none, none],
  ["boolean", out("bool"), none, none, none, all("bool"), none, none],
  ["url", all("text"), none, none, none, none, none, none],
  ["html", all("html"), none, none, none, none, none, none],
  ["tags", all("tags"), none, none, none, none, none, all("options_text")],
  ["country", all("country"), none, none, none, none, out("option"), none],
  ["province", all("province"), none, none, none, none, none, none],
  ["email", all("email"), none, none, none, none, none, none],
  ["phone", all("phone"), none, none, none, none, none, none],
  ["nonsense", none, none, none, none, none, none, none],
  [
    "m:single_line_text_field",
    all("single_line"),
    back("number"),
    back("date"),
    back("datetime"),
    back("bool"),
    all("option"),
    back("options_text"),
  ],
  [
    "m:multi_line_text_field",
    all("multiline"),
    back("number"),
    back("date"),
    back("datetime"),
    back("bool"),
    all("option"),
    back("options_text"),
  ],
  ["m:rich_text_field", out("rich_text"), none, none, none, none, none, none],
  ["m:number_integer", out("integer"), all("integer"), none, none, none, out("option"), none],
  ["m:number_decimal", out("number"), all("number"), none, none, none, out("option"), none],
  ["m:boolean", out("bool"), none, none, none, all("bool"), none, none],
  ["m:date", out("date"), none, all("date"), all("date_instant"), none, none, none],
  ["m:date_time", out("datetime"), none, all("instant_date"), all("datetime"), none, none, none],
  ["m:url", all("single_line"), none, none, none, none, none, none],
  ["m:color", all("single_line"), none, none, none, none, all("option"), none],
  ["m:language", all("single_line"), none, none, none, none, all("option"), none],
  ["m:id", all("single_line"), none, none, none, none, none, none],
  ["m:json", out("json"), none, none, none, none, none, none],
  ["m:link", out("json"), none, none, none, none, none, none],
  ["m:money", all("money_text"), all("money"), none, none, none, none, none],
  ["m:rating", out("rating"), all("rating"), none, none, none, none, none],
  ["m:dimension", all("measure_text"), all("measure"), none, none, none, none, none],
  ["m:weight", all("measure_text"), all("measure"), none, none, none, none, none],
  ["m:volume", all("measure_text"), all("measure"), none, none, none, none, none],
  ["m:list.single_line_text_field", all("list_text"), none, none, none, none, none, all("options")],
  ["m:list.url", all("list_text"), none, none, none, none, none, all("options")],
  ["m:list.color", all("list_text"), none, none, none, none, none, all("options")],
  ["m:list.number_integer", out("list_text"), none, none, none, none, none, out("options")],
  ["m:list.dimension", out("list_text"), none, none, none, none, none, out("options")],
  ["m:list.product_reference", out("list_text"), none, none, none, none, none, out("options")],
  ["m:product_reference", out("multiline"), none, none, none, none, none, none],
  ["m:metaobject_reference", out("multiline"), none, none, none, none, none, none],
  ["m:something_new", out("multiline"), none, none, none, none, none, none],
];

test.each(table)("%s goes to its fitting properties", (type, ...expected) => {
  expect(Object.keys(properties).map((kind) => firstOf(type, kind))).toEqual(expected);
});

// what is amiss · Shopify's type, writable · property · direction
const faults: readonly [MappingFault, [string, boolean], HubspotProperty, Direction][] = [
  ["read_only_in_shopify", ["string", false], property("string"), "both"],
  ["read_only_in_shopify", ["string", false], property("string"), "to_shopify"],
  ["read_only_in_hubspot", ["string", true], property("string", "calculation_equation", { readOnly: true }), "both"],
  ["read_only_in_hubspot", ["string", true], property("string", "text", { readOnly: true }), "to_hubspot"],
  ["no_options", ["string", true], property("enumeration", "select"), "both"],
  ["no_options", ["tags", true], property("enumeration", "checkbox", { options: [] }), "to_hubspot"],
  ["only_to_hubspot", ["number", true], property("string"), "both"],
  ["only_to_hubspot", ["m:json", true], property("string"), "to_shopify"],
  ["only_to_shopify", ["string", true], property("number"), "both"],
  ["only_to_shopify", ["string", true], property("number"), "to_hubspot"],
  ["types_differ", ["number", true], property("date"), "both"],
  ["types_differ", ["string", true], property("string", "file"), "both"],
  ["types_differ", ["string", true], property("object_coordinates", "text"), "to_hubspot"],
];

test.each(faults)("%s: %j with %j, %s", (fault, [type, writable], known, direction) => {
  expect(checkMapping({ ...field(type), writable }, known, direction)).toEqual({ fits: false, fault });
});

test("what is read-only goes the one way that it can", () => {
  const readOnly = property("number", "calculation_equation", { readOnly: true });

  expect(checkMapping({ ...field("number"), writable: false }, property("number"), "to_hubspot").fits).toBe(true);
  expect(checkMapping(field("m:number_decimal"), readOnly, "to_shopify")).toEqual({
    fits: true,
    transforms: ["number"],
  });
});

test("several fitting transforms are named, the plain one first", () => {
  expect(checkMapping(field("string"), property("string"), "both")).toEqual({
    fits: true,
    transforms: ["text", "upper", "lower", "title_case"],
  });
});

test("every type names transforms that there are", () => {
  const named = table.flatMap(([type]) =>
    Object.values(waysOfType(field(type))).flatMap(({ both = [], toHubspot = [], toShopify = [] }) => [
      ...both,
      ...toHubspot,
      ...toShopify,
    ]),
  );

  expect(named.filter((name) => !isTransform(name))).toEqual([]);
});

test("the property made for a field fits it", () => {
  for (const [type] of table.filter(([name]) => name !== "nonsense")) {
    const made = fittingProperty({ type: type.replace("m:", "") });

    expect([type, checkMapping(field(type), property(made.type, made.fieldType), "to_hubspot").fits]).toEqual([
      type,
      true,
    ]);
  }
});

test("values that Shopify allows become options, unless HubSpot could not hold one", () => {
  const list = { type: "list.single_line_text_field" };

  expect(fittingProperty({ type: "single_line_text_field" }, ["S", "L", "S"])).toEqual({
    type: "enumeration",
    fieldType: "select",
    options: [
      { label: "S", value: "S" },
      { label: "L", value: "L" },
    ],
  });
  expect(fittingProperty(list, ["S"])).toMatchObject({ type: "enumeration", fieldType: "checkbox" });
  expect(fittingProperty(list, ["a;b"])).toEqual({ type: "string", fieldType: "textarea" });
});

const mapping = (shopify: string, hubspot: string, more: Partial<FieldMapping> = {}): FieldMapping => ({
  ...{ shopify, hubspot, direction: "both", transform: "text", enabled: true },
  ...more,
});
const size = mapping("metafield:custom.size", "size");
const off = { enabled: false };

// what is amiss · the mapping · those there are
const clashes: readonly [MappingFault | null, FieldMapping, readonly FieldMapping[]][] = [
  [null, size, []],
  [null, { ...size, direction: "to_hubspot" }, [size]],
  [null, mapping("city", "city", off), []],
  ["unknown_transform", { ...size, transform: "magic" }, []],
  ["key_field", mapping("email", "email", off), []],
  ["key_field", mapping("shop", "tandem_shop", { direction: "to_hubspot" }), []],
  ["key_field", mapping("metafield:custom.size", "tandem_customer_key"), []],
  ["property_taken", mapping("metafield:custom.size", "city"), []],
  [null, mapping("metafield:custom.size", "city"), [mapping("city", "city", off)]],
  ["property_taken", mapping("city", "city"), [mapping("city", "city", off), mapping("metafield:custom.size", "city")]],
  ["attribute_taken", mapping("city", "town"), []],
  [null, mapping("city", "town", { direction: "to_hubspot" }), []],
  ["attribute_taken", mapping("metafield:custom.size", "length"), [size]],
];

test.each(clashes)("%s: %j beside %j", (fault, candidate, mappings) => {
  expect(findMappingFault(customers, { ...customerSettings, mappings }, candidate)).toBe(fault);
});
