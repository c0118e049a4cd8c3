import type { SyncObjectDefinition } from "../definition.ts";
import { syncObject } from "../objects/index.ts";
import type { MainObjectKey, SideRecord } from "../record.ts";

/** What people know a record by, to be shown and not kept; null where it has none. */
export interface RecordName {
  readonly title: string | null;
  /** what tells two of the same title apart: an e-mail address, a domain, a SKU */
  readonly detail: string | null;
}

/** Shopify attributes of the two. */
const known: Readonly<
  Record<MainObjectKey, { readonly title: readonly string[]; readonly detail: readonly string[] }>
> = {
  customers: { title: ["firstName", "lastName"], detail: ["email"] },
  companies: { title: ["name"], detail: ["domain"] },
  products: { title: ["name"], detail: ["sku"] },
  orders: { title: ["name"], detail: ["billingEmail", "email"] },
  carts: { title: ["name"], detail: ["billingEmail", "email"] },
};

/** A record of either side by what people know it by. `definition`: as the merchant's switches choose it. */
export function nameRecord(
  object: MainObjectKey,
  { side, values }: SideRecord,
  { fields, match }: SyncObjectDefinition = syncObject(object),
): RecordName {
  const read = (attribute: string): string | null => {
    const field = [...fields, ...match].find(({ shopify }) => shopify === attribute);
    return values[side === "shopify" ? attribute : (field?.hubspot ?? attribute)] ?? null;
  };
  const { title, detail } = known[object];
  const words = title.flatMap((name) => read(name) ?? []).join(" ");
  return { title: words === "" ? null : words, detail: detail.map(read).find((value) => value !== null) ?? null };
}
