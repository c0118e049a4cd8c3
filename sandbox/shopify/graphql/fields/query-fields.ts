import { GraphQLError } from "graphql";
import { toE164 } from "../../state/check-customer.ts";
import type { CustomerRecord } from "../../state/records.ts";
import type { ShopState } from "../../state.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { idOf, parseGid } from "../gid.ts";
import { paginate } from "../paginate.ts";
import { checkoutQueries } from "./checkout-fields.ts";
import { collectionListing } from "./collection-fields.ts";
import { companyListing, locationListing } from "./company-listing.ts";
import { findByCustomId } from "./custom-id.ts";
import { customerListing } from "./customer-listing.ts";
import { findDefinition, kindOfOwnerType, listDefinitions } from "./definition-fields.ts";
import { countRecords, listRecords, wrap } from "./list-records.ts";
import { orderListing, visibleOrder } from "./order-listing.ts";
import { productListing, variantListing } from "./product-listing.ts";
import { holdsNodes, readHeldNode } from "./read-node.ts";

const dress = <T>(typename: string, of: T | undefined): Node<T> | null => (of ? { __typename: typename, of } : null);

const customerNode = (state: ShopState, id: unknown): Node<CustomerRecord> | null =>
  dress("Customer", state.customers.get(idOf(id, "Customer")));

function readNode(id: unknown, call: Call): Node | null {
  const { type } = parseGid(id);
  if (holdsNodes(type)) return readHeldNode(id, call);
  throw new GraphQLError(`The stand-in shop does not hold nodes of type ${type}.`, {
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
}

/** A record by an id that must be of this type. */
const byId = (type: string) => (_: unknown, args: Args, call: Call) =>
  idOf(args.id, type) === -1 ? null : readHeldNode(args.id, call);

function findCustomer(args: Args, call: Call): Node | null {
  const { state } = call;
  const { id, emailAddress, phoneNumber, customId } = args.identifier as Record<string, string | undefined>;
  if (id) return customerNode(state, id);
  if (emailAddress) return dress("Customer", state.customers.findByEmail(emailAddress));
  if (phoneNumber)
    return dress("Customer", state.customers.findByPhone(toE164(phoneNumber, state.shop.countryCode) ?? ""));
  return readHeldNode(findByCustomId("Customer", customId, call) ?? NOBODY, call);
}

function findProduct(args: Args, call: Call): Node | null {
  const { id, handle, customId } = args.identifier as Record<string, string | undefined>;
  if (id) return byId("Product")(undefined, { id }, call);
  if (handle) return dress("Product", call.state.products.findByHandle(handle));
  return readHeldNode(findByCustomId("Product", customId, call) ?? NOBODY, call);
}

/** No record has this id. */
const NOBODY = "gid://shopify/Product/0";

export const queryFields: FieldTable<unknown> = {
  shop: (_, __, { state }) => ({ __typename: "Shop", of: state.shop }),
  app: (_, __, { installation }) => ({ __typename: "App", of: installation }),
  currentAppInstallation: (_, __, { installation }) => ({ __typename: "AppInstallation", of: installation }),
  appInstallation: (_, args, { installation }) =>
    args.id === undefined || args.id === null || idOf(args.id, "AppInstallation") === installation.id
      ? { __typename: "AppInstallation", of: installation }
      : null,
  customer: (_, args, { state }) => customerNode(state, args.id),
  customerByIdentifier: (_, args, call) => findCustomer(args, call),
  customers: (_, args, call) => listRecords(customerListing(call.state), args, call),
  customersCount: (_, args, call) => countRecords(customerListing(call.state), args, call),
  product: byId("Product"),
  productByHandle: (_, args, { state }) => dress("Product", state.products.findByHandle(String(args.handle))),
  productByIdentifier: (_, args, call) => findProduct(args, call),
  products: (_, args, call) => listRecords(productListing(call.state), args, call),
  productsCount: (_, args, call) => countRecords(productListing(call.state), args, call),
  productVariant: byId("ProductVariant"),
  productVariants: (_, args, call) => listRecords(variantListing(call.state), args, call),
  productVariantsCount: (_, args, call) => countRecords(variantListing(call.state), args, call),
  collection: byId("Collection"),
  collectionByHandle: (_, args, { state }) => dress("Collection", state.collections.findByHandle(String(args.handle))),
  collections: (_, args, call) => listRecords(collectionListing(call), args, call),
  collectionsCount: (_, args, call) => countRecords(collectionListing(call), args, call),
  company: byId("Company"),
  companies: (_, args, call) => listRecords(companyListing(call.state), args, call),
  companiesCount: (_, args, call) => countRecords(companyListing(call.state), args, call),
  companyContact: byId("CompanyContact"),
  companyContactRole: byId("CompanyContactRole"),
  companyLocation: byId("CompanyLocation"),
  companyLocations: (_, args, call) => listRecords(locationListing(call.state), args, call),
  metafieldDefinition: (_, args, call) => findDefinition(args, call),
  metafieldDefinitions: (_, args, call) => listDefinitions(kindOfOwnerType(args.ownerType), args, call),
  order: (_, args, call) => dress("Order", visibleOrder(call, idOf(args.id, "Order"))),
  orders: (_, args, call) => listRecords(orderListing(call), args, call),
  ordersCount: (_, args, call) => countRecords(orderListing(call), args, call),
  ...checkoutQueries,
  orderByIdentifier: (_, args, call) => {
    const { id } = args.identifier as { id?: string };
    if (id) return dress("Order", visibleOrder(call, idOf(id, "Order")));
    throw new GraphQLError("The stand-in shop holds no custom ids of orders.", {
      extensions: { code: "NOT_HELD_BY_STAND_IN" },
    });
  },
  job: (_, args) => ({ id: args.id, done: true }),
  refund: (_, args, call) => readNode(args.id, call),
  fulfillment: (_, args, call) => readNode(args.id, call),
  fulfillmentOrder: (_, args, call) => readNode(args.id, call),
  node: (_, args, call) => readNode(args.id, call),
  nodes: (_, args, call) => (args.ids as unknown[]).map((id) => readNode(id, call)),
  bulkOperation: (_, args, { bulk }) => dress("BulkOperation", bulk.get(idOf(args.id, "BulkOperation"))),
  currentBulkOperation: (_, __, { bulk }) => dress("BulkOperation", bulk.list().at(-1)),
  bulkOperations: (_, args, call) => {
    const status = /status:\s*'?"?(\w+)/i.exec(String(args.query ?? ""))?.[1]?.toUpperCase();
    const items = call.bulk.list().filter((operation) => !status || operation.status === status);
    const sorted = args.reverse ? items.toReversed() : items;
    return wrap(
      paginate(sorted, (item) => ({ value: item.id, id: item.id }), args),
      "BulkOperation",
    );
  },
};
