import type { CustomerRecord } from "../../state/records.ts";
import type { ShopState } from "../../state.ts";
import type { Listing } from "./list-records.ts";

// Filters: the description of `QueryRoot.customers` in the Admin schema. There is no `created_at`: it is `customer_date`.
export const customerListing = (state: ShopState): Listing<CustomerRecord> => ({
  typename: "Customer",
  path: "customers",
  read: (shop) => shop.customers.list(),
  sortKeys: {
    ID: (customer) => customer.id,
    CREATED_AT: (customer) => customer.createdAt,
    UPDATED_AT: (customer) => customer.updatedAt,
    NAME: (customer) => `${customer.lastName ?? ""}, ${customer.firstName ?? ""}`.toLowerCase(),
    LOCATION: (customer) => `${customer.addresses[0]?.country ?? ""}, ${customer.addresses[0]?.city ?? ""}`,
  },
  search: {
    words: (customer) => [
      [customer.firstName, customer.lastName].filter(Boolean).join(" "),
      customer.email,
      customer.phone,
      customer.addresses[0]?.company ?? null,
    ],
    fields: {
      id: { kind: "number", read: (customer) => customer.id },
      email: { kind: "text", read: (customer) => customer.email },
      phone: { kind: "keyword", read: (customer) => customer.phone },
      first_name: { kind: "text", read: (customer) => customer.firstName },
      last_name: { kind: "text", read: (customer) => customer.lastName },
      state: { kind: "keyword", read: (customer) => customer.state },
      tag: { kind: "list", read: (customer) => customer.tags },
      tag_not: { kind: "notList", read: (customer) => customer.tags },
      country: {
        kind: "list",
        read: (customer) => customer.addresses.flatMap((one) => [one.country ?? [], one.countryCode ?? []].flat()),
      },
      accepts_marketing: {
        kind: "keyword",
        read: (customer) => String(customer.emailConsent.state === "SUBSCRIBED"),
      },
      customer_date: { kind: "time", read: (customer) => customer.createdAt },
      updated_at: { kind: "time", read: (customer) => customer.updatedAt },
      orders_count: { kind: "number", read: (customer) => state.orders.purchases(customer.id).numberOfOrders },
      total_spent: { kind: "number", read: (customer) => Number(state.orders.purchases(customer.id).amountSpent) },
    },
  },
});
