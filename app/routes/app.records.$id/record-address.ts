import type { RecordModel } from "./record-model.ts";

/**
 * The address of a record's page; null when it is opened there already. A record that HubSpot alone has bears its id there: once it is
 * matched, its row may go on as the Shopify record's, and by that id the page still finds it.
 */
export function addressOf(
  { id, shopifyId, hubspotId }: Pick<RecordModel, "id" | "shopifyId" | "hubspotId">,
  opened: URL,
): string | null {
  const address = new URL(opened);
  address.pathname = `/app/records/${id}`;
  if (shopifyId === null && hubspotId !== null) address.searchParams.set("hubspot", hubspotId);
  return address.href === opened.href ? null : `${address.pathname}${address.search}`;
}

/** The HubSpot id that an address bears; null for none. */
export function hubspotIdIn({ searchParams }: URL): string | null {
  const id = searchParams.get("hubspot") ?? "";
  return /^\d{1,20}$/.test(id) ? id : null;
}
