import type { HashValue } from "../ports.ts";
import type { Value, Values } from "../record.ts";

/** What a fact takes besides its record. */
export interface FactContext {
  readonly connectionId: string;
  readonly hash: HashValue;
  /** the HubSpot stage that the record has now; null without one */
  readonly stageId: string | null;
  /** when it was deleted in Shopify, ISO 8601; null while it is there */
  readonly deletedAt: string | null;
}

/** Keyed hash of who bought: equal for one person's orders and carts, and for a guest's of one e-mail. */
export function buyerHash({ connectionId, hash }: FactContext, values: Values): string | null {
  return hashed(values.buyerKey, (key) => hash(connectionId, "fact:buyer", key));
}

/** Keyed hash of a checkout's token: equal for a cart and the order it became. */
export function checkoutHash({ connectionId, hash }: FactContext, token: Value | undefined): string | null {
  return hashed(token, (text) => hash(connectionId, "fact:checkout", text));
}

function hashed(value: Value | undefined, make: (value: string) => string): string | null {
  return value ? make(value) : null;
}
