import type { AssociationChange } from "#sandbox/hubspot/crm/associations/association-store.ts";

/** Who wrote: goes into the history of values and into webhooks. */
export interface ChangeSource {
  changeSource: "INTEGRATION" | "CRM_UI" | "IMPORT" | "CONTACTS";
  sourceId: string;
}

/** Writes through the API carry the app's id. */
export function apiSource(appId: number): ChangeSource {
  return { changeSource: "INTEGRATION", sourceId: String(appId) };
}

/** What happened to a record, told to whoever listens (webhooks, the search index). */
export type RecordEvent =
  | { kind: "creation"; id: string }
  | { kind: "propertyChange"; id: string; name: string; value: string }
  | { kind: "deletion"; id: string }
  | { kind: "restore"; id: string }
  | { kind: "privacyDeletion"; id: string }
  | { kind: "merge"; id: string; primaryId: string; mergedIds: string[]; propertiesMoved: number }
  | { kind: "associationChange"; id: string; change: AssociationChange };
