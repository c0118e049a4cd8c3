import type { Progress } from "#app/components/progress.ts";
import type { SyncForm } from "./sync-form.ts";

/** What the screen of the customer sync shows. */
export interface CustomersModel {
  readonly connection: "none" | "connected" | "reconnect";
  readonly form: SyncForm;
  readonly progress: Progress;
  readonly fields: readonly FieldRow[];
  /** a sync that was on before is paused; one that never was is off */
  readonly startedBefore: boolean;
}

export interface FieldRow {
  readonly shopify: string;
  readonly hubspot: string;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  /** the property is made and kept by Tandem */
  readonly ours: boolean;
}
