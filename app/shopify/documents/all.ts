import { appInstallation, grantedScopes, removeTracking, setTracking, shopFacts } from "./app.ts";
import { bulkOperation, runBulkQuery } from "./bulk-operations.ts";
import {
  bulkCheckouts,
  changedCheckouts,
  checkoutFragments,
  checkoutLines,
  checkoutsById,
  checkoutsCount,
} from "./checkouts.ts";
import { customerFragment, customersByEmail, writeCustomers } from "./customer-batches.ts";
import { bulkCustomers, changedCustomers, customersById, customersCount } from "./customers.ts";
import { bulkOrders, changedOrders, orderFragments, orderLines, ordersById, ordersCount } from "./orders.ts";

/** Documents with a fixed text: their types are generated. */
export const documents = [
  appInstallation,
  bulkOperation,
  changedCheckouts,
  changedCustomers,
  changedOrders,
  checkoutLines,
  checkoutsById,
  checkoutsCount,
  customersById,
  customersCount,
  grantedScopes,
  orderLines,
  ordersById,
  ordersCount,
  removeTracking,
  runBulkQuery,
  setTracking,
  shopFacts,
] as const;

/** Texts to make types from. */
export const typedTexts: readonly string[] = [
  ...documents.map((document) => document.text),
  customerFragment,
  ...orderFragments,
  ...checkoutFragments,
];

/** One of each form that is put together at run time, for the contract test against Shopify's schema. */
export const composedTexts: readonly string[] = [
  bulkCheckouts(null),
  bulkCheckouts("created_at:<'2026-01-01T00:00:00Z'"),
  bulkCustomers(null),
  bulkCustomers("customer_date:>='2026-01-01T00:00:00Z'"),
  bulkOrders(null),
  bulkOrders("created_at:>='2026-01-01T00:00:00Z'"),
  customersByEmail(["a", "b"]).document.text,
  writeCustomers([
    { create: {} },
    { addressUpdate: { customerId: "", addressId: "", address: {} }, consent: {}, update: {} },
    { addressCreate: { customerId: "", address: {} } },
  ]).document.text,
];
