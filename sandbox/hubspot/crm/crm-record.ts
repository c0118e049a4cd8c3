import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import type { ValueHistory } from "#sandbox/hubspot/crm/value-history.ts";

/** A record as it was at one moment: writes make a new one, so that the search index may hold an older. */
export interface CrmRecord {
  readonly id: string;
  /** A cleared value stays as "", one never set is absent. */
  readonly values: ReadonlyMap<string, string>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archived: boolean;
  readonly archivedAt?: number;
  readonly mergedIds: readonly string[];
  /** Newest first, shared by all states of the record. */
  readonly history: ValueHistory;
}

/** A property's value: the stored one, or what HubSpot keeps itself; undefined when it was never set. */
export function readValue(type: ObjectType, record: CrmRecord, name: string): string | undefined {
  if (name === "hs_object_id") return record.id;
  if (name === type.createdProperty) return toInstant(record.createdAt);
  if (name === type.modifiedProperty) return toInstant(record.updatedAt);
  if (name === "hs_merged_object_ids") return record.mergedIds.length > 0 ? record.mergedIds.join(";") : undefined;
  return record.values.get(name);
}

/** What a person calls it. */
export function displayName(type: ObjectType, record: CrmRecord): string {
  const name = type.nameProperties
    .map((property) => record.values.get(property))
    .filter(Boolean)
    .join(" ");
  return name || (type.primaryKey && record.values.get(type.primaryKey)) || `${type.label.one} ${record.id}`;
}
