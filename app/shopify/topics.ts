import type { ObjectKey } from "#app/sync/record.ts";

/** A payload as parsed JSON. Ids beyond 2^53 are read from the raw text (`read-payload.ts`). */
export type Payload = Readonly<Record<string, unknown>>;

export type TopicMeaning =
  /** a record changed; `id` names the payload's field that tells which, with dots where it is within another */
  | { readonly kind: "changed" | "deleted"; readonly object: ObjectKey; readonly id: string }
  /**
   * Records changed that the payload names by their group, whose id is in the field `id`: those that are linked are marked. `members` is
   * the payload's list of all that are in the group now, linked or not. `deleted`: the group is gone.
   */
  | {
      readonly kind: "grouped";
      readonly object: ObjectKey;
      readonly id: string;
      readonly members?: string;
      readonly deleted?: boolean;
    }
  | { readonly kind: "merged"; readonly object: ObjectKey; readonly keptId: string; readonly lostId: string }
  | { readonly kind: "uninstalled" | "scopes_changed" | "shop_changed" | "bulk_finished" }
  | { readonly kind: "customer_data_request" | "customer_redact" | "shop_redact" };

/** What a topic about records means that are known by their group. */
export type GroupMeaning = Extract<TopicMeaning, { kind: "grouped" }>;

/** What a topic about a record means. */
export type RecordMeaning = Exclude<Extract<TopicMeaning, { object: unknown }>, GroupMeaning>;

const customer = (kind: "changed" | "deleted", id: string) => ({ kind, object: "customers", id }) as const;

const company = (kind: "changed" | "deleted", id: string) => ({ kind, object: "companies", id }) as const;

/** A product's delivery names all of its variants, a deletion the product alone. */
const product = { kind: "grouped", object: "products", id: "id", members: "variant_gids" } as const;
const order = (kind: "changed" | "deleted") => ({ kind, object: "orders", id: "id" }) as const;
/**
 * Since 2026-04 a checkout's payload has no id, only the token that is in its recovery address. checkouts/delete is not asked for: a cart
 * stays in HubSpot when Shopify forgets the checkout.
 */
const cart = { kind: "grouped", object: "carts", id: "token" } as const;

/**
 * What each topic we subscribe to means. A topic is one line here, one word in `shopify.app.toml` and, for an object's, one in its
 * definition; a test holds the three equal.
 */
export const topics: Readonly<Record<string, TopicMeaning>> = {
  "customers/create": customer("changed", "id"),
  "customers/update": customer("changed", "id"),
  "customers/enable": customer("changed", "id"),
  "customers/disable": customer("changed", "id"),
  "customers/delete": customer("deleted", "id"),
  "customers/merge": {
    kind: "merged",
    object: "customers",
    keptId: "admin_graphql_api_customer_kept_id",
    lostId: "admin_graphql_api_customer_deleted_id",
  },
  "customers/purchasing_summary": customer("changed", "customerId"),
  "customer.tags_added": customer("changed", "customerId"),
  "customer.tags_removed": customer("changed", "customerId"),
  "customers_email_marketing_consent/update": customer("changed", "customer_id"),
  "customers_marketing_consent/update": customer("changed", "id"),
  "companies/create": company("changed", "admin_graphql_api_id"),
  "companies/update": company("changed", "admin_graphql_api_id"),
  "companies/delete": company("deleted", "admin_graphql_api_id"),
  "company_contacts/create": company("changed", "company.admin_graphql_api_id"),
  "company_contacts/update": company("changed", "company.admin_graphql_api_id"),
  "company_contacts/delete": company("changed", "company.admin_graphql_api_id"),
  "company_contact_roles/assign": company("changed", "company_contact.company.admin_graphql_api_id"),
  "company_contact_roles/revoke": company("changed", "company_contact.company.admin_graphql_api_id"),
  "company_locations/create": company("changed", "company.admin_graphql_api_id"),
  "company_locations/update": company("changed", "company.admin_graphql_api_id"),
  "company_locations/delete": company("changed", "company.admin_graphql_api_id"),
  "products/create": product,
  "products/update": product,
  "products/delete": { kind: "grouped", object: "products", id: "id", deleted: true },
  // orders/updated comes with payments, shipments, cancellations, refunds and edits too: topics of their own would double deliveries.
  "orders/create": order("changed"),
  "orders/updated": order("changed"),
  "orders/delete": order("deleted"),
  "checkouts/create": cart,
  "checkouts/update": cart,
  "app/uninstalled": { kind: "uninstalled" },
  "app/scopes_update": { kind: "scopes_changed" },
  "shop/update": { kind: "shop_changed" },
  "bulk_operations/finish": { kind: "bulk_finished" },
  "customers/data_request": { kind: "customer_data_request" },
  "customers/redact": { kind: "customer_redact" },
  "shop/redact": { kind: "shop_redact" },
};
