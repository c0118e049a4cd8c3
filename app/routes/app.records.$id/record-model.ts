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
  /** what was written, newest first */
  readonly history: readonly HistoryEntry[];
}

/** One write at a vendor: names of fields by the rule that wanted them written, never a value. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly side: "shopify" | "hubspot";
  readonly created: boolean;
  readonly trigger: string;
  readonly rules: readonly { readonly rule: string; readonly fields: readonly string[] }[];
}

const byHand = new Set(["excluded_by_hand", "unlinked_by_hand"]);

/** Whether the record is left out because the merchant said so. */
export function isDecided({ reason }: Pick<RecordModel, "reason">): boolean {
  return reason !== null && byHand.has(reason);
}

const recreatable = new Set(["deleted_in_hubspot", "deleted_in_shopify"]);

/** Only a record whose other half was deleted can be made again; merged and redacted ones are gone for good. */
export function canRecreate(model: Pick<RecordModel, "reason" | "canSync">): boolean {
  return model.canSync && model.reason !== null && recreatable.has(model.reason);
}
