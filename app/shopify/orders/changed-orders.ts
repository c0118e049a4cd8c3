import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminClient } from "../admin-client.ts";
import { changesByTime } from "../changed-nodes.ts";
import { changedOrders } from "../documents/orders.ts";

/** Orders by modified time, for the sweep. */
export function changesOfOrders(client: AdminClient, shop: string): ChangesPort {
  return changesByTime(client, shop, changedOrders, ({ orders }) => orders);
}
