import type { ShopProfile } from "./records.ts";

/** What the parts of a shop's state share. */
export interface StateContext {
  shop: ShopProfile;
  /** Milliseconds on the stand-in's clock. */
  now(): number;
  nextId(): number;
  /** Tells subscribers; silent while a seed is loaded. */
  emit(topic: string, payload: Record<string, unknown>): void;
  /** Raised by each change, so that readers can cache what they sorted. */
  touch(): void;
}

/** Now in whole seconds: Shopify's times have no fractions. */
export function stamp(context: Pick<StateContext, "now">): string {
  return toSeconds(context.now());
}

export function toSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
