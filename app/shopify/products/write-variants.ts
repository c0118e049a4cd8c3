import { SyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import type { ProductAnswer, ProductStep, StoredProduct, StoredVariant } from "../documents/product-batches.ts";
import { writeProducts as writeDocument } from "../documents/product-batches.ts";
import { ownersOfVariants } from "../documents/products.ts";
import { instant, text } from "../flatten-values.ts";
import { gid, idOf } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import { readNodes } from "../read-nodes.ts";
import { translateRefusal } from "../translate-refusal.ts";
import { sendMutations, unanswered, writeInParts } from "../write-parts.ts";
import { createProducts } from "./create-products.ts";
import { flattenStoredProduct } from "./flatten-variant.ts";
import { productAttributes, productInput, variantInput } from "./product-input.ts";

/** A mutation costs 10 points and a variant takes up to two, so a request stays within 800 of the 1,000 that one may cost. */
const recordsPerRequest = 40;
const mutationCost = 10;

const owners = { document: ownersOfVariants, gidType: "ProductVariant", cost: 2, idsPerQuery: 250 } as const;

type Update = RecordWrite & { readonly kind: "update" };
type Refusal = Extract<WriteResult, { kind: "gone" | "failed" }>;

/** What has been stored of one variant's write so far, or why it was not. */
interface Progress {
  readonly write: Update;
  readonly productId: string;
  product?: StoredProduct | Refusal;
  variant?: StoredVariant | Refusal;
}

/**
 * Writes variants, several in one request, and what their products alone decide. Nothing else is touched: no other variant, no media, no
 * metafield. What was written is reported as the mutation returned it, never as a later read, which could show someone else's edit.
 */
export function writeVariants(
  scope: PortScope,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, WriteResult>> {
  return writeInParts(writes, recordsPerRequest, async (part, results) => {
    const updates = part.filter((write): write is Update => write.kind === "update");
    if (updates.length > 0) await updatePart(scope, updates, results);
    const creates = part.filter((write) => write.kind === "create");
    if (creates.length > 0) await createProducts(scope, creates, results);
  });
}

async function updatePart(
  scope: PortScope,
  writes: readonly Update[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const found = await readNodes<{ id: string; product: { id: string } }>(
    scope,
    owners,
    writes.map(({ id }) => id),
  );
  const all: Progress[] = [];
  for (const write of writes) {
    const node = found.get(write.id);
    if (node) all.push({ write, productId: node.product.id });
    else results.set(write.ref, { kind: "gone" });
  }
  await sendSteps(scope, all);
  for (const progress of all) results.set(progress.write.ref, resultOf(progress));
}

async function sendSteps(scope: PortScope, all: readonly Progress[]): Promise<void> {
  const products = all.filter(({ write }) => Object.keys(productInput(write.values)).length > 0);
  const groups = groupByProduct(all.filter(({ write }) => Object.keys(variantInput(write.values)).length > 0));
  const steps = [...products.map(productStep), ...groups.map(variantsStep)];
  const answer = await send(scope, steps);
  products.forEach((progress, i) => {
    const answered = answer[`m${i}`];
    progress.product = answered?.product && answered.userErrors.length === 0 ? answered.product : refusal(answered);
  });
  // One bad variant has all of its group refused: they are tried again one by one.
  const alone: Progress[] = [];
  groups.forEach((group, i) => {
    const answered = answer[`m${products.length + i}`];
    if (answered && answered.userErrors.length > 0 && group.length > 1) alone.push(...group);
    else settleVariants(group, answered);
  });
  if (alone.length === 0) return;
  const again = await send(
    scope,
    alone.map((progress) => variantsStep([progress])),
  );
  alone.forEach((progress, i) => {
    settleVariants([progress], again[`m${i}`]);
  });
}

function groupByProduct(all: readonly Progress[]): readonly (readonly Progress[])[] {
  const groups = new Map<string, Progress[]>();
  for (const progress of all) groups.set(progress.productId, [...(groups.get(progress.productId) ?? []), progress]);
  return [...groups.values()];
}

function productStep({ write, productId }: Progress): ProductStep {
  return { kind: "product", input: { id: productId, ...productInput(write.values) } };
}

function variantsStep(group: readonly Progress[]): ProductStep {
  const variants = group.map(({ write }) => ({ id: gid("ProductVariant", write.id), ...variantInput(write.values) }));
  return { kind: "variants", productId: group[0]?.productId ?? "", variants };
}

async function send(scope: PortScope, steps: readonly ProductStep[]): Promise<ProductAnswer> {
  if (steps.length === 0) return {};
  return sendMutations(scope, writeDocument(steps), steps.length * mutationCost);
}

function settleVariants(group: readonly Progress[], answered: ProductAnswer[string] | undefined): void {
  for (const progress of group) {
    const stored = answered?.productVariants?.find(({ id }) => idOf(id) === progress.write.id);
    progress.variant = stored && answered?.userErrors.length === 0 ? stored : refusal(answered);
  }
}

function refusal(answered: ProductAnswer[string] | undefined): Refusal {
  return answered && answered.userErrors.length > 0
    ? translateRefusal(answered.userErrors, productAttributes)
    : unanswered();
}

function resultOf({ write, product, variant }: Progress): WriteResult {
  for (const part of [product, variant]) if (part && "kind" in part) return part;
  const times: string[] = [];
  let values: Values = {};
  if (product && !("kind" in product)) {
    values = { ...flattenStoredProduct(product), ...(write.values.name === undefined ? {} : { name: product.title }) };
    times.push(product.updatedAt);
  }
  if (variant && !("kind" in variant)) {
    values = { ...values, ...flattenStoredVariant(variant) };
    times.push(variant.updatedAt);
  }
  if (times.length === 0) {
    const details = { fields: Object.keys(write.values).join(" ") };
    return { kind: "failed", error: new SyncError("bug", { code: "nothing_to_write", details }) };
  }
  const modifiedAt = times.map((at) => instant(at) ?? at).sort();
  const record = { side: "shopify", id: write.id, modifiedAt: modifiedAt.at(-1) ?? "", values } as const;
  return { kind: "written", created: false, record };
}

/** What our writes of a variant may change. */
function flattenStoredVariant(variant: StoredVariant): Values {
  return {
    sku: text(variant.sku),
    price: text(variant.price),
    compareAtPrice: text(variant.compareAtPrice),
    barcode: text(variant.barcode),
  };
}
