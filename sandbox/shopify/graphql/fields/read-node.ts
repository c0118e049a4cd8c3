import type { Call, Node } from "../call.ts";
import { parseGid } from "../gid.ts";
import { checkoutNode } from "./checkout-fields.ts";
import { visibleOrder } from "./order-listing.ts";
import { orderPartNodes } from "./order-part-nodes.ts";

const dress = (typename: string, of: unknown): Node | null => (of ? { __typename: typename, of } : null);

/** Records by the kind that their GID names. */
const byType: Record<string, (id: number, call: Call) => Node | null> = {
  Customer: (id, { state }) => dress("Customer", state.customers.get(id)),
  Product: (id, { state }) => dress("Product", state.products.get(id)),
  ProductVariant: (id, { state }) => variantNode(state.products.findVariant(id)),
  InventoryItem: (id, { state }) => inventoryNode(state.products.findVariant(id)),
  Collection: (id, { state }) => dress("Collection", state.collections.get(id)),
  Company: (id, { state }) => dress("Company", state.companies.get(id)),
  CompanyLocation: (id, { state }) => dress("CompanyLocation", state.companies.getLocation(id)),
  CompanyContact: (id, { state }) => dress("CompanyContact", state.companies.getContact(id)),
  CompanyContactRole: (id, { state }) => dress("CompanyContactRole", state.companies.getRole(id)),
  CompanyContactRoleAssignment: (id, { state }) =>
    dress("CompanyContactRoleAssignment", state.companies.getAssignment(id)),
  MetafieldDefinition: (id, { state }) => dress("MetafieldDefinition", state.definitions.find(id)),
  Order: (id, call) => dress("Order", visibleOrder(call, id)),
  ...orderPartNodes,
  AbandonedCheckout: (id, call) => checkoutNode(call, id),
  BulkOperation: (id, { bulk }) => dress("BulkOperation", bulk.get(id)),
  AppInstallation: (id, { installation }) =>
    dress("AppInstallation", id === installation.id ? installation : undefined),
  Shop: (id, { state }) => dress("Shop", id === state.shop.id ? state.shop : undefined),
};

type Found = ReturnType<Call["state"]["products"]["findVariant"]>;

function variantNode(found: Found): Node | null {
  return found ? { __typename: "ProductVariant", of: { ...found.variant, product: found.product } } : null;
}

// A variant and its inventory item share their number here.
function inventoryNode(found: Found): Node | null {
  return found ? { __typename: "InventoryItem", of: { ...found.variant, product: found.product } } : null;
}

export const holdsNodes = (type: string): boolean => Object.hasOwn(byType, type);

/** The record of a GID; null when there is none, or when the shop holds no such kind. */
export function readHeldNode(gid: unknown, call: Call): Node | null {
  const { type, id } = parseGid(gid);
  return byType[type]?.(id, call) ?? null;
}
