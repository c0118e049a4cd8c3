import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { MetafieldName, MetafieldOf } from "#app/sync/mapping/effective-definition.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import type { ObjectKey, SideRecord } from "#app/sync/record.ts";
import type { MetafieldOwnerType } from "../generated/admin.ts";
import { gid } from "../gid.ts";

/** A kind of owner whose metafields an object's records carry. */
export interface MetafieldOwner extends MetafieldOf {
  readonly ownerType: MetafieldOwnerType;
}

const ofRecord = { ofVariant: false, ofLocation: false } as const;
const whole = (ownerType: MetafieldOwnerType): MetafieldOwner => ({ ownerType, ...ofRecord });

// Abandoned checkouts and line items have no metafields.
const owners: Readonly<Partial<Record<ObjectKey, readonly MetafieldOwner[]>>> = {
  customers: [whole("CUSTOMER")],
  companies: [whole("COMPANY"), { ownerType: "COMPANY_LOCATION", ...ofRecord, ofLocation: true }],
  products: [whole("PRODUCT"), { ownerType: "PRODUCTVARIANT", ...ofRecord, ofVariant: true }],
  orders: [whole("ORDER")],
};

/** Whose metafields go with an object's records; none where Shopify has no such thing. */
export function metafieldOwners(object: ObjectKey): readonly MetafieldOwner[] {
  return owners[object] ?? [];
}

/** A metafield that a definition names. */
export interface NamedMetafield extends MetafieldName {
  readonly attribute: string;
}

/** The metafields of an effective definition's fields and limits, each once; those that its object cannot have are left out. */
export function namedMetafields({ key, fields, shopify }: SyncObjectDefinition): readonly NamedMetafield[] {
  const attributes = new Set([...fields.map((field) => field.shopify), ...(shopify.extraMetafields ?? [])]);
  return [...attributes].flatMap((attribute) => {
    const name = parseMetafieldAttribute(attribute);
    const hasOwner = name && metafieldOwners(key).some((owner) => isOf(owner, name));
    return hasOwner ? [{ attribute, ...name }] : [];
  });
}

export function isOf(one: MetafieldOf, other: MetafieldOf): boolean {
  return one.ofVariant === other.ofVariant && one.ofLocation === other.ofLocation;
}

/** Global id of the record that a metafield hangs on; null when the record does not say which product it is of. */
export function ownerOf(
  { key, shopify }: Pick<SyncObjectDefinition, "key" | "shopify">,
  { id, groupId }: Pick<SideRecord, "id" | "groupId">,
  { ofVariant, ofLocation }: MetafieldOf,
): string | null {
  if (key === "products" && !ofVariant) return groupId ? gid("Product", groupId) : null;
  // A location's record id is told apart from a company's by its prefix.
  return ofLocation ? gid("CompanyLocation", id.replace(/^location-/, "")) : gid(shopify.gidType, id);
}
