import { expect, test } from "vitest";
import { syncObject, syncObjects } from "../objects/index.ts";
import { waysOfType } from "./fitting-transforms.ts";
import { shopifyFieldsOf } from "./shopify-fields.ts";

const field = (object: Parameters<typeof syncObject>[0], name: string) =>
  shopifyFieldsOf(syncObject(object)).find((one) => one.name === name);

test("attributes have the type of their default field, and say whether Shopify takes them", () => {
  expect(field("customers", "email")).toEqual({ name: "email", type: "email", writable: true });
  expect(field("customers", "ordersCount")).toEqual({ name: "ordersCount", type: "number", writable: false });
  expect(field("customers", "tags")).toEqual({ name: "tags", type: "tags", writable: true });
  expect(field("products", "vendor")).toEqual({ name: "vendor", type: "string", writable: true });
  expect(field("products", "descriptionHtml")).toEqual({ name: "descriptionHtml", type: "html", writable: true });
});

test("nothing of an object that goes one way is writable", () => {
  for (const object of ["orders", "carts"] as const)
    expect(shopifyFieldsOf(syncObject(object)).filter(({ writable }) => writable)).toEqual([]);
});

test("every object lists each attribute once, of a type that goes somewhere, without what settings make", () => {
  for (const definition of syncObjects) {
    const fields = shopifyFieldsOf(definition);
    const names = fields.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => ["firstSync", "pipelineId", "stageId"].includes(name))).toEqual([]);
    expect(fields.filter((one) => Object.keys(waysOfType(one)).length === 0)).toEqual([]);
  }
});
