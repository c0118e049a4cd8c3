import { SyncError } from "#app/sync/errors.ts";
import type { AdminClient } from "../admin-client.ts";
import { b2bAccess } from "../documents/companies.ts";
import { deniesAccess } from "../translate-error.ts";
import { unexplained } from "../unexplained.ts";

const companyScopes = ["read_companies", "read_customers"];

/**
 * Whether the shop has B2B, by asking the API: plans differ and change, so their names tell nothing. Shopify denies both a shop without it
 * and an app without the scope, in the same words; the granted scopes tell the two apart.
 * @throws SyncError reconnect `missing_scope` when the app was not granted companies; transient when Shopify failed.
 */
export async function hasB2b(client: AdminClient, shop: string): Promise<boolean> {
  const request = { shop, lane: "live", document: b2bAccess, variables: {}, cost: 3 } as const;
  const { data, errors } = await client.request(request);
  if (errors.length === 0) return data.companiesCount !== null;
  if (!deniesAccess(errors)) throw unexplained(errors);
  const granted = data.currentAppInstallation.accessScopes.map(({ handle }) => handle);
  if (companyScopes.some((scope) => granted.includes(scope))) return false;
  throw new SyncError("reconnect", { code: "missing_scope", details: { scope: "read_companies" } });
}
