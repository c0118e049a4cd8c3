import type { Obstacle } from "#app/components/obstacle.ts";
import type { Progress } from "#app/components/progress.ts";
import type { StoredPipeline } from "#app/store/pipelines.server.ts";
import type { StageRule } from "#app/sync/definition.ts";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import type { ChildObjectKey, MainObjectKey } from "#app/sync/record.ts";
import type { FieldsModel } from "./fields/mapping-rows.ts";
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
  /** what a limit can ask for, besides the shop's metafields */
  readonly limitFields: readonly LimitField[];
  /** null: records of the object have no stages */
  readonly stages: StageModel | null;
  readonly associations: AssociationModel;
  readonly progress: Progress;
  readonly fields: FieldsModel;
  /** a sync that was on before is paused; one that never was is off */
  readonly startedBefore: boolean;
  /** what stands in the way of this object, as far as our database knows */
  readonly obstacles: readonly Obstacle[];
  readonly audit: AuditResult | null;
}

/** The object's stage rule with the portal's pipelines as last read; none before that. */
export interface StageModel extends Omit<StageRule, "pipeline"> {
  readonly pipelines: readonly StoredPipeline[];
}

/** What the object's records are tied to in HubSpot. */
export interface AssociationModel {
  readonly rows: readonly AssociationRow[];
  readonly parts: readonly PartRow[];
}

/** Records of `from` name those of `to`; one of the two is the object. */
export interface AssociationRow {
  readonly from: MainObjectKey;
  readonly to: MainObjectKey;
  /** the one of the two that is not the object, and whether its sync is on */
  readonly other: MainObjectKey;
  readonly isOn: boolean;
  /** associations carry a label */
  readonly isLabelled: boolean;
  /** how many stand in HubSpot, and how many wait for one of their ends */
  readonly written: number;
  readonly waiting: number;
}

/** Parts that are records of their own in HubSpot: the object's, or another one's that refer to its records. */
export interface PartRow {
  readonly part: ChildObjectKey;
  /** the switch of the object's that they need */
  readonly option: string | null;
  /** whose parts they are, when not the object's own */
  readonly whole?: { readonly object: MainObjectKey; readonly isOn: boolean } | undefined;
  /** whose records they name */
  readonly refersTo: readonly { readonly object: MainObjectKey; readonly isOn: boolean }[];
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
