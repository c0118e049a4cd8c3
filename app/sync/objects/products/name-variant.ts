import type { SideRecord, Values } from "../../record.ts";

/** What the adapter says of a variant and its product, for its name. */
export interface VariantNaming {
  readonly productTitle: string;
  readonly variantTitle: string;
  /** the product has no options: its one variant is the product itself */
  readonly isOnlyVariant: boolean;
}

/** A variant's name in HubSpot: the product's title, and the variant's where there is a choice. */
export function variantName({ productTitle, variantTitle, isOnlyVariant }: VariantNaming): string {
  return isOnlyVariant || variantTitle.trim() === "" ? productTitle : `${productTitle} - ${variantTitle}`;
}

/**
 * The record as it syncs when a product is one record (the switch `perProduct`): named by the product alone, so that the name may be
 * written back. Which variant stands for the product is `isFirstVariant`; the others are excluded.
 */
export function nameByProduct(record: SideRecord): SideRecord {
  const title = record.values.productTitle;
  if (title === undefined) return record;
  const values: Values = { ...record.values, name: title, isNamedAlone: "true" };
  return { ...record, values };
}
