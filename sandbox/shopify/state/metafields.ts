import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import type { MetafieldRecord } from "./records.ts";

/** Longer values are no ids, and an index of them would double the memory that they take. */
const MAX_INDEXED = 255;

type Input = { namespace: string; key: string; type: string; value: string };

/** Metafields of any owner, by its GID, and by value for those that serve as ids. */
export function createMetafields(context: StateContext) {
  const byOwner = new Map<string, Map<string, MetafieldRecord>>();
  const byValue = new Map<string, Set<string>>();

  function put(metafield: MetafieldRecord): void {
    const owned = byOwner.get(metafield.ownerId) ?? new Map<string, MetafieldRecord>();
    byOwner.set(metafield.ownerId, owned);
    const name = `${metafield.namespace}.${metafield.key}`;
    forgetValue(owned.get(name));
    owned.set(name, metafield);
    if (metafield.value.length > MAX_INDEXED) return;
    const place = valueKey(metafield.ownerId, name, metafield.value);
    byValue.set(place, (byValue.get(place) ?? new Set()).add(metafield.ownerId));
  }

  function forgetValue(metafield: MetafieldRecord | undefined): void {
    if (!metafield) return;
    const name = `${metafield.namespace}.${metafield.key}`;
    const place = valueKey(metafield.ownerId, name, metafield.value);
    const owners = byValue.get(place);
    owners?.delete(metafield.ownerId);
    if (owners?.size === 0) byValue.delete(place);
  }

  /** The metafield as it is now; `isChanged` is false when it was just so before. */
  function set(ownerId: string, input: Input): { metafield: MetafieldRecord; isChanged: boolean } {
    const before = byOwner.get(ownerId)?.get(`${input.namespace}.${input.key}`);
    if (before?.value === input.value && before.type === input.type) return { metafield: before, isChanged: false };
    const now = stamp(context);
    const metafield = {
      id: before?.id ?? context.nextId(),
      ownerId,
      namespace: input.namespace,
      key: input.key,
      type: input.type,
      value: input.value,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    put(metafield);
    context.touch();
    return { metafield, isChanged: true };
  }

  return {
    set,
    get: (ownerId: string, namespace: string, key: string) => byOwner.get(ownerId)?.get(`${namespace}.${key}`),
    list: (ownerId: string): MetafieldRecord[] => [...(byOwner.get(ownerId)?.values() ?? [])],
    /** GIDs of the owners of this kind ("Product") that carry just this value. */
    findOwners: (kind: string, namespace: string, key: string, value: string): string[] => [
      ...(byValue.get(`${kind}|${namespace}.${key}|${value}`) ?? []),
    ],
    /** GIDs of the owners of this kind that carry such a metafield. */
    ownersOf: (kind: string, namespace: string, key: string): string[] =>
      [...byOwner].flatMap(([owner, owned]) =>
        kindOf(owner) === kind && owned.has(`${namespace}.${key}`) ? [owner] : [],
      ),
    delete: (ownerId: string, namespace: string, key: string): boolean => {
      const owned = byOwner.get(ownerId);
      forgetValue(owned?.get(`${namespace}.${key}`));
      context.touch();
      return owned?.delete(`${namespace}.${key}`) ?? false;
    },
    deleteOwner: (ownerId: string): void => {
      for (const metafield of byOwner.get(ownerId)?.values() ?? []) forgetValue(metafield);
      byOwner.delete(ownerId);
    },
    count: () => [...byOwner.values()].reduce((sum, owned) => sum + owned.size, 0),
    snapshot: () => [...byOwner.values()].flatMap((owned) => [...owned.values()]),
    restore: (saved: MetafieldRecord[]) => {
      byOwner.clear();
      byValue.clear();
      for (const metafield of saved) put(metafield);
    },
  };
}

function valueKey(ownerId: string, name: string, value: string): string {
  return `${kindOf(ownerId)}|${name}|${value}`;
}

/** gid://shopify/Product/1 → Product */
export function kindOf(gid: string): string {
  return /\/(\w+)\/\d+$/.exec(gid)?.[1] ?? "";
}
