import type { ProductRecord, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import type { Input } from "./read-input.ts";
import { readHeldNode } from "./read-node.ts";
import { readProductInput, refuseUnheld, writeMetafields } from "./read-product-input.ts";

const NEW_OWNER = "gid://shopify/Product/0";
const OWN = ["descriptionHtml", "handle", "metafields", "productType", "seo", "status", "tags", "title", "vendor"];

const shopNode = (call: Call) => ({ __typename: "Shop", of: call.state.shop });

/** The product as it is now, after everything the mutation wrote. */
export const productNode = (id: number, call: Call) => readHeldNode(gid("Product", id), call);

export function readIds(list: unknown, type: string): number[] {
  return Array.isArray(list) ? list.map((one) => idOf(one, type)) : [];
}

export function checkCollections(ids: number[], field: string, call: Call): Refusal[] {
  return ids.some((id) => !call.state.collections.get(id))
    ? [{ field: [field], message: "Collection does not exist", code: "INVALID" }]
    : [];
}

/** Options without variants of their own: Shopify makes one variant of each option's first value. */
function firstVariant(input: Input) {
  const options = (input.productOptions ?? []) as { name?: string; values?: { name?: string }[] }[];
  if (options.length === 0) return undefined;
  return options.map(({ name, values }) => ({ name: name ?? "", value: values?.[0]?.name ?? "Default Title" }));
}

function create(_: unknown, args: Args, call: Call) {
  const input = (args.product ?? args.input ?? {}) as Input;
  refuseUnheld(args, ["input", "product"], "productCreate");
  refuseUnheld(input, [...OWN, "collectionsToJoin", "giftCard", "productOptions"], "ProductCreateInput");
  const { products, collections } = call.state;
  const refuse = (userErrors: Refusal[]) => ({ product: null, shop: shopNode(call), userErrors });
  const joined = readIds(input.collectionsToJoin, "Collection");
  const refused = [
    ...writeMetafields(input, NEW_OWNER, call, { isDryRun: true }),
    ...checkCollections(joined, "collectionsToJoin", call),
  ];
  if (refused.length > 0) return refuse(refused);
  const { seo, descriptionHtml, vendor, productType, ...own } = readProductInput(input);
  const options = firstVariant(input);
  const outcome = products.create({
    ...(own.handle === undefined ? {} : { handle: own.handle }),
    ...(vendor?.trim() ? { vendor: vendor.trim() } : {}),
    title: own.title ?? "",
    tags: own.tags ?? [],
    descriptionHtml: descriptionHtml ?? "",
    productType: productType?.trim() ?? "",
    seo: { title: seo?.title || null, description: seo?.description || null },
    status: own.status ?? "ACTIVE",
    // What the API makes is on no sales channel yet.
    publishedAt: null,
    isGiftCard: input.giftCard === true,
    variants: [{ price: "0.00", ...(options ? { options } : {}) }],
    ...(options ? { options: listGiven(input) } : {}),
  });
  if (!outcome.ok) return refuse(outcome.errors);
  writeMetafields(input, gid("Product", outcome.value.id), call, { isQuiet: true });
  for (const id of joined) collections.addProducts(id, [outcome.value.id]);
  return { product: productNode(outcome.value.id, call), shop: shopNode(call), userErrors: [] };
}

function listGiven(input: Input): { name: string; values: string[] }[] {
  return ((input.productOptions ?? []) as { name?: string; values?: { name?: string }[] }[]).map((option) => ({
    name: option.name ?? "",
    values: (option.values ?? []).map((value) => value.name ?? ""),
  }));
}

/** The product that productUpdate names: in its input, or by an identifier. */
function findUpdated(args: Args, input: Input, call: Call): ProductRecord | undefined {
  const identifier = (args.identifier ?? {}) as { id?: string; handle?: string };
  const id = input.id ?? identifier.id;
  if (id) return call.state.products.get(idOf(id, "Product"));
  return identifier.handle ? call.state.products.findByHandle(identifier.handle) : undefined;
}

function update(_: unknown, args: Args, call: Call) {
  const input = (args.product ?? args.input ?? {}) as Input;
  refuseUnheld(args, ["identifier", "input", "product"], "productUpdate");
  refuseUnheld(
    input,
    [
      ...OWN,
      "collectionsToJoin",
      "collectionsToLeave",
      "deleteConflictingConstrainedMetafields",
      "id",
      "redirectNewHandle",
    ],
    "ProductUpdateInput",
  );
  const { products, collections } = call.state;
  const before = findUpdated(args, input, call);
  if (!before)
    return { product: null, userErrors: [{ field: ["id"], message: "Product does not exist", code: "NOT_FOUND" }] };
  const [joined, left] = [
    readIds(input.collectionsToJoin, "Collection"),
    readIds(input.collectionsToLeave, "Collection"),
  ];
  const owner = gid("Product", before.id);
  const refused = [
    ...writeMetafields(input, owner, call, { isDryRun: true }),
    ...checkCollections(joined, "collectionsToJoin", call),
  ];
  if (refused.length > 0) return { product: productNode(before.id, call), userErrors: refused };
  const outcome = products.update(before.id, readProductInput(input));
  if (!outcome.ok) return { product: productNode(before.id, call), userErrors: outcome.errors };
  writeMetafields(input, owner, call, { isQuiet: outcome.value !== before });
  for (const id of joined) collections.addProducts(id, [before.id]);
  for (const id of left) collections.removeProducts(id, [before.id]);
  return { product: productNode(before.id, call), userErrors: [] };
}

function remove(_: unknown, args: Args, call: Call) {
  refuseUnheld(args.synchronous === false ? { synchronous: false } : {}, [], "productDelete");
  const outcome = call.state.products.delete(idOf((args.input as { id: string }).id, "Product"));
  const rest = { productDeleteOperation: null, shop: shopNode(call) };
  return outcome.ok
    ? { ...rest, deletedProductId: gid("Product", outcome.value.id), userErrors: [] }
    : { ...rest, deletedProductId: null, userErrors: outcome.errors };
}

export const productMutations: FieldTable<unknown> = {
  productCreate: create,
  productUpdate: update,
  productDelete: remove,
};
