/** The app on one shop: what was granted, and who it is. */
export interface Installation {
  /** Number of the installation's GID; another one after a reinstall. */
  id: number;
  /** The shop's handle, for links into its admin. */
  handle: string;
  appId: number;
  appHandle: string;
  appName: string;
  apiKey: string;
  /** What `shopify.app.toml` asks for at install, and what it may ask for later. */
  requiredScopes: string[];
  optionalScopes: string[];
  /** Takes back granted scopes and sends app/scopes_update. */
  revoke(scopes: string[]): void;
  /** Granted scopes, with what they imply. */
  scopes(): ReadonlySet<string>;
}
