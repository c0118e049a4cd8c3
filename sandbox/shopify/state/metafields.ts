import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { MetafieldRecord } from "./records.ts";

/** Metafields of any owner, by its GID. */
export function createMetafields(context: StateContext) {
  const byOwner = new Map<string, Map<string, MetafieldRecord>>();

  function set(
    ownerId: string,
    input: { namespace: string; key: string; type: string; value: string },
  ): MetafieldRecord {
    const owned = byOwner.get(ownerId) ?? new Map<string, MetafieldRecord>();
    byOwner.set(ownerId, owned);
    const name = `${input.namespace}.${input.key}`;
    const before = owned.get(name);
    const now = stamp(context);
    const metafield = {
      id: before?.id ?? context.nextId(),
      ownerId,
      ...input,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    owned.set(name, metafield);
    context.touch();
    return metafield;
  }

  return {
    set,
    get: (ownerId: string, namespace: string, key: string) => byOwner.get(ownerId)?.get(`${namespace}.${key}`),
    list: (ownerId: string): MetafieldRecord[] => [...(byOwner.get(ownerId)?.values() ?? [])],
    delete: (ownerId: string, namespace: string, key: string): boolean => {
      context.touch();
      return byOwner.get(ownerId)?.delete(`${namespace}.${key}`) ?? false;
    },
    deleteOwner: (ownerId: string) => byOwner.delete(ownerId),
    snapshot: () => new Map([...byOwner].map(([owner, owned]) => [owner, new Map(owned)])),
    restore: (saved: Map<string, Map<string, MetafieldRecord>>) => {
      byOwner.clear();
      for (const [owner, owned] of saved) byOwner.set(owner, new Map(owned));
    },
  };
}
