import type { Lane } from "#app/sync/record.ts";
import type { AdminClient } from "./admin-client.ts";
import { grantedScopes } from "./documents/app.ts";
import { unexplained } from "./unexplained.ts";

/** Whether a shop shows orders of any age, as Shopify says this moment. */
export type HasAllOrders = (shop: string, lane: Lane) => Promise<boolean>;

/**
 * Asks the shop whether it granted `read_all_orders`, without which orders older than 60 days are null. Nothing is remembered: a grant
 * taken back meanwhile would make old orders look deleted, and the question arises only where a null is to be explained.
 */
export function createHasAllOrders(client: AdminClient): HasAllOrders {
  return async (shop, lane) => {
    const { data, errors } = await client.request({ shop, lane, document: grantedScopes, variables: {}, cost: 3 });
    if (errors.length > 0) throw unexplained(errors);
    return data.currentAppInstallation.accessScopes.some(({ handle }) => handle === "read_all_orders");
  };
}
