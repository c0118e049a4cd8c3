/** The one version of Shopify's Admin API that the app speaks: requests, webhooks (`shopify.app.toml`) and generated types. */
export const shopifyApiVersion = "2026-10";
