import { beforeEach, expect, test } from "vitest";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { RecordWrite } from "#app/sync/ports.ts";
import type { ObjectKey, Values } from "#app/sync/record.ts";
import { withAdapters } from "./open-adapters.ts";
import { readToEnd } from "./read-bulk-to-end.ts";

const adapters = withAdapters();

/** The object's definition with these metafields mapped, each to a property of its own. */
function definitionWith(object: ObjectKey, attributes: readonly string[]) {
  const mappings = attributes.map((shopify, i) => {
    return { shopify, hubspot: `custom_${i}`, direction: "both", transform: "single_line", enabled: true } as const;
  });
  return effectiveDefinition(syncObject(object), { mappings, unavailable: {} });
}

const port = (object: ObjectKey, ...attributes: readonly string[]) =>
  adapters.vendors.records(adapters.connection, object, "shopify", "live", definitionWith(object, attributes));
const update = (id: string, values: Values): RecordWrite => ({ kind: "update", ref: id, id, values });

function addCustomer(email: string): string {
  const made = adapters.shop.customers.create({ email });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return String(made.value.id);
}

function addProduct(title: string) {
  const options = (size: string) => ({ price: "1.00", options: [{ name: "Size", value: size }] });
  const made = adapters.shop.products.create({ title, variants: [options("S"), options("M")] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return { id: String(made.value.id), variants: made.value.variants.map(({ id }) => String(id)) };
}

const gid = (kind: string, id: string) => `gid://shopify/${kind}/${id}`;
const setMetafield = (owner: string, name: string, type: string, value: string) => {
  const [namespace = "", key = ""] = name.split(".");
  adapters.shop.metafields.set(owner, { namespace, key, type, value });
};
const storedOf = (owner: string, name: string) => {
  const [namespace = "", key = ""] = name.split(".");
  return adapters.shop.metafields.get(owner, namespace, key)?.value;
};

beforeEach(() => {
  if (adapters.shop.definitions.get("Customer", "custom", "size")) return;
  const plain = { description: null, isUnique: false, isPinned: false, validations: [], namespace: "custom" };
  for (const definition of [
    { ...plain, kind: "Customer", key: "size", name: "Size", type: "number_integer" },
    { ...plain, kind: "Customer", key: "born", name: "Born", type: "date" },
    { ...plain, kind: "Customer", key: "erp", name: "ERP number", type: "single_line_text_field", isUnique: true },
    { ...plain, kind: "Product", key: "care", name: "Care", type: "single_line_text_field" },
    { ...plain, kind: "ProductVariant", key: "care", name: "Care", type: "single_line_text_field" },
    { ...plain, kind: "Company", key: "zone", name: "Zone", type: "single_line_text_field" },
    { ...plain, kind: "CompanyLocation", key: "zone", name: "Zone", type: "single_line_text_field" },
  ])
    adapters.shop.definitions.create(definition);
});

test("a customer is read with its metafields as canonical texts, null for those that it has not", async () => {
  const id = addCustomer("texts@example.com");
  const owner = gid("Customer", id);
  setMetafield(owner, "custom.seen", "date_time", "2026-02-28T12:00:00+00:00");
  setMetafield(owner, "custom.tags", "list.single_line_text_field", "[]");
  setMetafield(owner, "custom.price", "money", '{"amount":"5.00","currency_code":"USD"}');
  const names = ["seen", "tags", "price", "none"].map((key) => `metafield:custom.${key}`);

  const found = (await port("customers", ...names).read([id, "1"])).get(id);
  const byEmail = await port("customers", ...names).findBy("email", ["texts@example.com"]);

  const values = {
    email: "texts@example.com",
    "metafield:custom.seen": "2026-02-28T12:00:00.000Z",
    "metafield:custom.tags": null,
    "metafield:custom.price": '{"amount":"5.00","currency_code":"USD"}',
    "metafield:custom.none": null,
  };
  expect(found).toMatchObject({ kind: "found", record: { values } });
  expect(byEmail.get("texts@example.com")?.[0]).toMatchObject({ id, values });
});

test("a metafield that names other records holds their names, and nothing where our scopes end", async () => {
  const id = addCustomer("references@example.com");
  const product = addProduct("Hat");
  const owner = gid("Customer", id);
  setMetafield(owner, "custom.one", "product_reference", gid("Product", product.id));
  setMetafield(
    owner,
    "custom.many",
    "list.variant_reference",
    JSON.stringify(product.variants.map((variant) => gid("ProductVariant", variant))),
  );
  setMetafield(owner, "custom.object", "metaobject_reference", gid("Metaobject", "1"));
  const names = ["one", "many", "object"].map((key) => `metafield:custom.${key}`);

  const found = (await port("customers", ...names).read([id])).get(id);

  expect(found).toMatchObject({
    record: {
      values: {
        "metafield:custom.one": "Hat",
        "metafield:custom.many": '["Hat - S","Hat - M"]',
        "metafield:custom.object": null,
      },
    },
  });
});

test("a variant's record has its product's metafields and its own, each under its name", async () => {
  const { id, variants } = addProduct("Shirt");
  setMetafield(gid("Product", id), "custom.care", "single_line_text_field", "wash cold");
  setMetafield(gid("ProductVariant", variants[1] ?? ""), "custom.care", "single_line_text_field", "iron");
  const products = port("products", "metafield:custom.care", "variant.metafield:custom.care");

  const found = await products.read(variants);

  const care = (of: string | null) => ({
    record: { values: { "metafield:custom.care": "wash cold", "variant.metafield:custom.care": of } },
  });
  expect([...found.values()]).toMatchObject([care(null), care("iron")]);
});

test("a variant's product is found for its metafields though nobody has read it before", async () => {
  const { id, variants } = addProduct("Coat");
  const products = port("products", "metafield:custom.care", "variant.metafield:custom.care");

  const results = await products.write([
    update(variants[0] ?? "", { "metafield:custom.care": "of all", "variant.metafield:custom.care": "own" }),
    update("1", { "metafield:custom.care": "nobody's" }),
  ]);

  expect(results.get(variants[0] ?? "")).toMatchObject({ kind: "written", record: { groupId: id } });
  expect(storedOf(gid("Product", id), "custom.care")).toBe("of all");
  expect(storedOf(gid("ProductVariant", variants[0] ?? ""), "custom.care")).toBe("own");
  expect(results.get("1")).toEqual({ kind: "gone" });
});

test("two variants that want another value of their product leave the later one", async () => {
  const { id, variants } = addProduct("Scarf");
  const writes = variants.map((variant, i) => update(variant, { "metafield:custom.care": `by ${i}` }));

  const results = await port("products", "metafield:custom.care").write(writes);

  expect([...results.values()].map(({ kind }) => kind)).toEqual(["written", "written"]);
  expect(storedOf(gid("Product", id), "custom.care")).toBe("by 1");
});

test("own attributes and metafields of a customer are written together and answered as they are stored", async () => {
  const id = addCustomer("both@example.com");
  const customers = port("customers", "metafield:custom.size", "metafield:custom.born");

  const results = await customers.write([
    update(id, { firstName: "Ada", "metafield:custom.size": "7", "metafield:custom.born": "1815-12-10" }),
  ]);

  const values = { firstName: "Ada", "metafield:custom.size": "7", "metafield:custom.born": "1815-12-10" };
  expect(results.get(id)).toMatchObject({ kind: "written", created: false, record: { id, values } });
  expect((await customers.read([id])).get(id)).toMatchObject({ record: { values } });
});

test("a cleared metafield is deleted; one that is not there is no error", async () => {
  const id = addCustomer("cleared@example.com");
  setMetafield(gid("Customer", id), "custom.size", "number_integer", "7");
  const customers = port("customers", "metafield:custom.size", "metafield:custom.born");

  const results = await customers.write([update(id, { "metafield:custom.size": null, "metafield:custom.born": null })]);

  expect(results.get(id)).toMatchObject({ kind: "written", record: { values: { "metafield:custom.size": null } } });
  expect(storedOf(gid("Customer", id), "custom.size")).toBeUndefined();
});

test("a value that Shopify refuses fails its record with the field, and no other", async () => {
  const [bad = "", ...good] = Array.from({ length: 30 }, (_, i) => addCustomer(`many${i}@example.com`));
  const customers = port("customers", "metafield:custom.size", "metafield:custom.born");

  const results = await customers.write([
    ...good.map((id) => update(id, { "metafield:custom.size": "5" })),
    update(bad, { "metafield:custom.size": "5", "metafield:custom.born": "soon" }),
  ]);

  expect(results.get(bad)).toMatchObject({
    kind: "failed",
    error: { kind: "permanent", code: "invalid_value", details: { field: "metafield:custom.born" } },
  });
  expect(good.map((id) => results.get(id)?.kind)).toEqual(good.map(() => "written"));
  expect(good.map((id) => storedOf(gid("Customer", id), "custom.size"))).toEqual(good.map(() => "5"));
});

test("a value that the shop keeps unique and another customer has is told as taken", async () => {
  const [first = "", second = ""] = ["unique1@example.com", "unique2@example.com"].map(addCustomer);
  const customers = port("customers", "metafield:custom.erp");

  await customers.write([update(first, { "metafield:custom.erp": "A1" })]);
  const results = await customers.write([update(second, { "metafield:custom.erp": "A1" })]);

  expect(results.get(second)).toMatchObject({
    kind: "failed",
    error: { code: "value_taken", details: { field: "metafield:custom.erp" } },
  });
});

test("without a definition the type is the one that was read; where there is none the field fails", async () => {
  const [known = "", unknown = ""] = ["known@example.com", "unknown@example.com"].map(addCustomer);
  setMetafield(gid("Customer", known), "old.shoe", "number_integer", "41");
  const fresh = port("customers", "metafield:old.shoe");
  const customers = port("customers", "metafield:old.shoe");

  await customers.read([known]);
  const typed = await customers.write([update(unknown, { "metafield:old.shoe": "42" })]);
  const untyped = await fresh.write([update(addCustomer("nobody@example.com"), { "metafield:old.shoe": "43" })]);

  expect(typed.get(unknown)).toMatchObject({ kind: "written", record: { values: { "metafield:old.shoe": "42" } } });
  expect([...untyped.values()]).toMatchObject([
    { kind: "failed", error: { code: "invalid_value", details: { field: "metafield:old.shoe" } } },
  ]);
});

test("a new customer is there though one of its metafields is refused, which is blank then", async () => {
  const values = { email: "new@example.com", "metafield:custom.size": "9", "metafield:custom.born": "soon" };
  const customers = port("customers", "metafield:custom.size", "metafield:custom.born");

  const results = await customers.write([{ kind: "create", ref: "new", key: "x:new", values }]);

  expect(results.get("new")).toMatchObject({
    kind: "written",
    created: true,
    record: { values: { email: "new@example.com", "metafield:custom.size": "9", "metafield:custom.born": null } },
  });
});

test("metafields of a customer that is deleted meanwhile end as gone", async () => {
  const results = await port("customers", "metafield:custom.size").write([
    update("1", { "metafield:custom.size": "5" }),
  ]);

  expect(results.get("1")).toEqual({ kind: "gone" });
});

test("a metafield that only a limit names is read, too", async () => {
  const id = addCustomer("limited@example.com");
  setMetafield(gid("Customer", id), "custom.tier", "single_line_text_field", "Gold");
  const limit = [{ field: "metafield:custom.tier", operator: "equals", value: "Gold" }] as const;
  const definition = effectiveDefinition(syncObject("customers"), { mappings: [], unavailable: {}, limit });

  const port = adapters.vendors.records(adapters.connection, "customers", "shopify", "live", definition);
  const found = (await port.read([id])).get(id);

  expect(found).toMatchObject({ record: { values: { "metafield:custom.tier": "Gold" } } });
});

test("an order's metafields are read with it", async () => {
  const lineItems = [{ title: "Bowl", quantity: 1, price: "10.00" }];
  const order = adapters.shop.orders.place({ email: "ann@example.com", lineItems });
  if (!order.ok) throw new Error(JSON.stringify(order.errors));
  const id = String(order.value.id);
  setMetafield(gid("Order", id), "custom.gift", "boolean", "true");

  const found = (await port("orders", "metafield:custom.gift").read([id])).get(id);

  expect(found).toMatchObject({ kind: "found", record: { values: { "metafield:custom.gift": "true" } } });
});

test("companies carry metafields, too", async () => {
  const company = adapters.shop.companies.create({ company: { name: "Acme" } });
  if (!company.ok) throw new Error(JSON.stringify(company.errors));
  const id = String(company.value.id);
  setMetafield(gid("Company", id), "custom.vat", "single_line_text_field", "DE1");
  const companies = port("companies", "metafield:custom.vat");

  const read = (await companies.read([id])).get(id);
  const results = await companies.write([update(id, { "metafield:custom.vat": "DE2" })]);

  expect(read).toMatchObject({ record: { values: { name: "Acme", "metafield:custom.vat": "DE1" } } });
  expect(results.get(id)).toMatchObject({ kind: "written", record: { values: { "metafield:custom.vat": "DE2" } } });
});

test("a lost answer leaves a customer that was just made as made, its metafields to be filled", async () => {
  const values = { email: "half@example.com", "metafield:custom.size": "9" };
  adapters.shopify.faults.add({ kind: "reset_after", match: { body: "SetMetafields" } });

  const results = await port("customers", "metafield:custom.size").write([
    { kind: "create", ref: "half", key: "x:half", values },
  ]);

  expect(results.get("half")).toMatchObject({
    kind: "written",
    created: true,
    record: { values: { "metafield:custom.size": null } },
  });
});

test("a bulk read says of a record's metafields just what a read by id says", async () => {
  const attributes = ["metafield:custom.care", "variant.metafield:custom.care"];
  const bulk = adapters.vendors.bulk(adapters.connection, "products", definitionWith("products", attributes));

  const { read: lines } = await readToEnd(bulk, adapters.time);

  const read = await port("products", ...attributes).read(lines.map(({ record }) => record.id));
  for (const { record } of lines) expect(read.get(record.id)).toEqual({ kind: "found", record });
  expect(lines.some(({ record }) => record.values["metafield:custom.care"] === "wash cold")).toBe(true);
});

test("an answer that got lost fails what was not reached and forgets nothing that was written", async () => {
  const ids = Array.from({ length: 30 }, (_, i) => addCustomer(`lost${i}@example.com`));
  const customers = port("customers", "metafield:custom.size");
  adapters.shopify.faults.add({ kind: "reset_after", match: { body: "SetMetafields" }, skip: 1 });

  const results = await customers.write(ids.map((id) => update(id, { "metafield:custom.size": "5" })));

  expect(ids.slice(0, 25).map((id) => results.get(id)?.kind)).toEqual(ids.slice(0, 25).map(() => "written"));
  expect(results.get(ids[25] ?? "")).toMatchObject({ kind: "failed", error: { code: "answer_lost" } });
});

test("a company's locations are read with their own metafields, alone and in bulk, by one query more", async () => {
  const made = adapters.shop.companies.create({ company: { name: "Tea House" }, location: { name: "Berlin" } });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const id = String(made.value.id);
  const second = adapters.shop.companies.createLocation(made.value.id, { name: "Paris" });
  if (!second.ok) throw new Error(JSON.stringify(second.errors));
  setMetafield(gid("Company", id), "custom.zone", "single_line_text_field", "whole");
  setMetafield(gid("CompanyLocation", String(second.value.id)), "custom.zone", "single_line_text_field", "north");
  const attributes = ["metafield:custom.zone", "location.metafield:custom.zone"];
  const mappings = attributes.map((shopify, i) => {
    return {
      shopify,
      hubspot: `custom_${i}`,
      direction: "to_hubspot",
      transform: "single_line",
      enabled: true,
    } as const;
  });
  const settings = { mappings, unavailable: {}, options: { locations: true } };
  const definition = effectiveDefinition(syncObject("companies"), settings);
  const bulk = adapters.vendors.bulk(adapters.connection, "companies", definition);

  const records = adapters.vendors.records(adapters.connection, "companies", "shopify", "live", definition);
  const alone = (await records.read([id])).get(id);
  const { read } = await readToEnd(bulk, adapters.time);
  const inBulk = read.find(({ record }) => record.id === id)?.record;

  for (const record of [alone && "record" in alone ? alone.record : undefined, inBulk]) {
    expect(record?.values["metafield:custom.zone"]).toBe("whole");
    expect(record?.values["location.metafield:custom.zone"]).toBeUndefined();
    expect(record?.children?.map(({ values }) => values["location.metafield:custom.zone"])).toEqual([null, "north"]);
  }
});
