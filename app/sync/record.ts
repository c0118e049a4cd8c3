/** The words of the core. See docs/architecture.md for their meaning. */

export const sides = ["shopify", "hubspot"] as const;
export type Side = (typeof sides)[number];

/** What a merchant sees and switches, in the order in which they depend on each other. */
export const mainObjectKeys = ["customers", "companies", "products", "orders", "carts"] as const;
/** Parts of a main object's records that are records of their own in HubSpot; they go with their parent's settings. */
const childObjectKeys = ["order_lines", "cart_lines", "company_locations"] as const;
export const objectKeys = [...mainObjectKeys, ...childObjectKeys] as const;
export type MainObjectKey = (typeof mainObjectKeys)[number];
export type ChildObjectKey = (typeof childObjectKeys)[number];
export type ObjectKey = (typeof objectKeys)[number];

export type Lane = "live" | "bulk";
export type Direction = "both" | "to_hubspot" | "to_shopify";

/** A stored value as canonical text; null is blank. Numbers are decimal strings, instants ISO 8601 UTC, booleans "true" and "false". */
export type Value = string | null;

/** Values by name: a Shopify attribute (`firstName`) on the Shopify side, a property (`firstname`) on the HubSpot side. */
export type Values = Readonly<Record<string, Value>>;

/** One record as a vendor returned it. `id` is Shopify's numeric id or HubSpot's object id, as text; `modifiedAt` is the vendor's, ISO 8601. */
export interface SideRecord {
  readonly side: Side;
  readonly id: string;
  readonly modifiedAt: string;
  readonly values: Values;
  /**
   * Shopify side: what the record goes with there. A variant's product id, a line's order id, a cart's checkout token, a location's
   * company id. Webhooks may name only this one.
   */
  readonly groupId?: string;
  /** Shopify side: the record's parts, all of them: an order's line items. Absent where the object has no parts. */
  readonly children?: readonly SideRecord[];
  /** Shopify side: the records that this one belongs with, all of them. Absent where the object has no associations. */
  readonly associations?: readonly AssociationWish[];
}

/** Another record that a record belongs with. It need not sync, or be there, yet. */
export interface AssociationWish {
  readonly to: MainObjectKey;
  /** the other record's Shopify id; null for a person known by e-mail only (a guest's order) */
  readonly id: string | null;
  /** with `id` null: finds the HubSpot contact, or makes it */
  readonly email?: string;
  /** contact's names by HubSpot property, should it have to be made */
  readonly names?: Values;
  /** the part the other plays, such as a company contact's role; shown in HubSpot as an association label */
  readonly label?: string;
}

/** The connected pair for which something is done. Every port call and store call takes it, so that tenants stay apart. */
export interface Connection {
  readonly id: string;
  /** myshopify domain: the tenant */
  readonly shop: string;
  /** HubSpot account id, as text */
  readonly portalId: string;
}

/** Names one record of a connection. */
export interface RecordRef {
  readonly object: ObjectKey;
  readonly side: Side;
  readonly recordId: string;
}
