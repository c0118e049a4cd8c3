import type { ChangesPort } from "#app/sync/ports.ts";
import type { AdminClient } from "../admin-client.ts";
import { changesByTime } from "../changed-nodes.ts";
import { changedCompanies } from "../documents/companies.ts";

/**
 * Companies by modified time, for the sweep. A contact or location that changes may leave the company's own modified time as it was; for
 * those there are webhooks and the audit.
 */
export function changesOfCompanies(client: AdminClient, shop: string): ChangesPort {
  return changesByTime(client, shop, changedCompanies, ({ companies }) => companies);
}
