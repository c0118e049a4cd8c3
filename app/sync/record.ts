/** The words of the core. See docs/architecture.md for their meaning. */

export const sides = ["shopify", "hubspot"] as const;
export type Side = (typeof sides)[number];

export const objectKeys = ["customers", "companies", "products", "orders", "carts"] as const;
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
