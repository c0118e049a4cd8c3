import { applyVariantInput } from "../../state/apply-variant-input.ts";
import { refuse } from "../../state/check-customer.ts";
import { completeVariant } from "../../state/complete-product.ts";
import { stamp } from "../../state/context.ts";
import type { ProductRecord, Refusal, VariantRecord } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { chooseOptions, optionKey, widenOptions } from "./choose-options.ts";
import { productNode, readIds } from "./product-mutations.ts";
import type { Input } from "./read-input.ts";
import { userErrors } from "./read-input.ts";
import { readHeldNode } from "./read-node.ts";
import { readVariantInput, refuseUnheld, writeMetafields } from "./read-product-input.ts";

/** One entry of a call: the variant as it would be, or why not. */
export interface Draft {
  after: VariantRecord;
  errors: Refusal[];
  input: Input;
}

export const MAX_VARIANTS = 2_048;
const noProduct = { field: ["productId"], message: "Product does not exist", code: "PRODUCT_DOES_NOT_EXIST" };

const refuseAll = (errors: Refusal[], product: ProductRecord | undefined, call: Call) => ({
  product: product ? productNode(product.id, call) : null,
  productVariants: null,
  userErrors: errors,
});

/** A variant's input over what was there; with options that the product has. */
export function draftVariant(
  input: Input,
  before: VariantRecord,
  options: Parameters<typeof chooseOptions>[0],
  isNew: boolean,
  call: Call,
  typeName = "ProductVariantsBulkInput",
): Draft {
  const { after, errors } = applyVariantInput(before, readVariantInput(input, typeName), call.state.shop.currency);
  const picks = (input.optionValues ?? []) as Input[];
  if (isNew || picks.length > 0) {
    const { chosen, errors: wrong } = chooseOptions(options, picks, isNew ? undefined : before.options);
    after.options = chosen;
    errors.push(...wrong);
  }
  errors.push(...writeMetafields(input, gid("ProductVariant", before.id), call, { isDryRun: true }));
  return { after, errors, input };
}

export function blankVariant(call: Call): VariantRecord {
  const { state } = call;
  const context = {
    shop: state.shop,
    now: state.now,
    nextId: state.nextId,
    emit: () => undefined,
    touch: () => undefined,
  };
  return completeVariant(context, { price: "0.00", inventoryQuantity: 0, inventoryTracked: true }, 1, stamp(state));
}

/** Refusals of entries that would be a second variant with the same option values. */
export function checkTwins(drafts: Draft[], others: VariantRecord[]): void {
  const taken = new Set(others.map((variant) => optionKey(variant.options)));
  for (const draft of drafts) {
    if (draft.errors.length > 0) continue;
    const key = optionKey(draft.after.options);
    const title = draft.after.options.map(({ value }) => value).join(" / ");
    if (taken.has(key))
      draft.errors.push(
        refuse(
          [],
          `The variant '${title}' already exists. Please change at least one option value.`,
          "VARIANT_ALREADY_EXISTS",
        ),
      );
    taken.add(key);
  }
}

export const draftErrors = (drafts: Draft[], prefix: string[] = []): Refusal[] =>
  drafts.flatMap(({ errors }, index) => userErrors(errors, [...prefix, "variants", String(index)]));

function update(_: unknown, args: Args, call: Call) {
  refuseUnheld(args, ["allowPartialUpdates", "productId", "variants"], "productVariantsBulkUpdate");
  const product = call.state.products.get(idOf(args.productId, "Product"));
  if (!product) return refuseAll([noProduct], undefined, call);
  const known = new Map(product.variants.map((variant) => [variant.id, variant]));
  const drafts = (args.variants as Input[]).map((input): Draft => {
    if (typeof input.id !== "string") {
      const missing = refuse(["id"], "Product variant is missing ID attribute", "PRODUCT_VARIANT_ID_MISSING");
      return { after: blankVariant(call), errors: [missing], input };
    }
    const before = known.get(idOf(input.id, "ProductVariant"));
    if (before) return draftVariant(input, before, product.options, false, call);
    const gone = refuse(["id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST");
    return { after: blankVariant(call), errors: [gone], input };
  });
  const touched = new Set(drafts.map(({ after }) => after.id));
  checkTwins(
    drafts,
    product.variants.filter((variant) => !touched.has(variant.id)),
  );
  const errors = draftErrors(drafts);
  if (errors.length > 0 && args.allowPartialUpdates !== true) return refuseAll(errors, product, call);
  const good = drafts.filter((draft) => draft.errors.length === 0);
  write(product, good, call, (variant) => good.find(({ after }) => after.id === variant.id)?.after ?? variant);
  return answer(product.id, good, errors, call);
}

/** Puts the drafts in place of, or behind, the product's variants, with their metafields; told once. */
function write(product: ProductRecord, drafts: Draft[], call: Call, place: (variant: VariantRecord) => VariantRecord) {
  const known = new Set(product.variants.map((variant) => variant.id));
  const added = drafts.filter(({ after }) => !known.has(after.id)).map(({ after }) => after);
  const variants = [...product.variants.map(place), ...added];
  const saved = call.state.products.setVariants(product, variants, widenOptions(product.options, variants));
  for (const { after, input } of drafts)
    writeMetafields(input, gid("ProductVariant", after.id), call, { isQuiet: saved !== product });
}

function answer(productId: number, drafts: Draft[], errors: Refusal[], call: Call) {
  return {
    product: productNode(productId, call),
    productVariants: drafts.map(({ after }) => readHeldNode(gid("ProductVariant", after.id), call)),
    userErrors: errors,
  };
}

function create(_: unknown, args: Args, call: Call) {
  refuseUnheld(args, ["productId", "strategy", "variants"], "productVariantsBulkCreate");
  const found = call.state.products.get(idOf(args.productId, "Product"));
  if (!found) return refuseAll([noProduct], undefined, call);
  const product = withoutStandalone(found, args.strategy);
  const drafts = (args.variants as Input[]).map((input): Draft => {
    const draft = draftVariant({ ...input, id: null }, blankVariant(call), product.options, true, call);
    if (input.id) draft.errors.push(refuse(["id"], "On create, this key cannot be used", "NO_KEY_ON_CREATE"));
    return draft;
  });
  checkTwins(drafts, product.variants);
  const errors = draftErrors(drafts);
  if (product.variants.length + drafts.length > MAX_VARIANTS)
    errors.push(refuse(["variants"], `Number of variants exceeds the limit of ${MAX_VARIANTS}`, "INVALID_INPUT"));
  if (errors.length > 0) return refuseAll(errors, found, call);
  const variants = [...product.variants, ...drafts.map(({ after }) => after)];
  const options = widenOptions(product.options, variants).map(({ name, values }) => ({
    name,
    values: values.filter((value) => product === found || value !== "Default Title"),
  }));
  call.state.products.setVariants(found, variants, options);
  for (const { after, input } of drafts)
    writeMetafields(input, gid("ProductVariant", after.id), call, { isQuiet: true });
  return answer(found.id, drafts, [], call);
}

/** The one variant that a product begins with goes when others come, unless the strategy keeps it. */
function withoutStandalone(product: ProductRecord, strategy: unknown): ProductRecord {
  const [only, ...more] = product.variants;
  const goes =
    more.length === 0 &&
    (strategy === "REMOVE_STANDALONE_VARIANT" || (strategy !== "PRESERVE_STANDALONE_VARIANT" && isDefault(only)));
  return goes ? { ...product, variants: [] } : product;
}

const isDefault = (variant: VariantRecord | undefined): boolean => variant?.title === "Default Title";

function remove(_: unknown, args: Args, call: Call) {
  const product = call.state.products.get(idOf(args.productId, "Product"));
  if (!product) return { product: null, userErrors: [noProduct] };
  const gone = new Set(readIds(args.variantsIds, "ProductVariant"));
  const fail = (message: string, code: string) => ({
    product: productNode(product.id, call),
    userErrors: [{ field: ["variantsIds"], message, code }],
  });
  if ([...gone].some((id) => !product.variants.some((variant) => variant.id === id)))
    return fail(
      "At least one variant does not belong to the product",
      "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT",
    );
  const left = product.variants.filter((variant) => !gone.has(variant.id));
  if (left.length === 0) return fail("Cannot delete the last variant of a product", "CANNOT_DELETE_LAST_VARIANT");
  call.state.products.setVariants(product, left, widenOptions(product.options, left));
  return { product: productNode(product.id, call), userErrors: [] };
}

export const variantMutations: FieldTable<unknown> = {
  productVariantsBulkUpdate: update,
  productVariantsBulkCreate: create,
  productVariantsBulkDelete: remove,
};
