import type { SyncObjectDefinition } from "../definition.ts";
import type { ObjectKey } from "../record.ts";
import { cartLines } from "./cart_lines/definition.ts";
import { carts } from "./carts/definition.ts";
import { companies } from "./companies/definition.ts";
import { companyLocations } from "./company_locations/definition.ts";
import { customers } from "./customers/definition.ts";
import { orderLines } from "./order_lines/definition.ts";
import { orders } from "./orders/definition.ts";
import { products } from "./products/definition.ts";

/** Every object that syncs. An object is one folder here and one line in this list. */
export const syncObjects: readonly SyncObjectDefinition[] = [customers, companies, products, orders, carts];

/** Objects whose records are parts of another object's. */
export const childObjects: readonly SyncObjectDefinition[] = [companyLocations, orderLines, cartLines];

/** @throws Error for an object that has no definition yet: a mistake of the caller. */
export function syncObject(key: ObjectKey): SyncObjectDefinition {
  const found = [...syncObjects, ...childObjects].find((object) => object.key === key);
  if (!found) throw new Error(`no definition of ${key}`);
  return found;
}
