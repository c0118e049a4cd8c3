import type { Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { ChangesPort, RecordPort, ShopifyBulkPort } from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey } from "#app/sync/record.ts";
import type { AdminClient } from "./admin-client.ts";
import { bulkOfCarts } from "./carts/bulk-carts.ts";
import { changesOfCarts } from "./carts/changed-carts.ts";
import { readCarts } from "./carts/read-carts.ts";
import { bulkOfCustomers } from "./customers/bulk-customers.ts";
import { changesOfCustomers } from "./customers/changed-customers.ts";
import { findCustomersByEmail, readCustomers } from "./customers/read-customers.ts";
import { writeCustomers } from "./customers/write-customers.ts";
import { createHasAllOrders } from "./has-all-orders.ts";
import { oneWayPort } from "./one-way-port.ts";
import { bulkOfOrders } from "./orders/bulk-orders.ts";
import { changesOfOrders } from "./orders/changed-orders.ts";
import { readOrders } from "./orders/read-orders.ts";

/** Shopify's side of the vendors' ports. An object that this release does not sync is a bug of the caller. */
export interface ShopifyPorts {
  records(connection: Connection, object: ObjectKey, lane: Lane): RecordPort;
  bulk(connection: Connection, object: ObjectKey): ShopifyBulkPort;
  changes(connection: Connection, object: ObjectKey): ChangesPort;
}

export function openShopify(deps: { client: AdminClient; pause: Pause }): ShopifyPorts {
  const { client } = deps;
  const hasAllOrders = createHasAllOrders(client);
  return {
    records(connection, object, lane) {
      const scope = { client, shop: connection.shop, lane };
      if (object === "orders") return oneWayPort((ids) => readOrders({ ...scope, hasAllOrders }, ids));
      if (object === "carts") return oneWayPort((ids) => readCarts(scope, ids));
      onlyCustomers(object);
      return {
        side: "shopify",
        read: (ids) => readCustomers(scope, ids),
        findBy(attribute, values) {
          if (attribute === "email") return findCustomersByEmail(scope, values);
          throw new SyncError("bug", { code: "no_such_key", details: { attribute } });
        },
        write: (writes) => writeCustomers(scope, writes),
      };
    },
    bulk(connection, object) {
      if (object === "orders") return bulkOfOrders(deps, connection.shop);
      if (object === "carts") return bulkOfCarts(deps, connection.shop);
      onlyCustomers(object);
      return bulkOfCustomers(deps, connection.shop);
    },
    changes(connection, object) {
      if (object === "orders") return changesOfOrders(client, connection.shop);
      if (object === "carts") return changesOfCarts(client, connection.shop);
      onlyCustomers(object);
      return changesOfCustomers(client, connection.shop);
    },
  };
}

function onlyCustomers(object: ObjectKey): void {
  if (object !== "customers") throw new SyncError("bug", { code: "object_not_supported", details: { object } });
}
