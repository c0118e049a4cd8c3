import { createdArguments } from "../created-filter.ts";
import type {
  ChangedProductsQuery,
  ChangedProductsQueryVariables,
  CollectionsOfProductQuery,
  CollectionsOfProductQueryVariables,
  DefineProductKeyMutation,
  OwnersOfVariantsQuery,
  OwnersOfVariantsQueryVariables,
  ProductsCountQuery,
  ProductsCountQueryVariables,
  VariantsByIdQuery,
  VariantsByIdQueryVariables,
  VariantsCountQuery,
  VariantsOfProductQuery,
  VariantsOfProductQueryVariables,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";
import { productFields, variantFields } from "./product-fields.ts";

/** Names the products that we made, one for each HubSpot product: what makes making them safe to repeat. */
export const productKey = { namespace: "tandem", key: "hubspot_key" } as const;

const picture = "id preview { image { url } }";

/** Variants by id with their products; null where Shopify has none. The collections of a product go on in `collectionsOfProduct`. */
export const variantsById = adminDocument<VariantsByIdQuery, VariantsByIdQueryVariables>(`#graphql
  query VariantsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on ProductVariant {
        ${variantFields}
        media(first: 1) { nodes { ${picture} } }
        product {
          ${productFields}
          collections(first: 5) { nodes { id title } pageInfo { hasNextPage endCursor } }
        }
      }
    }
  }
`);

export const collectionsOfProduct = adminDocument<
  CollectionsOfProductQuery,
  CollectionsOfProductQueryVariables
>(`#graphql
  query CollectionsOfProduct($id: ID!, $after: String) {
    product(id: $id) {
      collections(first: 250, after: $after) { nodes { id title } pageInfo { hasNextPage endCursor } }
    }
  }
`);

/** The products that variants belong to, as light as can be. */
export const ownersOfVariants = adminDocument<OwnersOfVariantsQuery, OwnersOfVariantsQueryVariables>(`#graphql
  query OwnersOfVariants($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on ProductVariant { id product { id } }
    }
  }
`);

/** Products by modified time, oldest first, with the first of their variants: a variant's change is its product's. */
export const changedProducts = adminDocument<ChangedProductsQuery, ChangedProductsQueryVariables>(`#graphql
  query ChangedProducts($query: String!, $after: String) {
    products(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt variants(first: 10) { nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const variantsOfProduct = adminDocument<VariantsOfProductQuery, VariantsOfProductQueryVariables>(`#graphql
  query VariantsOfProduct($id: ID!, $after: String) {
    product(id: $id) {
      variants(first: 250, after: $after) { nodes { id updatedAt } pageInfo { hasNextPage endCursor } }
    }
  }
`);

/** All of them: without `limit: null` Shopify stops counting at 10,000. */
export const variantsCount = adminDocument<VariantsCountQuery, Record<string, never>>(`#graphql
  query VariantsCount {
    productVariantsCount(limit: null) { count precision }
  }
`);

/** Variants cannot be counted by date, their products can. */
export const productsCount = adminDocument<ProductsCountQuery, ProductsCountQueryVariables>(`#graphql
  query ProductsCount($query: String) {
    productsCount(query: $query, limit: null) { count precision }
  }
`);

/**
 * For a bulk operation: products with their collections and variants, five connections at most. Variants themselves have no filter by
 * date. `filter` is a search, null for all.
 */
export function bulkProducts(filter: string | null): string {
  return `#graphql
  query BulkProducts {
    products${createdArguments(filter)} {
      edges {
        node {
          ${productFields}
          collections { edges { node { id title } } }
          variants {
            edges {
              node {
                ${variantFields}
                media { edges { node { ${picture} } } }
              }
            }
          }
        }
      }
    }
  }
`;
}

/** A custom id is a metafield whose definition is of type `id`: unique in the shop. One that is there is refused, which is as well. */
export const defineProductKey = adminDocument<DefineProductKeyMutation, Record<string, never>>(`#graphql
  mutation DefineProductKey {
    metafieldDefinitionCreate(definition: {
      name: "HubSpot product", namespace: "${productKey.namespace}", key: "${productKey.key}", type: "id", ownerType: PRODUCT
    }) {
      createdDefinition { id }
      userErrors { code field message }
    }
  }
`);
