import { expect, test } from "vitest";
import { customerSettings } from "#tests/support/memory/tables.ts";
import type { FieldDefinition, SyncObjectDefinition } from "../definition.ts";
import { customers } from "../objects/customers/definition.ts";
import { syncObject, syncObjects } from "../objects/index.ts";
import type { FieldMapping, ObjectSettings } from "../ports.ts";
import {
  effectiveDefinition,
  isKeyField,
  metafieldAttribute,
  parseMetafieldAttribute,
} from "./effective-definition.ts";

const both = { direction: "both", transform: "text" } as const;
const definition: SyncObjectDefinition = {
  ...customers,
  match: [
    { shopify: "email", hubspot: "email", transform: "email" },
    { shopify: "storeKey", hubspot: "storeKey", transform: "text", lookup: "index" },
  ],
  hubspot: { ...customers.hubspot, composed: { storeKey: ["hs_store", "hs_number"] } },
  fields: [
    { shopify: "email", hubspot: "email", direction: "both", transform: "email", required: true },
    { shopify: "store", hubspot: "hs_store", ...both },
    { shopify: "shop", hubspot: "tandem_shop", direction: "to_hubspot", transform: "text" },
    { shopify: "city", hubspot: "city", ...both },
    { shopify: "company", hubspot: "company", direction: "to_hubspot", transform: "text" },
    { shopify: "description", hubspot: "description", ...both, offByDefault: true },
    { shopify: "rank", hubspot: "rank", direction: "to_shopify", transform: "text", offByDefault: true },
    {
      shopify: "firstSync",
      hubspot: "tandem_first_sync",
      direction: "to_hubspot",
      transform: "bool",
      onFirstSync: true,
    },
  ],
};

const mapping = (shopify: string, hubspot: string, more: Partial<FieldMapping> = {}): FieldMapping => ({
  shopify,
  hubspot,
  direction: "both",
  transform: "text",
  enabled: true,
  ...more,
});
const settingsOf = (mappings: readonly FieldMapping[], unavailable: ObjectSettings["unavailable"] = {}) => ({
  ...customerSettings,
  mappings,
  unavailable,
});
const fieldsUnder = (
  mappings: readonly FieldMapping[],
  unavailable: ObjectSettings["unavailable"] = {},
): readonly FieldDefinition[] => effectiveDefinition(definition, settingsOf(mappings, unavailable)).fields;
const names = (fields: readonly FieldDefinition[]): readonly string[] => fields.map(({ hubspot }) => hubspot);
const fieldOf = (fields: readonly FieldDefinition[], name: string): FieldDefinition | undefined =>
  fields.find(({ hubspot }) => hubspot === name);

const defaults = ["email", "hs_store", "tandem_shop", "city", "company", "description"];
const metafield = "metafield:custom.size";

// what the merchant chose · the mappings · the fields, by property
const cases: readonly [string, readonly FieldMapping[], readonly string[]][] = [
  ["nothing", [], defaults],
  [
    "to switch a default off",
    [mapping("city", "city", { enabled: false })],
    defaults.filter((name) => name !== "city"),
  ],
  [
    "to switch on what is off by default",
    [mapping("rank", "rank", { direction: "to_shopify" })],
    [...defaults, "rank"],
  ],
  [
    "to switch off what goes one way by default",
    [mapping("description", "description", { enabled: false })],
    defaults.filter((name) => name !== "description"),
  ],
  ["to switch off the e-mail address", [mapping("email", "email", { enabled: false })], defaults],
  ["to switch off a part of a key", [mapping("store", "hs_store", { enabled: false })], defaults],
  ["to switch off the shop", [mapping("shop", "tandem_shop", { enabled: false })], defaults],
  ["a metafield", [mapping(metafield, "size")], [...defaults, "size"]],
  ["a metafield that is off", [mapping(metafield, "size", { enabled: false })], defaults],
  ["a property that a default writes", [mapping(metafield, "city")], defaults],
  [
    "a property of which the default is off",
    [mapping("city", "city", { enabled: false }), mapping(metafield, "city")],
    ["email", "hs_store", "tandem_shop", "company", "description", "city"],
  ],
  ["our own key", [mapping(metafield, "tandem_customer_key")], defaults],
  ["our own mark of a first sync", [mapping("firstSync", "tandem_first_sync")], defaults],
  ["another attribute onto that mark", [mapping(metafield, "tandem_first_sync")], defaults],
  ["one metafield from two properties", [mapping(metafield, "a"), mapping(metafield, "b")], [...defaults, "a"]],
  [
    "one metafield to two properties",
    [mapping(metafield, "a"), mapping(metafield, "b", { direction: "to_hubspot" })],
    [...defaults, "a", "b"],
  ],
  ["an attribute that a default writes", [mapping("city", "town")], defaults],
];

test.each(cases)("a merchant chooses %s", (_what, mappings, expected) => {
  expect(names(fieldsUnder(mappings))).toEqual(expected);
});

test("a default takes another way or transform, and keeps what else it is", () => {
  const fields = fieldsUnder([
    mapping("description", "description", { direction: "to_shopify", transform: "multiline" }),
  ]);

  expect(fieldOf(fields, "description")).toEqual({
    shopify: "description",
    hubspot: "description",
    direction: "to_shopify",
    transform: "multiline",
    offByDefault: true,
  });
});

test("what can do harm goes to HubSpot alone until the merchant chooses otherwise", () => {
  const chosen = fieldsUnder([mapping("description", "description")]);

  expect(fieldOf(fieldsUnder([]), "description")?.direction).toBe("to_hubspot");
  expect(fieldOf(chosen, "description")?.direction).toBe("both");
});

test("neither a key nor a one-way default can be turned round", () => {
  const fields = fieldsUnder([
    mapping("email", "email", { direction: "to_shopify", transform: "text" }),
    mapping("company", "company", { direction: "both" }),
  ]);

  expect(fieldOf(fields, "email")).toBe(definition.fields[0]);
  expect(fieldOf(fields, "company")?.direction).toBe("to_hubspot");
});

test("a dropdown's options go with its field", () => {
  const options = [{ label: "Large", value: "l" }];

  const fields = fieldsUnder([mapping(metafield, "size", { transform: "option", options })]);

  expect(fieldOf(fields, "size")).toEqual({
    shopify: metafield,
    hubspot: "size",
    direction: "both",
    transform: "option",
    options,
  });
});

test("fields rest whose property the portal lacks", () => {
  const custom = mapping(metafield, "size");

  expect(names(fieldsUnder([custom], { size: "missing", city: "archived" }))).toEqual(
    defaults.filter((name) => name !== "city"),
  );
});

test("of a property that nobody may write only the way to Shopify goes on", () => {
  const mappings = [
    mapping(metafield, "score", { direction: "to_shopify" }),
    mapping("metafield:custom.other", "level"),
    mapping("metafield:custom.third", "grade", { direction: "to_hubspot" }),
  ];

  const fields = fieldsUnder(mappings, { score: "read_only", level: "read_only", grade: "read_only" });

  expect(names(fields)).toEqual([...defaults, "score"]);
});

test("nothing is matched by a property that is not there", () => {
  const matchUnder = (unavailable: ObjectSettings["unavailable"]) =>
    effectiveDefinition(definition, settingsOf([], unavailable)).match.map(({ hubspot }) => hubspot);

  expect(matchUnder({})).toEqual(["email", "storeKey"]);
  expect(matchUnder({ hs_number: "missing" })).toEqual(["email"]);
  expect(matchUnder({ email: "archived" })).toEqual(["storeKey"]);
  expect(matchUnder({ hs_store: "read_only" })).toEqual(["email", "storeKey"]);
});

test("it is made once for the same settings, and anew for others", () => {
  const settings = settingsOf([]);

  const first = effectiveDefinition(definition, settings);

  expect(effectiveDefinition(definition, settings)).toBe(first);
  expect(effectiveDefinition(definition, settingsOf([]))).not.toBe(first);
  expect(effectiveDefinition(customers, settings)).not.toBe(first);
});

test("a merchant who chose nothing has every object as it is defined", () => {
  for (const object of syncObjects) {
    const { fields, match } = effectiveDefinition(object, settingsOf([]));

    const unchanged = object.fields.filter(({ onFirstSync, offByDefault }) => !onFirstSync && !offByDefault);
    expect(fields.filter(({ offByDefault }) => !offByDefault)).toEqual(unchanged);
    expect(match).toEqual(object.match);
  }
});

test("key fields are those of the match keys, the unique key and the shop", () => {
  const keys = definition.fields.filter((field) => isKeyField(definition, field));

  expect(names(keys)).toEqual(["email", "hs_store", "tandem_shop"]);
});

test.each([
  ["metafield:custom.size", { namespace: "custom", key: "size", ofVariant: false, ofLocation: false }],
  ["metafield:app--1.facts.size", { namespace: "app--1.facts", key: "size", ofVariant: false, ofLocation: false }],
  ["variant.metafield:custom.size", { namespace: "custom", key: "size", ofVariant: true, ofLocation: false }],
  ["location.metafield:custom.size", { namespace: "custom", key: "size", ofVariant: false, ofLocation: true }],
  ["variant.sku", null],
  ["metafield:size", null],
  ["metafield:.size", null],
  ["metafield:custom.", null],
  ["custom.size", null],
])("%s is read as a metafield's attribute: %j", (attribute, expected) => {
  expect(parseMetafieldAttribute(attribute)).toEqual(expected);
  if (expected) expect(metafieldAttribute(expected.namespace, expected.key, expected)).toBe(attribute);
});

test("a location's metafield is a field of locations alone, and their company reads it while they are synced", () => {
  const [whole, part] = [syncObject("companies"), syncObject("company_locations")];
  const mapping = { direction: "to_hubspot", transform: "single_line", enabled: true } as const;
  const mappings = [
    { ...mapping, shopify: "location.metafield:custom.zone", hubspot: "zone" },
    { ...mapping, shopify: "metafield:custom.tier", hubspot: "tier" },
    { ...mapping, shopify: "name", hubspot: "name", enabled: false },
  ];
  const settings = (locations: boolean) => ({ mappings, unavailable: {}, options: { locations } });

  const [on, off] = [true, false].map((isOn) => effectiveDefinition(whole, settings(isOn)));
  const ofLocations = effectiveDefinition(part, settings(true));

  expect(on?.fields.slice(-1)).toMatchObject([{ hubspot: "tier" }]);
  expect(ofLocations.fields.slice(-1)).toMatchObject([{ hubspot: "zone" }]);
  expect(ofLocations.fields.map(({ hubspot }) => hubspot)).toEqual(expect.arrayContaining(["name"]));
  expect(ofLocations.fields.map(({ hubspot }) => hubspot)).not.toContain("tier");
  expect(on?.shopify.extraMetafields).toEqual(["location.metafield:custom.zone"]);
  expect(off?.shopify.extraMetafields).toBeUndefined();
});

test("metafields that a limit asks for are read though no field has them", () => {
  const limit = [
    { field: "metafield:custom.tier", operator: "is_known" },
    { field: "email", operator: "is_known" },
  ] as const;

  const { shopify } = effectiveDefinition(definition, { ...settingsOf([]), limit });

  expect(shopify.extraMetafields).toEqual(["metafield:custom.tier"]);
});

test("a custom field minds what a default that writes the same attribute minds", () => {
  const guarded: SyncObjectDefinition = {
    ...definition,
    fields: [
      ...definition.fields,
      { shopify: "title", hubspot: "title", ...both, required: true, writableWhen: "isAlone" },
      { shopify: "fee", hubspot: "fee", ...both, writableWithOption: "sameCurrency", travelsWith: "feeUnit" },
    ],
  };
  const off = { enabled: false };
  const mappings = [
    ...[mapping("title", "title", off), mapping("fee", "fee", off)],
    ...[mapping("title", "own_title"), mapping("fee", "own_fee")],
  ];

  const { fields } = effectiveDefinition(guarded, settingsOf(mappings));

  expect(fieldOf(fields, "own_title")).toMatchObject({ required: true, writableWhen: "isAlone" });
  expect(fieldOf(fields, "own_fee")).toMatchObject({ writableWithOption: "sameCurrency", travelsWith: "feeUnit" });
});
