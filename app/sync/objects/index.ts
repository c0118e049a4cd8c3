import type { SyncObjectDefinition } from "../definition.ts";
import { inMode } from "../mapping/in-mode.ts";
import type { ObjectKey } from "../record.ts";
import type { ObjectSettings } from "../settings.ts";
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

/** The object's definition as the merchant's switches choose it: orders and carts may be deals in HubSpot. */
export function objectUnder(key: ObjectKey, settings: Pick<ObjectSettings, "options"> | null): SyncObjectDefinition {
  return inMode(syncObject(key), settings?.options);
}

/** Every definition of an object, one a mode. */
export function modesOf(definition: SyncObjectDefinition): readonly SyncObjectDefinition[] {
  return definition.instead ? [definition, ...modesOf(definition.instead.definition)] : [definition];
}
