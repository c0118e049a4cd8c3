import { GraphQLError } from "graphql";
import type { ProductInput, VariantInput } from "../../state/catalogue.ts";
import type { Call } from "../call.ts";
import { idOf } from "../gid.ts";
import type { StoreOptions } from "./metafield-mutations.ts";
import { storeMetafields } from "./metafield-mutations.ts";
import type { Input } from "./read-input.ts";
import { userErrors } from "./read-input.ts";

type Text = string | null | undefined;

/** Says so when an input carries what the stand-in would have to leave out. */
export function refuseUnheld(input: Input, held: readonly string[], typeName: string): void {
  const unheld = Object.keys(input).find((key) => !held.includes(key) && input[key] !== null);
  if (unheld === undefined) return;
  throw new GraphQLError(`The stand-in shop does not take ${typeName}.${unheld}.`, {
    extensions: { code: "NOT_HELD_BY_STAND_IN" },
  });
}

/** A product's own fields as the state takes them; one that was not sent stays out. */
export function readProductInput(input: Input): ProductInput {
  const result: ProductInput = {};
  for (const key of ["descriptionHtml", "vendor", "productType"] as const)
    if (Object.hasOwn(input, key)) result[key] = input[key] as Text;
  if (Object.hasOwn(input, "title")) result.title = String(input.title ?? "");
  if (typeof input.handle === "string") result.handle = input.handle;
  if (typeof input.status === "string") result.status = input.status as NonNullable<ProductInput["status"]>;
  if (Array.isArray(input.tags)) result.tags = input.tags as string[];
  if (typeof input.seo === "object" && input.seo !== null) result.seo = input.seo as NonNullable<ProductInput["seo"]>;
  return result;
}

const VARIANT_FIELDS = [
  "barcode",
  "compareAtPrice",
  "id",
  "inventoryItem",
  "inventoryPolicy",
  "metafields",
  "optionValues",
  "position",
  "price",
  "sku",
  "taxable",
];
const ITEM_FIELDS = ["cost", "measurement", "requiresShipping", "sku", "tracked"];
const GRAMS: Record<string, number> = { GRAMS: 1, KILOGRAMS: 1_000, OUNCES: 28.349_523_125, POUNDS: 453.592_37 };

/** A variant's fields as the state takes them, but for its option values, which the product must know. */
export function readVariantInput(input: Input, typeName: string): VariantInput {
  refuseUnheld(input, VARIANT_FIELDS, typeName);
  const item = (input.inventoryItem ?? {}) as Input;
  refuseUnheld(item, ITEM_FIELDS, "InventoryItemInput");
  const result: VariantInput = {};
  for (const key of ["barcode", "price", "compareAtPrice", "sku"] as const)
    if (Object.hasOwn(input, key)) result[key] = input[key] === null ? null : String(input[key]);
  if (Object.hasOwn(item, "sku")) result.sku = item.sku as Text;
  if (Object.hasOwn(item, "cost")) result.cost = item.cost === null ? null : String(item.cost);
  if (typeof item.tracked === "boolean") result.inventoryTracked = item.tracked;
  if (typeof item.requiresShipping === "boolean") result.requiresShipping = item.requiresShipping;
  const weight = (item.measurement as { weight?: { unit: string; value: number } } | undefined)?.weight;
  if (weight) result.grams = Math.round(weight.value * (GRAMS[weight.unit] ?? 1));
  if (typeof input.taxable === "boolean") result.taxable = input.taxable;
  if (typeof input.inventoryPolicy === "string")
    result.inventoryPolicy = input.inventoryPolicy as NonNullable<VariantInput["inventoryPolicy"]>;
  if (typeof input.id === "string") result.id = idOf(input.id, "ProductVariant");
  return result;
}

/** Stores an input's metafields for an owner, or checks them; refusals name their place below `prefix`. */
export function writeMetafields(
  input: Input,
  ownerId: string,
  call: Call,
  options: StoreOptions,
  prefix: string[] = [],
) {
  if (!Array.isArray(input.metafields)) return [];
  const wanted = (input.metafields as Input[]).map((metafield) => ({ ...metafield, ownerId }));
  return userErrors(storeMetafields(wanted, call, options).errors, prefix);
}
