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

/** A record that one of the two found by its name: shown as it is now, and not kept. */
export interface NamedRow {
  readonly key: string;
  readonly side: "shopify" | "hubspot";
  readonly id: string;
  readonly title: string | null;
  readonly detail: string | null;
  /** its page there; null: not known */
  readonly url: string | null;
  /** what we know of it; null: it was never synced */
  readonly record: RecordRow | null;
}

export type NamesModel =
  | {
      readonly kind: "searched";
      readonly rows: readonly NamedRow[];
      /** by side the code of what kept it from answering */
      readonly unavailable: Readonly<Partial<Record<"shopify" | "hubspot", string>>>;
    }
  | { readonly kind: "not_connected" };

/** @returns the tab named in an address, `all` for anything else. */
export function readTab(value: string | null): Tab {
  return tabs.find((tab) => tab === value) ?? "all";
}
