import { trackingHost } from "#app/lib/tracking-host.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { appInstallation, removeTracking as removeDocument, setTracking } from "#app/shopify/documents/app.ts";
import { SyncError } from "#app/sync/errors.ts";

interface Deps {
  readonly admin: AdminClient;
}

const cost = 15;

/**
 * The storefront's app embed may load the portal's tracking code afterwards: a metafield of our own installation, which the theme reads and
 * only we can write, names portal and script host.
 */
export async function publishTracking(
  { admin }: Deps,
  shop: string,
  portal: { readonly portalId: string; readonly dataHostingLocation: string | null },
): Promise<void> {
  const value = JSON.stringify({ portalId: portal.portalId, scriptHost: trackingHost(portal.dataHostingLocation) });
  const ownerId = await installationId(admin, shop);
  const { data } = await admin.request({
    shop,
    lane: "live",
    document: setTracking,
    variables: { ownerId, value },
    cost,
  });
  const errors = data.metafieldsSet?.userErrors ?? [];
  if (errors.length > 0) throw refused(errors);
}

/** The storefront loads nothing of HubSpot's any more. */
export async function removeTracking({ admin }: Deps, shop: string): Promise<void> {
  const ownerId = await installationId(admin, shop);
  const { data } = await admin.request({ shop, lane: "live", document: removeDocument, variables: { ownerId }, cost });
  const errors = data.metafieldsDelete?.userErrors ?? [];
  if (errors.length > 0) throw refused(errors);
}

async function installationId(admin: AdminClient, shop: string): Promise<string> {
  const { data } = await admin.request({ shop, lane: "live", document: appInstallation, variables: {}, cost: 1 });
  return data.currentAppInstallation.id;
}

function refused(errors: readonly { readonly message: string }[]): SyncError {
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  return new SyncError("bug", { code: "tracking_refused", cause });
}
