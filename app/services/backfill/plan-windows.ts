import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { CreatedWindow, ObjectSettings } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";

const RECENT_MS = 90 * 24 * 60 * 60_000;

/**
 * The spans of creation time that a first sync reads, in order: what is recent before the rest, and nothing older than the merchant's
 * history. None when it begins only now.
 * @param startedAt ISO 8601: the windows of one run do not move while it works
 */
export function windowsOf(
  definition: Pick<SyncObjectDefinition, "recentFirst">,
  { historyFrom }: Pick<ObjectSettings, "historyFrom">,
  startedAt: string,
): readonly CreatedWindow[] {
  if (historyFrom !== null && historyFrom >= startedAt) return [];
  const recent = new Date(Date.parse(startedAt) - RECENT_MS).toISOString();
  if (!definition.recentFirst || (historyFrom !== null && historyFrom >= recent))
    return [{ createdFrom: historyFrom, createdBefore: null }];
  return [
    { createdFrom: recent, createdBefore: null },
    { createdFrom: historyFrom, createdBefore: recent },
  ];
}

/** Objects whose records this one's refer to: with their first syncs through, nothing has to be written twice. */
export function dependenciesOf(object: ObjectKey): readonly ObjectKey[] {
  const definition = syncObject(object);
  const parts = definition.children ? [syncObject(definition.children.object)] : [];
  const named = [definition, ...parts].flatMap(({ associations = [], references = [] }) => [
    ...associations.map(({ to }) => to),
    ...references.map(({ to }) => to),
  ]);
  const place = (key: ObjectKey) => (mainObjectKeys as readonly ObjectKey[]).indexOf(key);
  // Only on what comes before: two objects must not wait for each other.
  return [...new Set(named)].filter((key) => place(key) < place(object));
}
