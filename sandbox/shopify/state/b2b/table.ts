/**
 * Records by id, and by the records that they hang on, such as their company, in the order they were made. What a record
 * hangs on never changes.
 */
export function createTable<T extends { id: number }>(ownersOf: (record: T) => number[]) {
  const byId = new Map<number, T>();
  const byOwner = new Map<number, Set<number>>();

  function put(record: T): void {
    byId.set(record.id, record);
    for (const owner of ownersOf(record)) byOwner.set(owner, (byOwner.get(owner) ?? new Set()).add(record.id));
  }

  function remove(id: number): void {
    const record = byId.get(id);
    if (!record) return;
    for (const owner of ownersOf(record)) byOwner.get(owner)?.delete(id);
    byId.delete(id);
  }

  return {
    put,
    delete: remove,
    get: (id: number) => byId.get(id),
    list: (): T[] => [...byId.values()],
    listOf: (owner: number): T[] => [...(byOwner.get(owner) ?? [])].flatMap((id) => byId.get(id) ?? []),
    count: () => byId.size,
    snapshot: () => new Map(byId),
    restore: (saved: Map<number, T>) => {
      byId.clear();
      byOwner.clear();
      for (const record of saved.values()) put(record);
    },
  };
}
