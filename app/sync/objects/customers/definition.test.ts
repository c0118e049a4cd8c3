import { expect, test } from "vitest";
import type { FieldDefinition } from "../../definition.ts";
import type { ObjectKey } from "../../record.ts";
import { childObjects, syncObject, syncObjects } from "../index.ts";
import { customerProperties, customers } from "./definition.ts";

test("every property of ours is written by a field or is the key", () => {
  const fields: readonly FieldDefinition[] = customers.fields;
  const written = fields.filter(({ property }) => property).map(({ hubspot }) => hubspot);

  expect([customers.hubspot.keyProperty, ...written].sort()).toEqual(Object.keys(customerProperties).sort());
});

test("names in HubSpot carry no shop and are ours", () => {
  for (const name of Object.keys(customerProperties)) expect(name).toMatch(/^tandem_[a-z_]+$/);
});

test("only the key is unique", () => {
  const unique = Object.entries(customerProperties).filter(([, property]) => "hasUniqueValue" in property);

  expect(unique.map(([name]) => name)).toEqual(["tandem_customer_key"]);
});

test("no two fields write the same attribute of a side", () => {
  const twoWay = customers.fields.filter(({ direction }) => direction !== "to_hubspot");

  expect(new Set(customers.fields.map(({ hubspot }) => hubspot)).size).toBe(customers.fields.length);
  expect(new Set(twoWay.map(({ shopify }) => shopify)).size).toBe(twoWay.length);
});

test("HubSpot tells us of every property that goes both ways", () => {
  const twoWay = customers.fields.filter(({ direction }) => direction !== "to_hubspot");

  for (const { hubspot } of twoWay) expect(customers.hubspot.watchedProperties).toContain(hubspot);
});

test("an object is found by its key", () => {
  for (const object of [...syncObjects, ...childObjects]) expect(syncObject(object.key)).toBe(object);
  expect(() => syncObject("none" as ObjectKey)).toThrow("no definition of none");
});
