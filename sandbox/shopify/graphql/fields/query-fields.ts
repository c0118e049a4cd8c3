import { GraphQLError } from "graphql";
import { toE164 } from "../../state/check-customer.ts";
import type { CustomerRecord } from "../../state/records.ts";
import type { ShopState } from "../../state.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { idOf, parseGid } from "../gid.ts";
import { paginate } from "../paginate.ts";
import { checkoutNode, checkoutQueries } from "./checkout-fields.ts";
import { customerListing } from "./customer-listing.ts";
import { countRecords, listRecords, wrap } from "./list-records.ts";
import { orderListing, visibleOrder } from "./order-listing.ts";
import { orderPartNodes } from "./order-part-nodes.ts";
import { productListing, variantListing } from "./product-listing.ts";

const dress = <T>(typename: string, of: T | undefined): Node<T> | null => (of ? { __typename: typename, of } : null);

const customerNode = (state: ShopState, id: unknown): Node<CustomerRecord> | null =>
  dress("Customer", state.customers.get(idOf(id, "Customer")));

const byType: Record<string, (id: number, call: Call) => Node | null> = {
  Customer: (id, { state }) => dress("Customer", state.customers.get(id)),
  Product: (id, { state }) => dress("Product", state.products.get(id)),
  ProductVariant: (id, { state }) => variantNode(state, id),
  Order: (id, call) => dress("Order", visibleOrder(call, id)),
  ...orderPartNodes,
  AbandonedCheckout: (id, call) => checkoutNode(call, id),
  BulkOperation: (id, { bulk }) => dress("BulkOperation", bulk.get(id)),
  AppInstallation: (id, { installation }) =>
    dress("AppInstallation", id === installation.id ? installation : undefined),
  Shop: (id, { state }) => dress("Shop", id === state.shop.id ? state.shop : undefined),
};

function readNode(id: unknown, call: Call): Node | null {
  const parsed = parseGid(id);
  const reader = byType[parsed.type];
  if (reader) return reader(parsed.id, call);
  throw new GraphQLError(`The stand-in shop does not hold nodes of type ${parsed.type}.`, {
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
}

function variantNode(state: ShopState, id: number): Node | null {
  const found = state.products.findVariant(id);
  return found ? { __typename: "ProductVariant", of: { ...found.variant, product: found.product } } : null;
}

function findByIdentifier(args: Args, { state }: Call): Node<CustomerRecord> | null {
  const { id, emailAddress, phoneNumber } = args.identifier as Record<string, string | undefined>;
  if (id) return customerNode(state, id);
  if (emailAddress) return dress("Customer", state.customers.findByEmail(emailAddress));
  if (phoneNumber)
    return dress("Customer", state.customers.findByPhone(toE164(phoneNumber, state.shop.countryCode) ?? ""));
  throw new GraphQLError("The stand-in shop holds no custom ids of customers.", {
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
}

export const queryFields: FieldTable<unknown> = {
  shop: (_, __, { state }) => ({ __typename: "Shop", of: state.shop }),
  app: (_, __, { installation }) => ({ __typename: "App", of: installation }),
  currentAppInstallation: (_, __, { installation }) => ({ __typename: "AppInstallation", of: installation }),
  appInstallation: (_, args, { installation }) =>
    args.id === undefined || args.id === null || idOf(args.id, "AppInstallation") === installation.id
      ? { __typename: "AppInstallation", of: installation }
      : null,
  customer: (_, args, { state }) => customerNode(state, args.id),
  customerByIdentifier: (_, args, call) => findByIdentifier(args, call),
  customers: (_, args, call) => listRecords(customerListing(call.state), args, call),
  customersCount: (_, args, call) => countRecords(customerListing(call.state), args, call),
  product: (_, args, { state }) => dress("Product", state.products.get(idOf(args.id, "Product"))),
  products: (_, args, call) => listRecords(productListing, args, call),
  productsCount: (_, args, call) => countRecords(productListing, args, call),
  productVariant: (_, args, { state }) => variantNode(state, idOf(args.id, "ProductVariant")),
  productVariants: (_, args, call) => listRecords(variantListing, args, call),
  productVariantsCount: (_, args, call) => countRecords(variantListing, args, call),
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
