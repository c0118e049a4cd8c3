import type { Obstacle } from "#app/components/obstacle.ts";
import type { Progress } from "#app/components/progress.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

/** One object of the list. Instants are ISO 8601. */
export interface SyncRow {
  readonly object: MainObjectKey;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  /** has settings, whether it is on or off */
  readonly isSetUp: boolean;
  /** a sync that was on before is paused; one that never was is off */
  readonly startedBefore: boolean;
  readonly obstacles: readonly Obstacle[];
  /** when both sides were last looked at for changes; that is done every minute */
  readonly checkedAt: string | null;
  /** when everything will be compared next; null while the first sync is not through */
  readonly nextAuditAt: string | null;
}

/** What the list of syncs shows. */
export interface SyncsModel {
  readonly connection: "none" | "connected" | "reconnect";
  readonly rows: readonly SyncRow[];
  readonly progress: Progress;
}

/** What a row's buttons ask for. */
export const syncIntents = ["sync_now", "turn_on", "turn_off", "delete"] as const;
export type SyncIntent = (typeof syncIntents)[number];

/** What came of it: `code` names a text, `count` goes into it. */
export type SyncsAnswer =
  | { readonly ok: true; readonly code: string; readonly count: number }
  | { readonly ok: false; readonly code: string; readonly object: string | null };
