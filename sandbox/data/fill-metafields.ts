import { checkMetafieldValue, checkValidations } from "#sandbox/shopify/state/metafield-values.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { RowProblem, ShopExtras, ShopFolder } from "./shop-folder.ts";

const problem = (row: number, reason: string): RowProblem => ({ file: "seed.json", row, reason });

/** Puts the seed's collections, metafield definitions and metafields into the shop; returns what it refused. */
export function fillMetafields(state: ShopState, { extras }: ShopFolder): RowProblem[] {
  return [
    ...extras.collections.flatMap((one, index) => fillCollection(state, one, index + 1)),
    ...extras.metafieldDefinitions.flatMap((one, index) => fillDefinition(state, one, index + 1)),
    ...fillValues(state, extras.metafields),
  ];
}

function fillCollection(
  state: ShopState,
  { products, ...input }: ShopExtras["collections"][number],
  row: number,
): RowProblem[] {
  const unknown = products.filter((handle) => !state.products.findByHandle(handle));
  const productIds = products.flatMap((handle) => state.products.findByHandle(handle)?.id ?? []);
  const outcome = state.collections.load({ ...input, productIds });
  const reasons = outcome.ok ? [] : outcome.errors.map((error) => error.message);
  return [...reasons, ...unknown.map((handle) => `there is no product "${handle}"`)].map((reason) =>
    problem(row, `collections: ${reason}`),
  );
}

function fillDefinition(
  state: ShopState,
  { owner, choices, ...input }: ShopExtras["metafieldDefinitions"][number],
  row: number,
): RowProblem[] {
  const validations = choices.length > 0 ? [{ name: "choices", value: JSON.stringify(choices) }] : [];
  const outcome = state.definitions.create({ ...input, kind: owner, description: null, validations, isPinned: true });
  if (outcome.ok) return [];
  return [problem(row, `metafieldDefinitions: ${outcome.errors.map((error) => error.message).join("; ")}`)];
}

type Value = ShopExtras["metafields"][number];

function fillValues(state: ShopState, values: Value[]): RowProblem[] {
  const companies = new Map(state.companies.list().map((company) => [company.name, company.id]));
  const find: Record<Value["owner"], (of: string) => number | undefined> = {
    Company: (name) => companies.get(name),
    Customer: (id) => state.customers.get(Number(id))?.id,
    Product: (handle) => state.products.findByHandle(handle)?.id,
    ProductVariant: (sku) => state.products.findVariantIdBySku(sku),
  };
  return values.flatMap(({ owner, of, namespace, key, type, value }, index) => {
    const id = find[owner](of);
    if (id === undefined) return [problem(index + 1, `metafields: there is no ${owner} "${of}"`)];
    const definition = state.definitions.get(owner, namespace, key);
    const refusal = checkMetafieldValue(type, value) ?? checkValidations(type, value, definition?.validations ?? []);
    if (refusal !== null) return [problem(index + 1, `metafields: ${refusal}`)];
    state.metafields.set(`gid://shopify/${owner}/${id}`, { namespace, key, type, value });
    return [];
  });
}
