import type { OutcomeStatus } from "#app/components/outcome-badge.tsx";

/** What the screen of one record shows: what became of it and why, never a stored value. Instants are ISO 8601. */
export interface RecordModel {
  readonly id: string;
  readonly object: string;
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  readonly shopifyUrl: string | null;
  readonly hubspotUrl: string | null;
  readonly status: OutcomeStatus;
  readonly reason: string | null;
  /** the fields that the reason is about */
  readonly concerned: readonly string[];
  readonly lastAction: string | null;
  readonly changedAt: string | null;
  readonly settledAt: string;
  readonly toShopify: readonly string[];
  readonly toHubspot: readonly string[];
  /** what was written to HubSpot made the record there */
  readonly newInHubspot: boolean;
  /** HubSpot must be connected again before anything moves */
  readonly canSync: boolean;
}

const recreatable = new Set(["deleted_in_hubspot", "deleted_in_shopify"]);

/** Only a record whose other half was deleted can be made again; merged and redacted ones are gone for good. */
export function canRecreate(model: Pick<RecordModel, "reason" | "canSync">): boolean {
  return model.canSync && model.reason !== null && recreatable.has(model.reason);
}
