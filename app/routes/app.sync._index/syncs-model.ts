import type { Obstacle } from "#app/components/obstacle.ts";
import type { Progress } from "#app/components/progress.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

/** One object of the list. */
export interface SyncRow {
  readonly object: MainObjectKey;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  /** a sync that was on before is paused; one that never was is off */
  readonly startedBefore: boolean;
  readonly obstacles: readonly Obstacle[];
}

/** What the list of syncs shows. */
export interface SyncsModel {
  readonly connection: "none" | "connected" | "reconnect";
  readonly rows: readonly SyncRow[];
  readonly progress: Progress;
}
