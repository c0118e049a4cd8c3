import { syncObject } from "#app/sync/objects/index.ts";
import { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";
import { UI_SOURCE } from "#sandbox/hubspot/portal.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import { stageIdOf } from "#tests/support/trade/stage-words.ts";
import type { Act } from "#tests/support/trade/trade-world.ts";
import { acts } from "#tests/support/trade/trade-world.ts";
import { Merchant } from "./people.ts";

/** What people do in the stand-in shop. @returns false where Shopify refuses it. */
export function actInShop(shop: ShopState, { act, id, other, field, value, variants, nth }: Act): boolean {
  const own = Number(id);
  const lines = variants.flatMap((variant) => lineOf(shop, variant) ?? []);
  switch (act) {
    case "create_customer":
      return new Merchant(shop).create({ firstName: "New", email: value }) !== null;
    case "name_customer":
    case "give_email":
      return new Merchant(shop).edit(String(id), field, value) !== null;
    case "create_company":
      return shop.companies.create({ company: { name: value ?? "" } }).ok;
    case "edit_company":
      return shop.companies.update(own, { [field]: value }).ok;
    case "delete_company":
      return shop.companies.delete(own).ok;
    case "join_company":
      return other !== null && shop.companies.addContact(own, Number(other), {}).ok;
    case "leave_company": {
      const contact = shop.companies.contactsOf(own).find(({ customerId }) => String(customerId) === other);
      return contact !== undefined && shop.companies.deleteContact(contact.id).ok;
    }
    case "create_product":
      return shop.products.create({
        title: `Product ${shop.products.list().length}`,
        variants: [{ sku: value, price: "3.00" }],
      }).ok;
    case "edit_product":
      return (field === "name" || field === "vendor") && editProduct(shop, own, field, value);
    case "delete_product":
      return shop.products.delete(productOf(shop, String(id))?.id ?? 0).ok;
    case "place_order":
      return place(shop, { customerId: other === null ? null : Number(other), lineItems: lines });
    case "place_guest_order":
      return place(shop, { email: value, lineItems: lines });
    case "note_order":
      return shop.orders.update(own, { note: value }).ok;
    case "pay_order":
      return shop.orders.markAsPaid(own).ok;
    case "refund_order":
      return shop.orders.refund(own, { amount: "1.00" }).ok;
    case "cancel_order":
      return shop.orders.cancel(own, { reason: "OTHER", refund: false, restock: false }).ok;
    case "delete_order":
      return shop.orders.delete(own).ok;
    case "add_line": {
      const line = other && lineOf(shop, other);
      return Boolean(line) && shop.orders.edit(own, { add: line ? [line] : [] }).ok;
    }
    case "change_line":
    case "remove_line": {
      const there = (shop.orders.get(own)?.lineItems ?? []).filter(({ currentQuantity }) => currentQuantity > 0);
      const line = there[nth % Math.max(there.length, 1)];
      const quantity = act === "remove_line" ? 0 : (line?.currentQuantity ?? 0) + 1;
      return line !== undefined && shop.orders.edit(own, { quantities: [{ lineItemId: line.id, quantity }] }).ok;
    }
    case "abandon_cart": {
      const customer = shop.customers.get(Number(other));
      const buyer = {
        ...(customer ? { customerId: customer.id } : {}),
        ...(customer?.email ? { email: customer.email } : {}),
      };
      return lines.length > 0 && shop.checkouts.begin({ ...buyer, lineItems: lines }).ok;
    }
    case "abandon_guest_cart":
      return lines.length > 0 && shop.checkouts.begin({ lineItems: lines }).ok;
    case "complete_cart":
      return shop.checkouts.complete(own).ok;
    default:
      throw new Error(`not for the merchant: ${act}`);
  }
}

function place(shop: ShopState, seed: Parameters<ShopState["orders"]["place"]>[0]): boolean {
  return seed.lineItems.length > 0 && shop.orders.place({ ...seed, financialStatus: "PENDING" }).ok;
}

function productOf(shop: ShopState, variantId: string) {
  return shop.products.list().find(({ variants }) => variants.some(({ id }) => String(id) === variantId));
}

function editProduct(shop: ShopState, variantId: number, field: "name" | "vendor", value: string | null): boolean {
  const product = productOf(shop, String(variantId));
  const input = field === "name" ? { title: value ?? "" } : { vendor: value ?? "" };
  return product !== undefined && shop.products.update(product.id, input).ok;
}

function lineOf(shop: ShopState, variantId: string) {
  const product = productOf(shop, variantId);
  const variant = product?.variants.find(({ id }) => String(id) === variantId);
  return product && variant
    ? { title: product.title, quantity: 1, price: variant.price, variantId: variant.id, productId: product.id }
    : null;
}

/** What people do in the stand-in portal. @returns false where HubSpot refuses it. */
export function actInStandInPortal(portal: Portal, { act, id, field, value }: Act): boolean {
  const given = { [field]: (field === "hs_pipeline_stage" ? stageIdOf(value) : value) ?? "" };
  const kind = acts[act];
  const object = act === "make_hubspot_product" ? "products" : "of" in kind ? kind.of[1] : "companies";
  const { objectTypeId } = syncObject(object).hubspot;
  try {
    if (act.startsWith("make_hubspot")) return Boolean(portal.createRecord(objectTypeId, given));
    if (!act.startsWith("delete")) return Boolean(portal.updateRecord(objectTypeId, id ?? "", given));
    const record = portal.space(objectTypeId).records.find(id ?? "");
    if (record) portal.space(objectTypeId).records.archive(record, UI_SOURCE);
    return record !== undefined;
  } catch (error) {
    if (error instanceof HubspotError) return false;
    throw error;
  }
}
