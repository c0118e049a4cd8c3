/** Shopify's global id of a record. `type` is a definition's `gidType`. */
export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The numeric id at the end of a global id. */
export function idOf(globalId: string): string {
  return /\/(\d+)(?:\?.*)?$/.exec(globalId)?.[1] ?? "";
}

/** What a global id is the id of: `ProductVariant`. */
export function typeOf(globalId: string): string {
  return /^gid:\/\/shopify\/(\w+)\//.exec(globalId)?.[1] ?? "";
}
