import type { Value } from "#app/sync/record.ts";

/** Blank text is null. */
export function text(value: string | null | undefined): Value {
  return value === undefined || value === null || value.trim() === "" ? null : value;
}

/** Shopify writes whole seconds with "Z"; ISO 8601 with milliseconds is the core's one form. */
export function instant(value: string | null | undefined): Value {
  if (!value) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Sorted and joined by ", ", so that the order of tags is no change. */
export function tags(values: readonly string[]): Value {
  return text([...values].sort().join(", "));
}

/** A page of the shop's admin: `path` is `customers/1`. */
export function adminUrl(shop: string, path: string): string {
  return `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, "")}/${path}`;
}
