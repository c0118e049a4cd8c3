import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { AS_DEALS } from "#app/sync/objects/deals.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

/** Which choices an object has at all. */
export interface SyncOffers {
  /** one: there is nothing to choose */
  readonly directions: readonly ("both" | "to_hubspot" | "to_shopify")[];
  /** records may be made in Shopify */
  readonly creates: boolean;
  readonly consent: boolean;
  /** how far back the sync goes */
  readonly history: boolean;
  /** names of the object's own switches */
  readonly switches: readonly string[];
  /** what becomes in HubSpot of a record that is deleted in Shopify */
  readonly onDelete: "keep" | "delete" | "cancel";
}

interface Extras {
  readonly history?: boolean;
  readonly switches?: readonly string[];
}

// A catalogue and companies are few and stay in use for years: with part of them the orders would lack what they refer to.
const extras: Readonly<Record<MainObjectKey, Extras>> = {
  customers: { history: true },
  companies: { switches: ["locations"] },
  products: { switches: ["perProduct"] },
  orders: { history: true, switches: [AS_DEALS] },
  carts: { history: true, switches: [AS_DEALS] },
};

/** @returns the choices that a main object's definition allows. */
export function offersOf(definition: SyncObjectDefinition): SyncOffers {
  const isTwoWay = definition.direction === "both";
  const { history = false, switches = [] } = extras[definition.key as MainObjectKey];
  return {
    directions: isTwoWay ? ["both", "to_hubspot", "to_shopify"] : [definition.direction],
    creates: isTwoWay,
    consent: isTwoWay && definition.consent !== null,
    history,
    switches,
    onDelete: definition.onDelete.shopify,
  };
}
