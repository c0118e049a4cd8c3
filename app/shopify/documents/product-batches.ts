import type {
  ProductFieldsFragment,
  StoredProductFragment,
  StoredVariantFragment,
  VariantFieldsFragment,
} from "../generated/admin.ts";
import type { AdminDocument } from "./admin-document.ts";
import { adminDocument } from "./admin-document.ts";
import type { UserError } from "./customer-batches.ts";
import { productFields, storedProduct, storedVariant, variantFields } from "./product-fields.ts";
import { productKey } from "./products.ts";

/** One product, and one variant, as every read of ours selects them. */
export type ProductNode = ProductFieldsFragment;
export type VariantNode = VariantFieldsFragment;

/** Never sent: `npm run typegen` makes types from them. */
export const productFragments = [
  `#graphql\n  fragment ProductFields on Product { ${productFields} }\n`,
  `#graphql\n  fragment VariantFields on ProductVariant { ${variantFields} }\n`,
  `#graphql\n  fragment StoredProduct on Product { ${storedProduct} }\n`,
  `#graphql\n  fragment StoredVariant on ProductVariant { ${storedVariant} }\n`,
];

/** One mutation of a batch, answered under the alias `m0`, `m1`, … of its place. */
export type ProductStep =
  /** names what changes of a product; all else of it stays */
  | { readonly kind: "product"; readonly input: Readonly<Record<string, unknown>> & { readonly id: string } }
  /** names what changes of some variants of one product; other variants stay */
  | {
      readonly kind: "variants";
      readonly productId: string;
      readonly variants: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
    }
  /** makes a product with one variant, or finds the one made before by its key */
  | { readonly kind: "create"; readonly key: string; readonly input: Readonly<Record<string, unknown>> };

export type StoredProduct = StoredProductFragment;
export type StoredVariant = StoredVariantFragment;

export type ProductAnswer = Record<
  string,
  {
    readonly product?: (StoredProduct & { readonly variants?: { readonly nodes: readonly StoredVariant[] } }) | null;
    readonly productVariants?: readonly StoredVariant[] | null;
    readonly userErrors: readonly UserError[];
  } | null
>;

/** Several mutations in one request; Shopify runs them in their order. */
export function writeProducts(steps: readonly ProductStep[]): {
  document: AdminDocument<ProductAnswer, Record<string, unknown>>;
  variables: Record<string, unknown>;
} {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const bind = (name: string, type: string, value: unknown) => {
    variables[name] = value;
    declared.push(`$${name}: ${type}`);
    return `$${name}`;
  };
  const calls = steps.map((step, i) => {
    if (step.kind === "product") {
      const input = bind(`product${i}`, "ProductUpdateInput!", step.input);
      return `m${i}: productUpdate(product: ${input}) { product { ${storedProduct} } userErrors { field message } }`;
    }
    if (step.kind === "variants") {
      const productId = bind(`owner${i}`, "ID!", step.productId);
      const input = bind(`variants${i}`, "[ProductVariantsBulkInput!]!", step.variants);
      return `m${i}: productVariantsBulkUpdate(productId: ${productId}, variants: ${input}) { productVariants { ${storedVariant} } userErrors { field message code } }`;
    }
    const key = bind(`key${i}`, "ProductSetIdentifiers!", { customId: { ...productKey, value: step.key } });
    const input = bind(`input${i}`, "ProductSetInput!", step.input);
    return `m${i}: productSet(synchronous: true, identifier: ${key}, input: ${input}) { product { ${storedProduct} variants(first: 1) { nodes { ${storedVariant} } } } userErrors { field message code } }`;
  });
  const text = `#graphql\nmutation WriteProducts(${declared.join(", ")}) {\n${calls.join("\n")}\n}`;
  return { document: adminDocument(text), variables };
}

export type ProductsByKey = Record<
  string,
  { readonly id: string; readonly variants: { readonly nodes: readonly { readonly id: string }[] } } | null
>;

/** Products that we made, by our key, each under the alias `p0`, `p1`, … */
export function productsByKey(keys: readonly string[]): {
  document: AdminDocument<ProductsByKey, Record<string, unknown>>;
  variables: Record<string, unknown>;
} {
  const declared = keys.map((_, i) => `$k${i}: ProductIdentifierInput!`).join(", ");
  const calls = keys.map(
    (_, i) => `p${i}: productByIdentifier(identifier: $k${i}) { id variants(first: 1) { nodes { id } } }`,
  );
  const variables = keys.map((value, i) => [`k${i}`, { customId: { ...productKey, value } }] as const);
  const text = `#graphql\nquery ProductsByKey(${declared}) {\n${calls.join("\n")}\n}`;
  return { document: adminDocument(text), variables: Object.fromEntries(variables) };
}
