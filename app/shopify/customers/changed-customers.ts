import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminClient } from "../admin-client.ts";
import { changesByTime } from "../changed-nodes.ts";
import { changedCustomers } from "../documents/customers.ts";

/** Customers by modified time, for the sweep. */
export function changesOfCustomers(client: AdminClient, shop: string): ChangesPort {
  return changesByTime(client, shop, changedCustomers, ({ customers }) => customers);
}
