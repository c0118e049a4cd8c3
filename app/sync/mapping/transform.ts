import type { PropertyOption } from "../definition.ts";
import type { Side, Value, Values } from "../record.ts";

/** The whole record on both sides, for transforms that need more than their own value (a phone needs the country). */
export interface MappingContext {
  readonly shopify: Values;
  readonly hubspot: Values;
  /** options of the field's HubSpot property; absent when it has none or they are not known */
  readonly options?: readonly PropertyOption[];
  /** what Shopify holds of the field now: a price in another number keeps its currency */
  readonly current?: Value;
}

/** A value ready for the other side, or why it cannot go there; `reason` is an outcome reason. */
export type Mapped =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: "invalid_email" | "invalid_phone" | "invalid_value" | "option_missing" };

/** A named conversion on the way between the sides. Blank values never reach it. */
export interface Transform {
  /** Shopify's value as HubSpot should store it. */
  toHubspot(value: string, context: MappingContext): Mapped;
  /** HubSpot's value as Shopify should store it. */
  toShopify(value: string, context: MappingContext): Mapped;
  /** Equal results mean that the two sides say the same, whatever each made of the spelling. */
  comparable(side: Side, value: string, context: MappingContext): string;
}

/** Shorthand for a value that can go. */
export function mapped(value: Value): Mapped {
  return { ok: true, value };
}

/** Empty text and white space are blank, as both vendors hold it. */
export function blankToNull(value: Value | undefined): Value {
  return value === undefined || value === null || value.trim() === "" ? null : value;
}
