import { canonical } from "#app/lib/canonical.ts";
import type { FieldMapping, LimitCondition, ObjectSettings, StageMapping } from "#app/sync/settings.ts";

/** A field mapping as the page knows it: its dropdown's options are for the server to read. */
export type FormMapping = Omit<FieldMapping, "options">;

/** Which records sync, and what becomes of a linked record that stops meeting it. */
export interface FormLimit {
  readonly match: ObjectSettings["limitMatch"];
  readonly scope: ObjectSettings["limitScope"];
  readonly conditions: readonly LimitCondition[];
}

/** What the merchant chooses for an object, over all tabs. Choices that the object does not offer rest. */
export interface SyncForm {
  readonly enabled: boolean;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly winner: "shopify" | "hubspot";
  /** false: records that are only in HubSpot are left there */
  readonly createInShopify: boolean;
  readonly consentFromHubspot: boolean;
  /** names of the object's own switches that are on */
  readonly switches: readonly string[];
  /** all · the last days · from now on · as it was saved */
  readonly history: "all" | "days" | "now" | "kept";
  /** the number of days as it was typed */
  readonly historyDays: string;
  /** changes to the object's default fields, and fields of the merchant's own; a default that is not named is as it was */
  readonly mappings: readonly FormMapping[];
  readonly limit: FormLimit;
  /** the merchant's stages; a status that is not named has the definition's */
  readonly stages: readonly StageMapping[];
}

export const directions = ["both", "to_hubspot", "to_shopify"] as const;
export const winners = ["shopify", "hubspot"] as const;
export const histories = ["all", "days", "now", "kept"] as const;

/** The form as the browser sends it: everything at once, with the revision of the settings that the page was loaded with. */
export function toSubmission(
  form: SyncForm,
  revision: string,
): { readonly settings: string; readonly revision: string } {
  return { settings: JSON.stringify(form), revision };
}

export function isSameForm(a: SyncForm, b: SyncForm): boolean {
  return changedChoices(a, b).length === 0;
}

/** Names of the choices that differ. */
export function changedChoices(a: SyncForm, b: SyncForm): readonly (keyof SyncForm)[] {
  return (Object.keys(a) as (keyof SyncForm)[]).filter((key) => !isSameChoice(a[key], b[key]));
}

/** Lists are the same whatever their order: neither mappings, conditions, stages nor switches have one that matters. */
export function isSameChoice(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}
