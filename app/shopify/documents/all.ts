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
import {
  b2bAccess,
  bulkCompanies,
  changedCompanies,
  companiesById,
  companiesCount,
  contactsOfCompany,
  locationsOfCompany,
  rolesOfContact,
} from "./companies.ts";
import { companiesByExternalId, companyFragments, writeCompanies } from "./company-batches.ts";
import { customerFragment, customersByEmail, writeCustomers } from "./customer-batches.ts";
import { bulkCustomers, changedCustomers, customersById, customersCount } from "./customers.ts";
import {
  deleteMetafields,
  metafieldDefinitionsOf,
  metafieldsOfOwners,
  namesOfReferences,
  setMetafields,
} from "./metafields.ts";
import { bulkOrders, changedOrders, orderFragments, orderLines, ordersById, ordersCount } from "./orders.ts";
import { productFragments, productsByKey, writeProducts } from "./product-batches.ts";
import {
  bulkProducts,
  changedProducts,
  collectionsOfProduct,
  defineProductKey,
  ownersOfVariants,
  productsCount,
  variantsById,
  variantsCount,
  variantsOfProduct,
} from "./products.ts";
import { searchCheckouts, searchCompanies, searchCustomers, searchOrders, searchProducts } from "./search.ts";

/** Documents with a fixed text: their types are generated. */
export const documents = [
  appInstallation,
  b2bAccess,
  bulkOperation,
  changedCheckouts,
  changedCompanies,
  changedCustomers,
  changedOrders,
  changedProducts,
  checkoutLines,
  checkoutsById,
  checkoutsCount,
  collectionsOfProduct,
  companiesById,
  companiesCount,
  contactsOfCompany,
  customersById,
  customersCount,
  defineProductKey,
  deleteMetafields,
  grantedScopes,
  locationsOfCompany,
  metafieldDefinitionsOf,
  namesOfReferences,
  orderLines,
  ordersById,
  ordersCount,
  ownersOfVariants,
  productsCount,
  removeTracking,
  rolesOfContact,
  runBulkQuery,
  searchCheckouts,
  searchCompanies,
  searchCustomers,
  searchOrders,
  searchProducts,
  setMetafields,
  setTracking,
  shopFacts,
  variantsById,
  variantsCount,
  variantsOfProduct,
] as const;

/** Texts to make types from. */
export const typedTexts: readonly string[] = [
  ...documents.map((document) => document.text),
  customerFragment,
  ...productFragments,
  ...companyFragments,
  ...orderFragments,
  ...checkoutFragments,
];

/** One of each form that is put together at run time, for the contract test against Shopify's schema. */
export const composedTexts: readonly string[] = [
  bulkCheckouts(null),
  bulkCheckouts("created_at:<'2026-01-01T00:00:00Z'"),
  bulkCustomers(null),
  bulkCustomers("customer_date:>='2026-01-01T00:00:00Z'"),
  bulkCompanies(null),
  bulkCompanies("created_at:>='2026-01-01T00:00:00Z'"),
  companiesByExternalId(["a", "b"]).document.text,
  writeCompanies([
    { create: {} },
    {
      update: { companyId: "", input: {} },
      location: { companyLocationId: "", input: {} },
      address: { locationId: "", address: {}, addressTypes: ["BILLING"] },
    },
  ]).document.text,
  bulkProducts(null),
  bulkProducts("created_at:>='2026-01-01T00:00:00Z'"),
  metafieldsOfOwners(
    ["a"],
    [
      { namespace: "custom", key: "size" },
      { namespace: "custom", key: "care" },
    ],
  ).document.text,
  productsByKey(["a", "b"]).document.text,
  writeProducts([
    { kind: "product", input: { id: "" } },
    { kind: "variants", productId: "", variants: [] },
    { kind: "create", key: "", input: {} },
  ]).document.text,
  bulkOrders(null),
  bulkOrders("created_at:>='2026-01-01T00:00:00Z'"),
  customersByEmail(["a", "b"]).document.text,
  writeCustomers([
    { create: {} },
    { addressUpdate: { customerId: "", addressId: "", address: {} }, consent: {}, update: {} },
    { addressCreate: { customerId: "", address: {} } },
  ]).document.text,
];
