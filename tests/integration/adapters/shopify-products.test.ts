import { expect, test } from "vitest";
import type { RecordWrite, ShopifyBulkPort } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import { withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const products = () => adapters.vendors.records(adapters.connection, "products", "shopify", "live");
const bulk = () => adapters.vendors.bulk(adapters.connection, "products");
const create = (ref: string, values: Values): RecordWrite => ({ kind: "create", ref, key: `x:${ref}`, values });
const update = (id: string, values: Values): RecordWrite => ({ kind: "update", ref: id, id, values });

type Seed = Parameters<typeof adapters.shop.products.create>[0];

function seed(input: Seed) {
  const made = adapters.shop.products.create(input);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return { id: String(made.value.id), variants: made.value.variants.map(({ id }) => String(id)) };
}

const shirt = (title: string): Seed => ({
  title,
  descriptionHtml: "<p>Soft &amp; <b>warm</b></p>",
  vendor: "Acme",
  productType: "Shirts",
  tags: ["new", "Cotton"],
  images: [{ url: "https://cdn.example.com/shirt.png", altText: null }],
  variants: [
    { price: "10.00", sku: "S-S", cost: "4.00", options: [{ name: "Size", value: "S" }], inventoryQuantity: 3 },
    { price: "12.50", sku: "S-M", options: [{ name: "Size", value: "M" }], imageUrl: "https://cdn.example.com/m.png" },
  ],
});

async function valuesOf(id: string): Promise<Values> {
  const found = (await products().read([id])).get(id);
  if (found?.kind !== "found") throw new Error(`variant ${id} is ${found?.kind}`);
  return found.record.values;
}

async function readBulk(port: ShopifyBulkPort) {
  const { id } = await port.start();
  for (let tries = 0; tries < 100; tries++) {
    const status = await port.status(id);
    if (status.kind === "completed" && status.url) {
      const lines = [];
      for await (const line of port.read(status.url, 0)) lines.push(line);
      return { lines, url: status.url };
    }
    if (status.kind === "failed") throw new Error(status.code);
    adapters.time.advance(5000);
  }
  throw new Error("The bulk operation does not end.");
}

test("reads a variant with its product as texts", async () => {
  const { id, variants } = seed(shirt("Shirt"));
  adapters.shop.collections.create({ title: "Summer", productIds: [Number(id)] });
  const found = await products().read([...variants, "1"]);

  const second = found.get(variants[1] ?? "");
  expect(second).toMatchObject({
    kind: "found",
    record: {
      groupId: id,
      values: {
        name: "Shirt - M",
        productTitle: "Shirt",
        isNamedAlone: "false",
        isFirstVariant: "false",
        sku: "S-M",
        price: "12.50",
        cost: null,
        currency: "USD",
        descriptionHtml: "<p>Soft &amp; <b>warm</b></p>",
        option1Name: "Size",
        option1Value: "M",
        option2Name: null,
        vendor: "Acme",
        tags: "Cotton, new",
        collections: "Summer",
        status: "active",
        image: "https://cdn.example.com/m.png",
        url: `https://${adapters.connection.shop}/products/shirt?variant=${variants[1]}`,
        variantId: variants[1],
        productId: id,
      },
    },
  });
  expect(found.get(variants[0] ?? "")).toMatchObject({
    record: { values: { cost: "4.0", image: "https://cdn.example.com/shirt.png", isFirstVariant: "true" } },
  });
  expect(found.get("1")).toEqual({ kind: "gone" });
});

test("many variants are read inside the query limit, and collections beyond a page are read to their end", async () => {
  const made = Array.from({ length: 65 }, (_, i) => seed({ title: `Many ${i}`, variants: [{ price: "1.00" }] }));
  const titles = Array.from({ length: 8 }, (_, i) => `Collection ${i}`);
  for (const title of titles) adapters.shop.collections.create({ title, productIds: [Number(made[0]?.id)] });
  const ids = made.flatMap(({ variants }) => variants);

  const found = await products().read(ids);

  expect([...found.values()].filter(({ kind }) => kind === "found")).toHaveLength(65);
  expect((await valuesOf(ids[0] ?? "")).collections).toBe(titles.join("\n"));
});

test("a bulk read says of a variant just what a read by id says, and ends a product with its last variant", async () => {
  const { variants } = seed(shirt("Bulk shirt"));

  const { lines, url } = await readBulk(bulk());

  const ids = lines.map(({ record }) => record.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(await bulk().count()).toBe(ids.length);
  const byId = await products().read(ids);
  for (const { record } of lines) expect(byId.get(record.id)).toEqual({ kind: "found", record });
  const first = lines.findIndex(({ record }) => record.id === variants[0]);
  const again = [];
  for await (const { record } of bulk().read(url, lines[first]?.endOffset ?? 0)) again.push(record.id);
  expect(again.slice(0, 2)).toEqual(variants);
});

test("a change of a variant or its product is told of every variant of the product", async () => {
  const { variants } = seed(shirt("Changing shirt"));
  adapters.time.advance(60_000);
  const from = new Date(adapters.clock.now()).toISOString();
  await products().write([update(variants[0] ?? "", { price: "11.00" })]);

  const told = [];
  for await (const page of adapters.vendors.changes(adapters.connection, "products", "shopify").since(from))
    told.push(...page.changes.map(({ id }) => id));

  expect([...told].sort()).toEqual([...variants].sort());
});

test("writes a variant's price, SKU and barcode, and touches nothing else", async () => {
  const { id, variants } = seed(shirt("Written shirt"));
  const [small = "", medium = ""] = variants;
  const before = await products().read(variants);

  const results = await products().write([
    update(small, { price: "9.99", sku: "NEW", barcode: "4006381333931" }),
    update(medium, { sku: null }),
  ]);

  expect(results.get(small)).toMatchObject({
    kind: "written",
    created: false,
    record: { id: small, values: { price: "9.99", sku: "NEW", barcode: "4006381333931" } },
  });
  expect(results.get(medium)).toMatchObject({ kind: "written", record: { values: { sku: null, price: "12.50" } } });
  const after = await products().read(variants);
  const values = (read: typeof before, one: string) => {
    const result = read.get(one);
    return result?.kind === "found" ? result.record.values : {};
  };
  expect(values(after, small)).toEqual({
    ...values(before, small),
    price: "9.99",
    sku: "NEW",
    barcode: "4006381333931",
  });
  expect(values(after, medium)).toEqual({ ...values(before, medium), sku: null });
  expect(adapters.shop.products.get(Number(id))?.images).toHaveLength(1);
});

test("writes what the product decides, and reports it as stored", async () => {
  const { variants } = seed({ title: "Mug", descriptionHtml: "<p>Old</p>", variants: [{ price: "5.00" }] });
  const [mug = ""] = variants;

  const results = await products().write([update(mug, { name: "Cup", descriptionHtml: "<p>New</p>", price: "0.00" })]);

  expect(results.get(mug)).toMatchObject({
    kind: "written",
    record: { values: { name: "Cup", descriptionHtml: "<p>New</p>", price: "0.00" } },
  });
  expect(await valuesOf(mug)).toMatchObject({ name: "Cup", productTitle: "Cup", price: "0.00" });
});

test("a refused variant hurts itself only, and its field is named", async () => {
  const { variants } = seed(shirt("Refused shirt"));
  const [small = "", medium = ""] = variants;

  const results = await products().write([
    update(small, { price: "-1" }),
    update(medium, { price: "20.00" }),
    update("1", { price: "1.00" }),
  ]);

  const refused = results.get(small);
  expect(refused?.kind === "failed" && refused.error).toMatchObject({
    kind: "permanent",
    code: "invalid_value",
    details: { field: "price" },
  });
  expect(results.get(medium)).toMatchObject({ kind: "written" });
  expect(results.get("1")).toEqual({ kind: "gone" });
  expect((await valuesOf(medium)).price).toBe("20.00");
});

test("a product made twice is made once: the second time its variant is held", async () => {
  const values = { name: "Lamp", price: "30.00", sku: "L-1", descriptionHtml: "<p>Bright</p>" };

  const first = (await products().write([create("501", values), create("502", { price: "1.00" })])).get("501");
  const again = (await products().write([create("501", { ...values, name: "Other" })])).get("501");

  if (first?.kind !== "written") throw new Error("the lamp is not made");
  expect(first).toMatchObject({
    created: true,
    record: { values: { ...values, isNamedAlone: "true", status: "draft" } },
  });
  expect(again).toEqual({ kind: "held", holderId: first.record.id });
  expect((await valuesOf(first.record.id)).name).toBe("Lamp");
});

test("a product without a name is refused, and named so", async () => {
  const result = (await products().write([create("503", { price: "1.00" })])).get("503");

  expect(result?.kind === "failed" && result.error).toMatchObject({
    code: "invalid_value",
    details: { field: "name" },
  });
});

test("an answer that is lost after the product was made leaves one product", async () => {
  adapters.shopify.faults.add({ kind: "reset_after", match: { body: "productSet" } });
  const count = adapters.shop.products.list().length;

  const lost = await products()
    .write([create("601", { name: "Once", price: "1.00" })])
    .then(
      (results) => results.get("601"),
      () => null,
    );
  const retried = (await products().write([create("601", { name: "Once", price: "1.00" })])).get("601");

  expect(lost?.kind).not.toBe("written");
  expect(retried?.kind).toBe("held");
  expect(adapters.shop.products.list()).toHaveLength(count + 1);
});
