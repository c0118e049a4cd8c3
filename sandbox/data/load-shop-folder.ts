import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readCustomers } from "./read-customers.ts";
import { readExtras } from "./read-extras.ts";
import { readOrders } from "./read-orders.ts";
import { readProducts } from "./read-products.ts";
import type { ShopFolder } from "./shop-folder.ts";

const CUSTOMERS = "customers_export.csv";
const PRODUCTS = "products_export.csv";
const ORDERS = "orders_export.csv";
const SEED = "seed.json";

/**
 * Reads a folder of the Shopify admin's own CSV exports, and `seed.json` beside them if there is one. A missing file
 * is an empty one; what cannot be loaded is listed in `problems`, and the rest is loaded. Throws only when the folder
 * holds none of these files, for then it is the wrong folder.
 */
export async function loadShopFolder(dir: string): Promise<ShopFolder> {
  const [customersText, productsText, ordersText, seedText] = await Promise.all(
    [CUSTOMERS, PRODUCTS, ORDERS, SEED].map((name) => readIfThere(join(dir, name))),
  );
  if (customersText === undefined && productsText === undefined && ordersText === undefined) {
    throw new Error(`${dir} holds none of ${CUSTOMERS}, ${PRODUCTS}, ${ORDERS}.`);
  }
  const fromCustomers = customersText === undefined ? null : readCustomers(CUSTOMERS, customersText);
  const fromProducts = productsText === undefined ? null : readProducts(PRODUCTS, productsText);
  const fromOrders = ordersText === undefined ? null : readOrders(ORDERS, ordersText);
  const fromSeed = readExtras(SEED, seedText);
  return {
    customers: fromCustomers?.customers ?? [],
    products: fromProducts?.products ?? [],
    orders: fromOrders?.orders ?? [],
    extras: fromSeed.extras,
    problems: [fromCustomers, fromProducts, fromOrders, fromSeed].flatMap((part) =>
      (part?.problems ?? []).sort((a, b) => a.row - b.row),
    ),
  };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
