import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { MetafieldName } from "#app/sync/mapping/effective-definition.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import type { ObjectKey, SideRecord } from "#app/sync/record.ts";
import type { MetafieldOwnerType } from "../generated/admin.ts";
import { gid } from "../gid.ts";

/** A kind of owner whose metafields an object's records carry. */
export interface MetafieldOwner {
  readonly ownerType: MetafieldOwnerType;
  readonly ofVariant: boolean;
}

const whole = (ownerType: MetafieldOwnerType): MetafieldOwner => ({ ownerType, ofVariant: false });

// Abandoned checkouts and line items have no metafields.
const owners: Readonly<Partial<Record<ObjectKey, readonly MetafieldOwner[]>>> = {
  customers: [whole("CUSTOMER")],
  companies: [whole("COMPANY")],
  company_locations: [whole("COMPANY_LOCATION")],
  products: [whole("PRODUCT"), { ownerType: "PRODUCTVARIANT", ofVariant: true }],
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
    const hasOwner = name && metafieldOwners(key).some(({ ofVariant }) => ofVariant === name.ofVariant);
    return hasOwner ? [{ attribute, ...name }] : [];
  });
}

/** Global id of the record that a metafield hangs on; null when the record does not say which product it is of. */
export function ownerOf(
  { key, shopify }: Pick<SyncObjectDefinition, "key" | "shopify">,
  { id, groupId }: Pick<SideRecord, "id" | "groupId">,
  { ofVariant }: Pick<MetafieldName, "ofVariant">,
): string | null {
  if (key === "products" && !ofVariant) return groupId ? gid("Product", groupId) : null;
  // A location's record id is told apart from a company's by its prefix.
  return gid(shopify.gidType, id.replace(/^location-/, ""));
}
