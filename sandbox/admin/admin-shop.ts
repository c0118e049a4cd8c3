import type { MetafieldRecord } from "#sandbox/shopify/state/records.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";

/** The app as the admin knows it, from `shopify.app.toml` and the environment. */
export interface AdminApp {
  name: string;
  handle: string;
  apiKey: string;
  apiSecret: string;
  /** Where browsers reach the app. */
  origin(): string;
  /** Path of `application_url`: what the app's name in the side bar opens. */
  homePath: string;
  requiredScopes: string[];
  optionalScopes: string[];
  embeds: ThemeEmbed[];
}

/** An app embed block of the app's theme app extension. */
export interface ThemeEmbed {
  extensionHandle: string;
  blockHandle: string;
  name: string;
  target: "body" | "compliance_head" | "head";
  /** The block's Liquid. */
  source: string;
  /** Defaults of the block's settings. */
  settings: Record<string, unknown>;
  assetsDir: string;
}

/** What the admin's pages need of one shop and of the app's installation on it. */
export interface AdminShop {
  state: ShopState;
  isInstalled(): boolean;
  install(): Promise<void> | void;
  uninstall(): Promise<void> | void;
  /** What App Bridge hands out: signed with the app's secret, good for a minute. */
  idToken(): string;
  grantedScopes(): string[];
  setOptionalScopes(change: { grant?: string[]; revoke?: string[] }): Promise<void> | void;
  /** App-owned metafields of the installation, which the theme's blocks read. */
  appMetafields(): MetafieldRecord[];
  /** Block handles of the embeds that are switched on in the theme. */
  activeEmbeds: Set<string>;
}

export interface Admin {
  app: AdminApp;
  shops: AdminShop[];
}

export function findShop(admin: Admin, handle: string | undefined): AdminShop | undefined {
  return admin.shops.find((shop) => shop.state.shop.handle === handle);
}
