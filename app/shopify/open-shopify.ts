import type { Pause } from "#app/sync/access-ports.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { ChangesPort, RecordPort, ShopifyBulkPort } from "#app/sync/ports.ts";
import type { Connection, Lane, MainObjectKey, ObjectKey } from "#app/sync/record.ts";
import type { AdminClient } from "./admin-client.ts";
import { bulkOfCarts } from "./carts/bulk-carts.ts";
import { changesOfCarts } from "./carts/changed-carts.ts";
import { readCarts } from "./carts/read-carts.ts";
import { bulkOfCompanies } from "./companies/bulk-companies.ts";
import { changesOfCompanies } from "./companies/changed-companies.ts";
import { readCompanies } from "./companies/read-companies.ts";
import { writeCompanies } from "./companies/write-companies.ts";
import { bulkOfCustomers } from "./customers/bulk-customers.ts";
import { changesOfCustomers } from "./customers/changed-customers.ts";
import { findCustomersByEmail, readCustomers } from "./customers/read-customers.ts";
import { writeCustomers } from "./customers/write-customers.ts";
import { createHasAllOrders } from "./has-all-orders.ts";
import { namedMetafields } from "./metafields/metafield-owners.ts";
import { bulkWithMetafields, withMetafields } from "./metafields/with-metafields.ts";
import { oneWayPort } from "./one-way-port.ts";
import { bulkOfOrders } from "./orders/bulk-orders.ts";
import { changesOfOrders } from "./orders/changed-orders.ts";
import { readOrders } from "./orders/read-orders.ts";
import type { PortScope } from "./port-scope.ts";
import { bulkOfVariants } from "./products/bulk-variants.ts";
import { changesOfVariants } from "./products/changed-variants.ts";
import { readVariants } from "./products/read-variants.ts";
import { writeVariants } from "./products/write-variants.ts";
import { searchRecords } from "./search-records.ts";

/**
 * Shopify's side of the vendors' ports. `definition`: the object's as it holds under the merchant's settings; the metafields that it names
 * are read and written, too. An object that this release does not sync is a bug of the caller.
 */
interface ShopifyPorts {
  records(connection: Connection, object: ObjectKey, lane: Lane, definition?: SyncObjectDefinition): RecordPort;
  bulk(connection: Connection, object: ObjectKey, definition?: SyncObjectDefinition): ShopifyBulkPort;
  changes(connection: Connection, object: ObjectKey): ChangesPort;
}

export interface OpenedShopify extends ShopifyPorts {
  /** Ids of records that Shopify's own search finds by what a person typed. */
  search(connection: Connection, object: MainObjectKey, text: string): Promise<readonly string[]>;
}

export function openShopify(deps: { client: AdminClient; pause: Pause }): OpenedShopify {
  const { client } = deps;
  const hasAllOrders = createHasAllOrders(client);
  const own = openOwn(deps, hasAllOrders);
  return {
    changes: own.changes,
    search: ({ shop }, object, text) => searchRecords({ client, shop, lane: "live" }, object, text),
    records(connection, object, lane, definition) {
      const port = own.records(connection, object, lane);
      const names = definition ? namedMetafields(definition) : [];
      const scope = { client, shop: connection.shop, lane };
      return definition && names.length > 0 ? withMetafields({ scope, definition, names }, port) : port;
    },
    bulk(connection, object, definition) {
      const port = own.bulk(connection, object);
      const names = definition ? namedMetafields(definition) : [];
      const scope = { client, shop: connection.shop, lane: "bulk" } as const;
      return definition && names.length > 0 ? bulkWithMetafields({ scope, definition, names }, port) : port;
    },
  };
}

/** The objects' ports with their own attributes. */
function openOwn(
  deps: { client: AdminClient; pause: Pause },
  hasAllOrders: ReturnType<typeof createHasAllOrders>,
): ShopifyPorts {
  const { client } = deps;
  return {
    records(connection, object, lane) {
      const scope = { client, shop: connection.shop, lane };
      switch (object) {
        case "customers":
          return { ...customersPort(scope), side: "shopify" };
        case "companies":
          return {
            side: "shopify",
            read: (ids) => readCompanies(scope, ids),
            findBy: noSuchKey,
            write: (writes) => writeCompanies(scope, writes),
          };
        case "products":
          return {
            side: "shopify",
            read: (ids) => readVariants(scope, ids),
            findBy: noSuchKey,
            write: (writes) => writeVariants(scope, writes),
          };
        case "orders":
          return oneWayPort((ids) => readOrders({ ...scope, hasAllOrders }, ids));
        case "carts":
          return oneWayPort((ids) => readCarts(scope, ids));
        default:
          throw notSupported(object);
      }
    },
    bulk(connection, object) {
      if (object === "customers") return bulkOfCustomers(deps, connection.shop);
      if (object === "companies") return bulkOfCompanies(deps, connection.shop);
      if (object === "products") return bulkOfVariants(deps, connection.shop);
      if (object === "orders") return bulkOfOrders(deps, connection.shop);
      if (object === "carts") return bulkOfCarts(deps, connection.shop);
      throw notSupported(object);
    },
    changes(connection, object) {
      if (object === "customers") return changesOfCustomers(client, connection.shop);
      if (object === "companies") return changesOfCompanies(client, connection.shop);
      if (object === "products") return changesOfVariants(client, connection.shop);
      if (object === "orders") return changesOfOrders(client, connection.shop);
      if (object === "carts") return changesOfCarts(client, connection.shop);
      throw notSupported(object);
    },
  };
}

function customersPort(scope: PortScope): Omit<RecordPort, "side"> {
  return {
    read: (ids) => readCustomers(scope, ids),
    findBy: (attribute, values) => (attribute === "email" ? findCustomersByEmail(scope, values) : noSuchKey(attribute)),
    write: (writes) => writeCustomers(scope, writes),
  };
}

/** Shopify keeps no other key unique: such records are found by our match index. */
async function noSuchKey(attribute: string): Promise<never> {
  throw new SyncError("bug", { code: "no_such_key", details: { attribute } });
}

function notSupported(object: ObjectKey): SyncError {
  return new SyncError("bug", { code: "object_not_supported", details: { object } });
}
