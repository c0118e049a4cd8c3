import { asideNames } from "#app/store/switch-mode.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { EngineStore, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";

export interface StoreOfMode {
  readonly store: EngineStore;
  /** under what name the object's links are kept */
  readonly kept: ObjectKey;
}

/**
 * The engine's memory under settings that need not be saved. Should they be of the object's other mode, it is what stands aside of that
 * one, which saving them would bring back.
 */
export async function storeOfMode(
  store: EngineStore,
  connection: Connection,
  object: ObjectKey,
  settings: Pick<ObjectSettings, "options">,
): Promise<StoreOfMode> {
  const stored = await store.settings(connection, object);
  const names = asideNames(syncObject(object), stored?.options ?? {}, settings.options);
  if (names.size === 0) return { store, kept: object };
  const nameOf = (key: ObjectKey) => (names.get(key)?.back ?? key) as ObjectKey;
  return {
    kept: nameOf(object),
    store: {
      ...store,
      links: (at, key, side, ids) => store.links(at, nameOf(key), side, ids),
      linksOfGroups: (at, key, ids) => store.linksOfGroups(at, nameOf(key), ids),
      tombstones: (at, key, refs) => store.tombstones(at, nameOf(key), refs),
      findByMatchKeys: (at, key, side, hashes) => store.findByMatchKeys(at, nameOf(key), side, hashes),
      noteMatchKeys: (at, key, entries) => store.noteMatchKeys(at, nameOf(key), entries),
    },
  };
}
