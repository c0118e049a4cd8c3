import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { readValue } from "#sandbox/hubspot/crm/crm-record.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";

/** Which properties an answer shows. */
export interface Shown {
  /** Asked for by name; unset ones appear as null, unknown ones not at all. */
  properties?: string[];
  withHistory?: string[];
  /** Everything that is stored, as creates answer. */
  everything?: boolean;
}

function namesToShow({ type, definitions }: ObjectSpace, record: CrmRecord, shown: Shown): string[] {
  const always = ["hs_object_id", type.createdProperty, type.modifiedProperty];
  if (shown.everything) return [...always, ...record.values.keys()];
  const asked = shown.properties?.length ? shown.properties : type.defaultProperties;
  return [...always, ...asked.filter((name) => definitions.find(name))];
}

/** A record as the API shows it: values as text, sorted by name, and the record's own times. */
export function presentRecord(space: ObjectSpace, record: CrmRecord, shown: Shown = {}): Record<string, unknown> {
  const names = [...new Set(namesToShow(space, record, shown))].sort();
  const properties = Object.fromEntries(names.map((name) => [name, readValue(space.type, record, name) ?? null]));
  const history = shown.withHistory?.filter((name) => space.definitions.find(name)) ?? [];
  return {
    id: record.id,
    properties,
    ...(history.length > 0 ? { propertiesWithHistory: presentHistory(record, history) } : {}),
    createdAt: toInstant(record.createdAt),
    updatedAt: toInstant(record.updatedAt),
    archived: record.archived,
    ...(record.archivedAt === undefined ? {} : { archivedAt: toInstant(record.archivedAt) }),
  };
}

function presentHistory(record: CrmRecord, names: string[]): Record<string, object[]> {
  const versions = (name: string) =>
    record.history.get(name).map(({ value, at, source }) => ({
      value,
      timestamp: toInstant(at),
      sourceType: source.changeSource,
      sourceId: source.sourceId,
    }));
  return Object.fromEntries(names.map((name) => [name, versions(name)]));
}
