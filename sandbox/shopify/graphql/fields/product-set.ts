import { refuse } from "../../state/check-customer.ts";
import type { ProductRecord, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { optionKey } from "./choose-options.ts";
import { findByCustomId } from "./custom-id.ts";
import { storeMetafields } from "./metafield-mutations.ts";
import { fullNamespace } from "./namespace.ts";
import { checkCollections, productNode, readIds } from "./product-mutations.ts";
import type { Input } from "./read-input.ts";
import { readProductInput, refuseUnheld, writeMetafields } from "./read-product-input.ts";
import type { Draft } from "./variant-mutations.ts";
import { blankVariant, checkTwins, draftErrors, draftVariant, MAX_VARIANTS } from "./variant-mutations.ts";

const HELD = [
  "collections",
  "descriptionHtml",
  "giftCard",
  "handle",
  "metafields",
  "productOptions",
  "productType",
  "redirectNewHandle",
  "seo",
  "status",
  "tags",
  "title",
  "variants",
  "vendor",
];
const NEW_OWNER = "gid://shopify/Product/0";

interface Identifier {
  id?: string;
  handle?: string;
  customId?: { namespace?: string; key: string; value: string };
}

const fail = (userErrors: Refusal[]) => ({ product: null, productSetOperation: null, userErrors });

/** Makes a product or brings one to just this state: what is listed replaces what was there, what is not sent stays. */
function set(_: unknown, args: Args, call: Call) {
  refuseUnheld(args.synchronous === false ? { synchronous: false } : {}, [], "productSet");
  const input = args.input as Input;
  refuseUnheld(input, HELD, "ProductSetInput");
  const identifier = (args.identifier ?? {}) as Identifier;
  const found = find(identifier, input, call);
  if (!found.ok) return fail([found.error]);
  const misshapen = checkShape(input);
  if (misshapen.length > 0) return fail(misshapen);
  const owner = found.product ? gid("Product", found.product.id) : NEW_OWNER;
  const collections = readIds(input.collections, "Collection");
  const drafts = draftVariants(input, found.product, call);
  const errors = [
    ...writeMetafields(input, owner, call, { isDryRun: true }, ["input"]),
    ...checkCollections(collections, "collections", call),
    ...draftErrors(drafts, ["input"]),
  ];
  if (!found.product && String(input.title ?? "").trim() === "")
    errors.push(refuse(["input", "title"], "Title can't be blank", "INVALID_PRODUCT"));
  if (errors.length > 0) return fail(errors);
  const product = found.product ?? begin(input, drafts, call);
  const wrong = call.state.products.check(product, readProductInput(input));
  if (wrong.length > 0) {
    return fail(wrong.map((error) => ({ ...error, field: ["input", ...(error.field ?? [])], code: codeOf(error) })));
  }
  return write(input, identifier, { product, isNew: !found.product, drafts, collections }, call);
}

const codeOf = (error: Refusal): string => (error.code === "TAKEN" ? "HANDLE_NOT_UNIQUE" : "INVALID_PRODUCT");

type Found = { ok: true; product: ProductRecord | undefined } | { ok: false; error: Refusal };

function find({ id, handle, customId }: Identifier, input: Input, call: Call): Found {
  const { products } = call.state;
  const wrong = (field: string[], message: string, code: string): Found => ({
    ok: false,
    error: refuse(field, message, code),
  });
  if (id) {
    const product = products.get(idOf(id, "Product"));
    return product
      ? { ok: true, product }
      : wrong(["identifier"], "Resource matching the identifier was not found.", "NOT_FOUND");
  }
  if (handle !== undefined) {
    const message = "The input field corresponding to the identifier is required.";
    if (typeof input.handle !== "string") return wrong(["input", "handle"], message, "MISSING_FIELD_REQUIRED");
    if (input.handle !== handle)
      return wrong(
        ["identifier"],
        "The identifier value does not match the value of the corresponding field in the input.",
        "INPUT_MISMATCH",
      );
    return { ok: true, product: products.findByHandle(handle) };
  }
  if (!customId) return { ok: true, product: undefined };
  const isIn = (one: Input) => one.key === customId.key && one.value === customId.value;
  if (Array.isArray(input.metafields) && !(input.metafields as Input[]).some(isIn))
    return wrong(
      ["input", "metafields"],
      "The input argument `metafields` (if present) must contain the `customId` value.",
      "METAFIELD_MISMATCH",
    );
  const ownerId = findByCustomId("Product", customId, call);
  return { ok: true, product: ownerId ? products.get(idOf(ownerId, "Product")) : undefined };
}

/** Options and variants come together, and every option has a value. */
function checkShape(input: Input): Refusal[] {
  const options = input.productOptions as { name?: string; values?: unknown[] }[] | undefined;
  const variants = input.variants as unknown[] | undefined;
  if (variants && !options) {
    const message = "Product options input is required when updating variants";
    return [refuse(["input", "productOptions"], message, "PRODUCT_OPTIONS_INPUT_MISSING")];
  }
  if (options && !variants)
    return [
      refuse(
        ["input", "variants"],
        "Variants input is required when updating product options",
        "VARIANTS_INPUT_MISSING",
      ),
    ];
  if (variants && variants.length > MAX_VARIANTS)
    return [refuse(["input", "variants"], "Number of product variants exceeds shop limit", "VARIANTS_OVER_LIMIT")];
  if (options && options.length > 3)
    return [refuse(["input", "productOptions"], "Options over limit", "OPTIONS_OVER_LIMIT")];
  const names = (options ?? []).map((option) => option.name?.toLowerCase());
  if (new Set(names).size < names.length)
    return [refuse(["input", "productOptions"], "Duplicated option name", "DUPLICATED_OPTION_NAME")];
  return (options ?? []).flatMap((option, index) =>
    (option.values ?? []).length > 0
      ? []
      : [
          refuse(
            ["input", "productOptions", String(index), "values"],
            "Each option must have at least one option value specified.",
            "OPTION_VALUES_MISSING",
          ),
        ],
  );
}

function readOptions(input: Input, before: ProductRecord | undefined) {
  return ((input.productOptions ?? []) as { id?: string; name?: string; values?: { name?: string }[] }[]).map((one) => {
    const known = before?.options.find((option) =>
      one.id ? option.id === idOf(one.id, "ProductOption") : option.name === one.name,
    );
    return {
      ...(known ? { id: known.id } : {}),
      name: one.name ?? known?.name ?? "",
      values: (one.values ?? []).map((value) => {
        const same = known?.values.find((old) => old.name === value.name);
        return same ?? { name: value.name ?? "" };
      }),
    };
  });
}

/** The listed variants; one with a known id, or with a known variant's option values, goes on being that variant. */
function draftVariants(input: Input, before: ProductRecord | undefined, call: Call): Draft[] {
  if (!Array.isArray(input.variants)) return [];
  const options = readOptions(input, before);
  const byKey = new Map(before?.variants.map((variant) => [optionKey(variant.options), variant]));
  const drafts = (input.variants as Input[]).map((one): Draft => {
    const id = typeof one.id === "string" ? idOf(one.id, "ProductVariant") : undefined;
    const named = id === undefined ? undefined : before?.variants.find((variant) => variant.id === id);
    const draft = draftVariant(one, named ?? blankVariant(call), options, true, call, "ProductVariantSetInput");
    if (id !== undefined && !named)
      draft.errors.push(refuse(["id"], "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST"));
    for (const error of draft.errors) if (error.field?.[0] !== "id") error.code = "INVALID_VARIANT";
    const same = named ? undefined : byKey.get(optionKey(draft.after.options));
    if (!same) return draft;
    return draftVariant(one, same, options, true, call, "ProductVariantSetInput");
  });
  checkTwins(drafts, []);
  return drafts;
}

/** A new product, which nobody has been told of yet. */
function begin(input: Input, drafts: Draft[], call: Call): ProductRecord {
  const { title, handle, status } = readProductInput(input);
  return call.state.products.draft({
    title: title ?? "",
    ...(handle === undefined ? {} : { handle }),
    status: status ?? "ACTIVE",
    publishedAt: null,
    isGiftCard: input.giftCard === true,
    variants: drafts.length > 0 ? drafts.map(({ after }) => after) : [{ price: "0.00" }],
  });
}

interface Plan {
  product: ProductRecord;
  isNew: boolean;
  drafts: Draft[];
  collections: number[];
}

function write(input: Input, identifier: Identifier, { product, isNew, drafts, collections }: Plan, call: Call) {
  const { state } = call;
  const rest = state.products.apply(product, readProductInput(input));
  const options = readOptions(input, product).map(({ name, values }) => ({
    name,
    values: values.map((one) => one.name),
  }));
  const listed = drafts.length > 0 ? drafts.map(({ after }) => after) : product.variants;
  const wanted =
    drafts.length > 0
      ? options
      : product.options.map((one) => ({ name: one.name, values: one.values.map((value) => value.name) }));
  const saved = isNew
    ? state.products.add({ ...rest, variants: listed }, wanted)
    : state.products.setVariants(product, listed, wanted, rest);
  const owner = gid("Product", saved.id);
  const isQuiet = isNew || saved !== product;
  if (Array.isArray(input.metafields)) dropUnlisted(owner, input.metafields as Input[], call);
  writeMetafields(input, owner, call, { isQuiet });
  if (isNew && identifier.customId)
    storeMetafields([{ ...identifier.customId, ownerId: owner }], call, { isQuiet: true });
  for (const { after, input: one } of drafts) {
    const variant = gid("ProductVariant", after.id);
    if (Array.isArray(one.metafields)) dropUnlisted(variant, one.metafields as Input[], call);
    writeMetafields(one, variant, call, { isQuiet });
  }
  if (Array.isArray(input.collections)) state.collections.setOfProduct(saved.id, collections);
  return { product: productNode(saved.id, call), productSetOperation: null, userErrors: [] };
}

function dropUnlisted(ownerId: string, listed: Input[], call: Call): void {
  const names = new Set(listed.map((one) => `${fullNamespace(call, one.namespace)}.${String(one.key)}`));
  for (const { namespace, key } of call.state.metafields.list(ownerId))
    if (!names.has(`${namespace}.${key}`)) call.state.metafields.delete(ownerId, namespace, key);
}

export const productSetMutations: FieldTable<unknown> = { productSet: set };
