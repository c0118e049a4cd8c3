/** Who wrote: goes into the history of values and into webhooks. */
export interface ChangeSource {
  changeSource: "INTEGRATION" | "CRM_UI" | "IMPORT" | "CONTACTS";
  sourceId: string;
}

/** What happened to a record, told to whoever listens (webhooks, the search index). */
export type RecordEvent =
  | { kind: "creation"; id: string }
  | { kind: "propertyChange"; id: string; name: string; value: string }
  | { kind: "deletion"; id: string }
  | { kind: "restore"; id: string }
  | { kind: "privacyDeletion"; id: string }
  | { kind: "merge"; id: string; primaryId: string; mergedIds: string[]; propertiesMoved: number };
