import type {
  AppInstallationQuery,
  GrantedScopesQuery,
  RemoveTrackingMutation,
  RemoveTrackingMutationVariables,
  SetTrackingMutation,
  SetTrackingMutationVariables,
  ShopFactsQuery,
} from "../generated/admin.ts";
import { adminDocument } from "./admin-document.ts";

/** What the screens need of the shop: names, zone and currency for formats. No field of the merchant's own person. */
export const shopFacts = adminDocument<ShopFactsQuery, Record<string, never>>(`#graphql
  query ShopFacts {
    shop { id name currencyCode ianaTimezone }
    currentAppInstallation { accessScopes { handle } }
  }
`);

export const appInstallation = adminDocument<AppInstallationQuery, Record<string, never>>(`#graphql
  query AppInstallation {
    currentAppInstallation { id }
  }
`);

/** What the merchant granted, optional scopes included. */
export const grantedScopes = adminDocument<GrantedScopesQuery, Record<string, never>>(`#graphql
  query GrantedScopes {
    currentAppInstallation { accessScopes { handle } }
  }
`);

/** A metafield of our own installation: the theme reads it as `app.metafields.tandem.tracking`, other apps do not. */
export const setTracking = adminDocument<SetTrackingMutation, SetTrackingMutationVariables>(`#graphql
  mutation SetTracking($ownerId: ID!, $value: String!) {
    metafieldsSet(metafields: [{ ownerId: $ownerId, namespace: "tandem", key: "tracking", type: "json", value: $value }]) {
      metafields { id }
      userErrors { code field message }
    }
  }
`);

export const removeTracking = adminDocument<RemoveTrackingMutation, RemoveTrackingMutationVariables>(`#graphql
  mutation RemoveTracking($ownerId: ID!) {
    metafieldsDelete(metafields: [{ ownerId: $ownerId, namespace: "tandem", key: "tracking" }]) {
      deletedMetafields { key }
      userErrors { field message }
    }
  }
`);
