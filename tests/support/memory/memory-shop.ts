import type { Clock } from "#app/sync/ports.ts";
import type { MainObjectKey, ObjectKey } from "#app/sync/record.ts";
import type { Identify } from "./memory-records.ts";
import { MemoryRecords } from "./memory-records.ts";
import { MemoryShopify } from "./memory-shopify.ts";

type OtherKey = Exclude<MainObjectKey, "customers">;

/** A shop in memory: its customers with their rules, and everything else. */
export class MemoryShop {
  readonly customers: MemoryShopify;
  readonly companies: MemoryRecords;
  readonly products: MemoryRecords;
  readonly orders: MemoryRecords;
  readonly carts: MemoryRecords;

  constructor(clock: Clock, shop: string) {
    this.customers = new MemoryShopify(clock, shop);
    let lastId = 20_000;
    const open = (object: OtherKey, identify: Identify) =>
      new MemoryRecords(
        object,
        clock,
        () => String(++lastId),
        (id, groupId) => ({ shop, ...identify(id, groupId) }),
      );
    this.companies = open("companies", (companyId) => ({ companyId }));
    this.products = open("products", (variantId, productId) => ({ variantId, productId: productId ?? null }));
    this.orders = open("orders", (orderId) => ({ orderId, storeOrderKey: `${shop}|${orderId}` }));
    this.carts = open("carts", (cartId, token) => ({
      cartId,
      token: token ?? null,
      storeCartKey: `${shop}|${cartId}`,
    }));
  }

  /** @throws Error for parts, which Shopify gives with their whole alone. */
  of(object: ObjectKey): MemoryShopify | MemoryRecords {
    if (object === "order_lines" || object === "cart_lines" || object === "company_locations")
      throw new Error(`nobody asks Shopify for ${object}`);
    return this[object];
  }
}
