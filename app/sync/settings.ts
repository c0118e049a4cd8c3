import type { PropertyOption } from "./definition.ts";
import type { ObjectKey, Side } from "./record.ts";

/** What a merchant chose for an object. */
export interface ObjectSettings {
  readonly object: ObjectKey;
  readonly enabled: boolean;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly winner: Side;
  readonly createInShopify: boolean;
  readonly consentFromHubspot: boolean;
  readonly limit: readonly LimitCondition[];
  /** whether a record must meet every condition of the limit or any of them */
  readonly limitMatch: "all" | "any";
  /** what becomes of a linked record that stops meeting the limit: excluded, or synced on */
  readonly limitScope: "always" | "new_records";
  /** the merchant's changes to the object's fields: custom mappings, and defaults switched off or turned another way */
  readonly mappings: readonly FieldMapping[];
  /** the merchant's stages by Shopify status; a status that is not named has the definition's */
  readonly stages: readonly StageMapping[];
  /** switches of the object's own, by name (`products.perProduct`); absent: off */
  readonly options: Readonly<Record<string, boolean>>;
  /** records created before are left to themselves unless they are linked, ISO 8601; null: none is */
  readonly historyFrom: string | null;
  /** properties that the portal lacks or lets nobody write: their fields rest */
  readonly unavailable: Readonly<Record<string, "missing" | "archived" | "read_only">>;
  readonly version: number;
}

/** One field of a merchant's choosing, or what became of a default one (same `shopify` and `hubspot` names). */
export interface FieldMapping {
  /** Shopify attribute; a metafield is `metafield:<namespace>.<key>`, a variant's own `variant.metafield:…`, a company location's `location.metafield:…` */
  readonly shopify: string;
  readonly hubspot: string;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly transform: string;
  readonly enabled: boolean;
  /** the property's options as the portal had them when the mapping was saved; absent when it has none */
  readonly options?: readonly PropertyOption[];
}

export interface StageMapping {
  readonly status: string;
  /** null: records of this status are skipped */
  readonly stage: { readonly pipelineId: string; readonly stageId: string } | null;
}

export interface LimitCondition {
  /** a Shopify attribute; `lines.<attribute>` asks whether any part of the record meets it */
  readonly field: string;
  readonly operator: LimitOperator;
  readonly value?: string | undefined;
  /** of a metafield: Shopify's name of its type when the condition was saved, by which its values are compared; absent: as text */
  readonly type?: string | undefined;
}

export type LimitOperator =
  | "is_known"
  | "is_unknown"
  | "equals"
  | "not_equals"
  | "contains"
  | "not_contains"
  | "one_of"
  | "none_of"
  | "greater_than"
  | "less_than"
  | "after"
  | "before";
