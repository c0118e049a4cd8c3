import type { Container } from "#app/container.server.ts";
import { isRowId } from "#app/lib/is-row-id.ts";
import { findDataRequest } from "#app/store/privacy.server.ts";

/**
 * What a merchant hands on to a customer who asked for their data: everything Tandem held of them when the request came.
 * @returns null when the shop has no such data request, or the customer was erased since
 */
export async function loadPrivacyFile(
  { db }: Pick<Container, "db">,
  { shop, id }: { readonly shop: string; readonly id: string },
): Promise<{ readonly name: string; readonly content: string } | null> {
  const request = isRowId(id) ? await findDataRequest(db, shop, id) : null;
  if (!request) return null;
  const content = {
    shop,
    customerId: request.customerId,
    requestId: request.requestId,
    receivedAt: request.receivedAt.toISOString(),
    answeredAt: request.doneAt?.toISOString() ?? null,
    about:
      "Tandem keeps which Shopify customer belongs to which HubSpot contact, how and when the two were last synced, and when which fields were written on which side. Names, addresses and other details are not stored: Shopify and HubSpot hold them.",
    data: request.result,
  };
  return { name: `tandem-data-request-${id}.json`, content: `${JSON.stringify(content, null, 2)}\n` };
}
