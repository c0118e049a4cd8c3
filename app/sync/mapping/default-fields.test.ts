import { expect, test } from "vitest";
import { syncObject, syncObjects } from "../objects/index.ts";
import { defaultFieldsOf } from "./default-fields.ts";
import { effectiveDefinition } from "./effective-definition.ts";
import { findMappingFault } from "./find-mapping-fault.ts";

const field = (object: Parameters<typeof syncObject>[0], hubspot: string) =>
  defaultFieldsOf(syncObject(object)).find((one) => one.hubspot === hubspot);
const untouched = { mappings: [], unavailable: {} };

test("a field that goes both ways may be turned any way, a one-way field stays as it is", () => {
  expect(field("customers", "firstname")).toMatchObject({
    ...{ shopify: "firstName", type: "string", direction: "both", fixed: null, property: null },
    directions: ["both", "to_hubspot", "to_shopify"],
  });
  expect(field("customers", "tandem_locale")).toMatchObject({
    ...{ direction: "to_hubspot", directions: ["to_hubspot"], fixed: null },
    property: { label: "Shopify language", type: "string", fieldType: "text" },
  });
});

test("what records are told apart by, what the first sync writes and what the stages decide cannot be changed", () => {
  expect(field("customers", "email")).toMatchObject({ fixed: "key", directions: ["both"] });
  expect(field("customers", "tandem_shop")?.fixed).toBe("key");
  expect(field("orders", "hs_external_order_id")?.fixed).toBe("key");
  expect(field("orders", "tandem_first_sync")?.fixed).toBe("first_sync");
  expect(field("orders", "hs_pipeline_stage")).toMatchObject({ fixed: "stage", type: null });
});

test("what can do harm in Shopify only goes to HubSpot until it is turned", () => {
  expect(field("products", "description")).toMatchObject({ direction: "to_hubspot", enabled: true, harmful: true });
  expect(field("products", "description")?.directions).toHaveLength(3);
});

test("what must be minded towards Shopify is noted", () => {
  expect(field("products", "name")?.notes).toEqual(["only_named_alone"]);
  expect(field("products", "price")?.notes).toEqual(["only_same_currency"]);
  expect(field("products", "hs_sku")?.notes).toEqual(["may_be_taken"]);
  expect(field("companies", "zip")?.notes).toEqual(["only_with_location"]);
});

test("every condition of every definition has its note", () => {
  for (const definition of syncObjects) {
    const conditional = definition.fields.filter((one) => one.writableWhen || one.writableWithOption || one.mayBeTaken);
    const noted = defaultFieldsOf(definition).filter(({ notes }) => notes.length > 0);

    expect(noted.map(({ hubspot }) => hubspot)).toEqual(conditional.map(({ hubspot }) => hubspot));
  }
});

test("the default fields are those that the engine goes by, on and off, in the same direction", () => {
  for (const definition of syncObjects) {
    const shown = defaultFieldsOf(definition)
      .filter(({ enabled, fixed }) => enabled && fixed !== "first_sync")
      .map(({ shopify, hubspot, direction }) => ({ shopify, hubspot, direction }));
    const used = effectiveDefinition(definition, untouched).fields.map(({ shopify, hubspot, direction }) => {
      return { shopify, hubspot, direction };
    });

    expect(shown).toEqual(used);
  }
});

test("every change that is offered is one that the engine takes", () => {
  for (const definition of syncObjects) {
    for (const { shopify, hubspot, transform, directions, fixed } of defaultFieldsOf(definition)) {
      for (const direction of fixed ? [] : directions) {
        const on = { shopify, hubspot, direction, transform, enabled: true };
        expect(findMappingFault(definition, untouched, on)).toBeNull();
        expect(findMappingFault(definition, untouched, { ...on, enabled: false })).toBeNull();
      }
    }
  }
});
