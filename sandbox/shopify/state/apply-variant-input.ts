import { refuse } from "./check-customer.ts";
import { toPrice } from "./complete-product.ts";
import type { Refusal, VariantRecord } from "./records.ts";

/** What people and the API may set of a variant. A field left out stays as it is. */
export interface VariantInput {
  id?: number | undefined;
  sku?: string | null | undefined;
  barcode?: string | null | undefined;
  price?: string | null | undefined;
  compareAtPrice?: string | null | undefined;
  cost?: string | null | undefined;
  taxable?: boolean | undefined;
  inventoryPolicy?: VariantRecord["inventoryPolicy"] | undefined;
  inventoryTracked?: boolean | undefined;
  requiresShipping?: boolean | undefined;
  grams?: number | undefined;
  /** Values of the product's options by name. */
  options?: { name: string; value: string }[] | undefined;
}

const MAX_TEXT = 255;
const MAX_PRICE = 1e15;

/** The variant with the input laid over it, and what Shopify would refuse about it by itself. */
export function applyVariantInput(
  before: VariantRecord,
  input: VariantInput,
  currency: string,
): { after: VariantRecord; errors: Refusal[] } {
  const errors: Refusal[] = [];
  const after: VariantRecord = {
    ...before,
    sku: input.sku === undefined ? before.sku : input.sku?.trim() || null,
    barcode: input.barcode === undefined ? before.barcode : input.barcode?.trim() || null,
    price: input.price ? toPrice(input.price, currency) : before.price,
    compareAtPrice:
      input.compareAtPrice === undefined
        ? before.compareAtPrice
        : input.compareAtPrice && toPrice(input.compareAtPrice, currency),
    cost: input.cost === undefined ? before.cost : input.cost && toPrice(input.cost, currency),
    taxable: input.taxable ?? before.taxable,
    inventoryPolicy: input.inventoryPolicy ?? before.inventoryPolicy,
    inventoryTracked: input.inventoryTracked ?? before.inventoryTracked,
    requiresShipping: input.requiresShipping ?? before.requiresShipping,
    grams: input.grams ?? before.grams,
    options: input.options ?? before.options,
  };
  if (input.price === null) errors.push(refuse(["price"], "Price can't be blank", "BLANK"));
  if (Number(after.price) < 0)
    errors.push(refuse(["price"], "Price must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO"));
  if (Number(after.price) >= MAX_PRICE)
    errors.push(refuse(["price"], "Price must be less than 1000000000000000", "INVALID_INPUT"));
  if (after.compareAtPrice !== null && Number(after.compareAtPrice) < 0)
    errors.push(
      refuse(["compareAtPrice"], "Compare at price must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO"),
    );
  for (const [field, label] of [
    ["sku", "SKU"],
    ["barcode", "Barcode"],
  ] as const)
    if ((after[field]?.length ?? 0) > MAX_TEXT)
      errors.push(refuse([field], `${label} is too long (maximum is ${MAX_TEXT} characters)`, "TOO_LONG"));
  return { after, errors };
}
