import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChance } from "./generate/chance.ts";
import { customerHeader, orderHeader, productHeader } from "./generate/headers.ts";
import { listCustomerRows, listOrderRows, listProductRows } from "./generate/list-rows.ts";
import { makeCustomers } from "./generate/make-customers.ts";
import { makeExtras } from "./generate/make-extras.ts";
import { makeOrderExtras, makePlacements } from "./generate/make-order-extras.ts";
import { makeOrders } from "./generate/make-orders.ts";
import { makeProducts } from "./generate/make-products.ts";
import { writeCsv } from "./generate/write-csv.ts";

/** Where the sample shop is kept. */
export const sampleShopDir = fileURLToPath(new URL("./sample-shop", import.meta.url));

/**
 * The sample shop's files by name: always the same for the same seed. A part draws from a source of its own, so that
 * changing one leaves the others as they were.
 */
export function generateSampleShop(seed = 20_261_115): Record<string, string> {
  const customers = makeCustomers(createChance(seed));
  const products = makeProducts(createChance(seed + 1));
  const orders = makeOrders(createChance(seed + 2), customers, products);
  const more = makeExtras(createChance(seed + 3), customers, products);
  const extras = {
    ...more,
    orders: makeOrderExtras(createChance(seed + 4), orders),
    placements: makePlacements(1001 + orders.length, more.checkouts),
  };
  return {
    "customers_export.csv": writeCsv(customerHeader, listCustomerRows(customers, orders, extras)),
    "products_export.csv": writeCsv(productHeader, listProductRows(products)),
    "orders_export.csv": writeCsv(orderHeader, listOrderRows(orders, extras)),
    "seed.json": `{\n${Object.entries(extras).map(writeList).join(",\n")}\n}\n`,
  };
}

/** An entry a line: a changed customer is a changed line. */
function writeList([name, entries]: [string, unknown[]]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  return `  ${JSON.stringify(name)}: [\n${lines}\n  ]`;
}

if (import.meta.main) {
  await mkdir(sampleShopDir, { recursive: true });
  for (const [name, text] of Object.entries(generateSampleShop())) await writeFile(join(sampleShopDir, name), text);
}
