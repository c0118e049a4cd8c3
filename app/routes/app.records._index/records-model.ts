import type { OutcomeStatus } from "#app/components/outcome-badge.tsx";

/** One line of the list: ids and states, never a stored value. Instants are ISO 8601. */
export interface RecordRow {
  readonly id: string;
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  readonly status: OutcomeStatus;
  readonly reason: string | null;
  readonly settledAt: string;
}

export const tabs = ["all", "in_sync", "excluded", "failing"] as const;
export type Tab = (typeof tabs)[number];

/** What the list of records shows. */
export interface RecordsModel {
  readonly connected: boolean;
  readonly object: string;
  readonly tab: Tab;
  readonly counts: Readonly<Record<Tab, number>>;
  readonly rows: readonly RecordRow[];
  /** where the next page begins, null on the last */
  readonly next: string | null;
  /** not the first page */
  readonly paged: boolean;
}

/** What a search found; null: nothing was searched. */
export interface Found {
  readonly rows: readonly RecordRow[];
}

/** @returns the tab named in an address, `all` for anything else. */
export function readTab(value: string | null): Tab {
  return tabs.find((tab) => tab === value) ?? "all";
}
