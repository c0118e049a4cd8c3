import type { Installation } from "../../installation.ts";
import type { FieldTable } from "../call.ts";
import { gid } from "../gid.ts";
import { metafieldsOf } from "./metafield-fields.ts";

const scope = (handle: string) => ({ handle, description: handle });

const appInstallation: FieldTable<Installation> = {
  ...(metafieldsOf("AppInstallation") as unknown as FieldTable<Installation>),
  id: (installation) => gid("AppInstallation", installation.id),
  accessScopes: (installation) => [...installation.scopes()].sort().map(scope),
  activeSubscriptions: () => [],
  subscriptions: () => [],
  app: (installation) => ({ __typename: "App", of: installation }),
  launchUrl: (installation) => `https://admin.shopify.com/store/${installation.handle}/apps/${installation.appHandle}`,
  uninstallUrl: (installation) => `https://admin.shopify.com/store/${installation.handle}/settings/apps`,
};

const app: FieldTable<Installation> = {
  requestedAccessScopes: (installation) => installation.requiredScopes.map(scope),
  optionalAccessScopes: (installation) => installation.optionalScopes.map(scope),
  id: (installation) => gid("App", installation.appId),
  apiKey: (installation) => installation.apiKey,
  handle: (installation) => installation.appHandle,
  title: (installation) => installation.appName,
  embedded: () => true,
  installation: (installation) => ({ __typename: "AppInstallation", of: installation }),
};

const shop: FieldTable<unknown> = {
  id: (_, __, { state }) => gid("Shop", state.shop.id),
  name: (_, __, { state }) => state.shop.name,
  email: (_, __, { state }) => state.shop.email,
  contactEmail: (_, __, { state }) => state.shop.email,
  myshopifyDomain: (_, __, { state }) => state.shop.domain,
  url: (_, __, { state }) => `https://${state.shop.domain}`,
  currencyCode: (_, __, { state }) => state.shop.currency,
  enabledPresentmentCurrencies: (_, __, { state }) => [state.shop.currency],
  ianaTimezone: (_, __, { state }) => state.shop.ianaTimezone,
  createdAt: (_, __, { state }) => state.shop.createdAt,
  primaryDomain: (_, __, { state }) => ({
    id: gid("Domain", state.shop.id),
    host: state.shop.domain,
    url: `https://${state.shop.domain}`,
    sslEnabled: true,
  }),
  plan: (_, __, { state }) => ({
    publicDisplayName: state.shop.planName,
    displayName: state.shop.planName,
    partnerDevelopment: false,
    shopifyPlus: state.shop.planName === "Shopify Plus",
  }),
  shopOwnerName: (_, __, { state }) => `${state.shop.name} Owner`,
  setupRequired: () => false,
  taxesIncluded: () => false,
  weightUnit: () => "KILOGRAMS",
  unitSystem: () => "METRIC_SYSTEM",
  features: () => ({ storefront: true }),
};

export const appFields: Record<string, FieldTable<never>> = { AppInstallation: appInstallation, App: app, Shop: shop };
