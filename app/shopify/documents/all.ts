import { appInstallation, removeTracking, setTracking, shopFacts } from "./app.ts";
import { bulkOperation, runBulkQuery } from "./bulk-operations.ts";
import { customerFragment, customersByEmail, writeCustomers } from "./customer-batches.ts";
import { bulkCustomers, changedCustomers, customersById, customersCount } from "./customers.ts";

/** Documents with a fixed text: their types are generated. */
export const documents = [
  appInstallation,
  bulkOperation,
  changedCustomers,
  customersById,
  customersCount,
  removeTracking,
  runBulkQuery,
  setTracking,
  shopFacts,
] as const;

/** Texts to make types from. */
export const typedTexts: readonly string[] = [...documents.map((document) => document.text), customerFragment];

/** One of each form that is put together at run time, for the contract test against Shopify's schema. */
export const composedTexts: readonly string[] = [
  bulkCustomers(null),
  bulkCustomers("customer_date:>='2026-01-01T00:00:00Z'"),
  customersByEmail(["a", "b"]).document.text,
  writeCustomers([
    { create: {} },
    { addressUpdate: { customerId: "", addressId: "", address: {} }, consent: {}, update: {} },
    { addressCreate: { customerId: "", address: {} } },
  ]).document.text,
];
