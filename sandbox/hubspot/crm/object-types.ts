import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { carts } from "#sandbox/hubspot/crm/types/carts.ts";
import { companies } from "#sandbox/hubspot/crm/types/companies.ts";
import { contacts } from "#sandbox/hubspot/crm/types/contacts.ts";
import { deals } from "#sandbox/hubspot/crm/types/deals.ts";
import { lineItems } from "#sandbox/hubspot/crm/types/line-items.ts";
import { orders } from "#sandbox/hubspot/crm/types/orders.ts";
import { products } from "#sandbox/hubspot/crm/types/products.ts";

export const objectTypes: ObjectType[] = [contacts, companies, deals, orders, carts, products, lineItems];

const byName = new Map(
  objectTypes.flatMap((type) => [type.typeId, type.singular, type.plural].map((name) => [name, type] as const)),
);

/** The type a path names: by plural, singular or type id; undefined when HubSpot would not know it. */
export function findObjectType(name: string): ObjectType | undefined {
  return byName.get(name.toLowerCase());
}
