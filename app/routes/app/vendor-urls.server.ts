import type { MainObjectKey } from "#app/sync/record.ts";

/** Addresses of the vendors' own pages. Made on the server, for it is there that a deployment may rewrite them. */

interface PortalAddress {
  readonly id: string;
  /** as the account says: `app.hubspot.com`, `app-eu1.hubspot.com` */
  readonly uiDomain: string | null;
}

/** A page of one of HubSpot's tools in the portal, such as `forms`; each has an address of this shape. */
export function hubspotAppUrl({ id, uiDomain }: PortalAddress, app: string, path = ""): string {
  return `https://${uiDomain ?? "app.hubspot.com"}/${app}/${id}${path}`;
}

/** A page of the portal's contacts area: `/` is the list. */
export function hubspotUrl(portal: PortalAddress, path: string): string {
  return hubspotAppUrl(portal, "contacts", path);
}

/** A record of the portal; `objectTypeId` as HubSpot numbers its types (contacts are 0-1). */
export function hubspotRecordUrl(portal: PortalAddress, objectTypeId: string, recordId: string): string {
  return hubspotUrl(portal, `/record/${objectTypeId}/${recordId}`);
}

/** A page of the shop's admin. */
export function adminUrl(shop: string, path: string): string {
  return `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, "")}${path}`;
}

/**
 * A record's page in the shop's admin; for a variant its product's, which only its link tells.
 * @returns null for a variant whose product is not known
 */
export function adminRecordUrl(
  shop: string,
  object: MainObjectKey,
  { id, groupId }: { readonly id: string; readonly groupId: string | null },
): string | null {
  if (object === "products") return groupId && adminUrl(shop, `/products/${groupId}`);
  return adminUrl(shop, `/${object === "carts" ? "checkouts" : object}/${id}`);
}

/**
 * The theme editor with our embed picked, so that switching it on is one click and a save
 * (https://shopify.dev/docs/apps/build/online-store/theme-app-extensions/configuration#deep-linking).
 */
export function themeEditorUrl(shop: string, clientId: string): string {
  return adminUrl(shop, `/themes/current/editor?context=apps&activateAppId=${clientId}/tracking`);
}

/**
 * A page of the app in whichever shop's admin the person who opens it has, or chooses: Shopify's admin fills in the store. It is how an
 * address leads into an app without anybody asking for a shop's name.
 */
export function appInAnyAdminUrl(clientId: string, path: string): string {
  return `https://admin.shopify.com/apps/${clientId}${path}`;
}

/** The app inside the shop's admin, on its connection page. */
export function appInAdminUrl(shop: string, clientId: string): string {
  return adminUrl(shop, `/apps/${clientId}/app/connection`);
}
