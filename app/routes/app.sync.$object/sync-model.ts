import type { Obstacle } from "#app/components/obstacle.ts";
import type { Progress } from "#app/components/progress.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { SyncForm } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

/** What the screen of one object's sync shows. Instants are ISO 8601. */
export interface SyncModel {
  readonly object: MainObjectKey;
  readonly connection: "none" | "connected" | "reconnect";
  readonly offers: SyncOffers;
  /** the choices as they are saved, or preselected */
  readonly form: SyncForm;
  /** names this state of the choices: a save says which one it began with */
  readonly revision: string;
  /** where a chosen history begins */
  readonly historyFrom: string | null;
  readonly progress: Progress;
  readonly fields: readonly FieldRow[];
  /** a sync that was on before is paused; one that never was is off */
  readonly startedBefore: boolean;
  /** what stands in the way of this object, as far as our database knows */
  readonly obstacles: readonly Obstacle[];
  readonly audit: AuditResult | null;
}

export interface FieldRow {
  readonly shopify: string;
  readonly hubspot: string;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  /** the property is made and kept by Tandem */
  readonly ours: boolean;
}

/** What the newest comparison of both sides found. */
export interface AuditResult {
  readonly at: string;
  readonly processed: number;
  /** most frequent first; `_missing` and `_deleted` count whole records */
  readonly drift: readonly { readonly field: string; readonly count: number }[];
}

/** Who saved other choices since the page was loaded. */
export interface NewerSave {
  /** the same person, in another window */
  readonly byYou: boolean;
  /** ISO 8601; null when it is not known */
  readonly at: string | null;
}
