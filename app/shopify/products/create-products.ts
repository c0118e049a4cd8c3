import { SyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { ProductStep } from "../documents/product-batches.ts";
import { productsByKey, writeProducts } from "../documents/product-batches.ts";
import { defineProductKey } from "../documents/products.ts";
import { idOf } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import { translateRefusal } from "../translate-refusal.ts";
import { unexplained } from "../unexplained.ts";
import { sendMutations, unanswered } from "../write-parts.ts";
import { newProductInput, productAttributes } from "./product-input.ts";
import { readVariants } from "./read-variants.ts";

/** A product with its one variant, and the page that it is in. */
const lookupCost = 4;
const createCost = 14;

/**
 * Makes products of one variant, each named by our key as its custom id: made a second time it is found, not made. Looked for first,
 * because setting a product that is there would replace what a person has made of it since.
 */
export async function createProducts(
  scope: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const wanted = writes.filter((write) => {
    if (write.values.name) return true;
    const error = new SyncError("permanent", { code: "invalid_value", details: { field: "name" } });
    results.set(write.ref, { kind: "failed", error });
    return false;
  });
  if (wanted.length === 0) return;
  await defineKey(scope);
  const missing = await findMade(scope, wanted, results);
  if (missing.length > 0) await make(scope, missing, results);
}

/** The definition is there afterwards; that it was there before is no error. */
async function defineKey({ client, shop, lane }: PortScope): Promise<void> {
  const { data, errors } = await client.request({ shop, lane, document: defineProductKey, variables: {}, cost: 10 });
  if (errors.length > 0) throw unexplained(errors);
  const refused = data.metafieldDefinitionCreate?.userErrors ?? [];
  if (data.metafieldDefinitionCreate?.createdDefinition || refused.some(({ code }) => code === "TAKEN")) return;
  const cause = new Error(refused.map(({ message }) => message).join(" · "));
  throw new SyncError("transient", { code: "shopify_unavailable", afterMs: 5000, cause });
}

/** @returns the writes whose product is not there yet. */
async function findMade(
  { client, shop, lane }: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<readonly RecordWrite[]> {
  const { document, variables } = productsByKey(writes.map(keyOf));
  const { data, errors } = await client.request({
    shop,
    lane,
    document,
    variables,
    cost: writes.length * lookupCost,
  });
  if (errors.length > 0) throw unexplained(errors);
  return writes.filter((write, i) => {
    const variant = data[`p${i}`]?.variants.nodes[0];
    if (variant) results.set(write.ref, { kind: "held", holderId: idOf(variant.id) });
    return variant === undefined;
  });
}

async function make(
  scope: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const steps = writes.map(
    (write): ProductStep => ({ kind: "create", key: keyOf(write), input: newProductInput(write.values) }),
  );
  const answer = await sendMutations(scope, writeProducts(steps), steps.length * createCost);
  const made = new Map<string, string>();
  writes.forEach((write, i) => {
    const answered = answer[`m${i}`];
    const variant = answered?.product?.variants?.nodes[0];
    if (variant && answered.userErrors.length === 0) made.set(write.ref, idOf(variant.id));
    else if (answered && answered.userErrors.length > 0)
      results.set(write.ref, translateRefusal(answered.userErrors, productAttributes));
    else results.set(write.ref, unanswered());
  });
  if (made.size === 0) return;
  // Nobody else knows the product yet: what a read says of it is what we made.
  const read = await readVariants(scope, [...made.values()]);
  for (const [ref, id] of made) {
    const result = read.get(id);
    results.set(
      ref,
      result?.kind === "found" ? { kind: "written", created: true, record: result.record } : unanswered(),
    );
  }
}

/** `shop:id` of the HubSpot product. */
function keyOf(write: RecordWrite): string {
  return write.kind === "create" ? write.key : "";
}
