import type {
  DeleteMetafieldsMutation,
  DeleteMetafieldsMutationVariables,
  MetafieldDefinitionsOfQuery,
  MetafieldDefinitionsOfQueryVariables,
  NamesOfReferencesQuery,
  NamesOfReferencesQueryVariables,
  SetMetafieldsMutation,
  SetMetafieldsMutationVariables,
} from "../generated/admin.ts";
import type { AdminDocument } from "./admin-document.ts";
import { adminDocument } from "./admin-document.ts";

/** One owner's metafields under the aliases `m0`, `m1`, …; null for those that it has not. */
export type MetafieldsNode = Readonly<
  Record<string, { readonly type: string; readonly value: string } | string | null>
>;

interface MetafieldsAnswer {
  readonly nodes: readonly (MetafieldsNode | null)[];
}

/** Metafields of owners of any kind by their names. A point for each owner and for each metafield. */
export function metafieldsOfOwners(
  ids: readonly string[],
  names: readonly { readonly namespace: string; readonly key: string }[],
): { document: AdminDocument<MetafieldsAnswer, Record<string, unknown>>; variables: Record<string, unknown> } {
  const variables: Record<string, unknown> = { ids };
  const declared = names.flatMap(({ namespace, key }, i) => {
    variables[`n${i}`] = namespace;
    variables[`k${i}`] = key;
    return [`$n${i}: String!`, `$k${i}: String!`];
  });
  const fields = names.map((_, i) => `m${i}: metafield(namespace: $n${i}, key: $k${i}) { type value }`);
  const text = `#graphql
query MetafieldsOfOwners($ids: [ID!]!, ${declared.join(", ")}) {
  nodes(ids: $ids) { id ... on HasMetafields { ${fields.join("\n")} } }
}`;
  return { document: adminDocument(text), variables };
}

/** Up to 25 metafields, all of them or none. */
export const setMetafields = adminDocument<SetMetafieldsMutation, SetMetafieldsMutationVariables>(`#graphql
  mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      metafields { namespace key type value updatedAt owner { ... on Node { id } } }
      userErrors { field message code elementIndex }
    }
  }
`);

export const deleteMetafields = adminDocument<DeleteMetafieldsMutation, DeleteMetafieldsMutationVariables>(`#graphql
  mutation DeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) {
      deletedMetafields { key }
      userErrors { field message }
    }
  }
`);

export const metafieldDefinitionsOf = adminDocument<
  MetafieldDefinitionsOfQuery,
  MetafieldDefinitionsOfQueryVariables
>(`#graphql
  query MetafieldDefinitionsOf($ownerType: MetafieldOwnerType!, $after: String) {
    metafieldDefinitions(ownerType: $ownerType, first: 100, after: $after) {
      nodes {
        namespace
        key
        name
        type { name }
        access { admin }
        validations { name value }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** What people call the records that a metafield may name, of the kinds that our scopes let us read. */
export const namesOfReferences = adminDocument<NamesOfReferencesQuery, NamesOfReferencesQueryVariables>(`#graphql
  query NamesOfReferences($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on Product { title }
      ... on ProductVariant { displayName }
      ... on Collection { title }
      ... on Customer { displayName }
      ... on Company { name }
      ... on Order { name }
    }
  }
`);
