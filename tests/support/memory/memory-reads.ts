import type { BuyersCart, Clock, ObjectSettings, RecordFact, RecordLink, Tombstone } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import type { ObjectTables, Tables } from "./tables.ts";

export type Ref = { readonly side: Side; readonly id: string };

/** What the engine asks its memory, in maps. */
export abstract class MemoryReads {
  readonly tables: Map<string, Tables>;
  readonly #clock: Clock;

  constructor(tables: readonly Tables[], clock: Clock) {
    this.tables = new Map(tables.map((table) => [table.connection.id, table]));
    this.#clock = clock;
  }

  async links(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    ids: readonly string[],
  ): Promise<readonly RecordLink[]> {
    const tables = this.objectOf(connection, object);
    return [...new Set(ids)].flatMap((id) => linkOf(tables, side, id) ?? []);
  }

  async linksOfGroups(
    connection: Connection,
    object: ObjectKey,
    groupIds: readonly string[],
  ): Promise<readonly RecordLink[]> {
    const links = [...this.objectOf(connection, object).links.values()];
    return links.filter(({ groupId }) => groupId && groupIds.includes(groupId));
  }

  async newestCarts(connection: Connection, buyers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const newest = new Map<string, string>();
    for (const { buyerHash, createdAt } of this.#carts(connection)) {
      if (!buyerHash || !buyers.includes(buyerHash)) continue;
      if (createdAt > (newest.get(buyerHash) ?? "")) newest.set(buyerHash, createdAt);
    }
    return newest;
  }

  async olderOpenCarts(connection: Connection, carts: readonly BuyersCart[]): Promise<readonly string[]> {
    return this.#carts(connection)
      .filter(({ status }) => status === "abandoned")
      .filter((fact) => carts.some((cart) => cart.buyer === fact.buyerHash && fact.createdAt < cart.createdAt))
      .map(({ shopifyId }) => shopifyId);
  }

  async findByMatchKeys(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    for (const entry of this.objectOf(connection, object).matchKeys.values()) {
      if (entry.side !== side) continue;
      for (const key of entry.keys) if (keys.includes(key)) found.set(key, [...(found.get(key) ?? []), entry.recordId]);
    }
    return found;
  }

  async tombstones(connection: Connection, object: ObjectKey, refs: readonly Ref[]): Promise<readonly Tombstone[]> {
    const names = (tombstone: Tombstone, { side, id }: Ref): boolean =>
      tombstone.side === side ? tombstone.recordId === id : tombstone.counterpartId === id;
    const all = [...this.objectOf(connection, object).tombstones.values()];
    return all.filter((entry) => refs.some((ref) => names(entry, ref)));
  }

  async settledSince(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    ids: readonly string[],
    since: string,
  ): Promise<ReadonlySet<string>> {
    const { links, outcomes } = this.objectOf(connection, object);
    const key = side === "shopify" ? "shopifyId" : "hubspotId";
    const settled = [...links.values(), ...outcomes].filter((row) => row.settledAt >= since).map((row) => row[key]);
    return new Set(ids.filter((id) => settled.includes(id)));
  }

  async pending(connection: Connection, object: ObjectKey, refs: readonly Ref[]): Promise<readonly Ref[]> {
    const { changes } = this.objectOf(connection, object);
    return refs.filter(({ side, id }) => changes.has(`${side}:${id}`));
  }

  async ownedByOtherShops(
    connection: Connection,
    object: ObjectKey,
    hubspotIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const others = this.#othersOf(connection);
    const own = this.tablesOf(connection);
    const since = (table: Tables, id: string) => linkedSince(table, object, id);
    return new Set(hubspotIds.filter((id) => others.some((table) => isEarlier(since(table, id), since(own, id)))));
  }

  async linkedByOtherShops(
    connection: Connection,
    object: ObjectKey,
    hubspotIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const others = this.#othersOf(connection);
    return new Set(hubspotIds.filter((id) => others.some((table) => linkOf(table.of(object), "hubspot", id))));
  }

  async settings(connection: Connection, object: ObjectKey): Promise<ObjectSettings | null> {
    return this.tablesOf(connection).settingsOf(object);
  }

  async countLinksModified(
    connection: Connection,
    object: ObjectKey,
    side: Side,
    from: string,
    to: string,
  ): Promise<number> {
    const key = side === "shopify" ? "shopifyModifiedAt" : "hubspotModifiedAt";
    return [...this.objectOf(connection, object).links.values()].filter((link) => {
      const at = link[key];
      return at !== null && at >= from && at <= to;
    }).length;
  }

  protected tablesOf(connection: Connection): Tables {
    const found = this.tables.get(connection.id);
    if (!found) throw new Error(`no connection ${connection.id}`);
    return found;
  }

  protected objectOf(connection: Connection, object: ObjectKey): ObjectTables {
    return this.tablesOf(connection).of(object);
  }

  protected isOn(connection: Connection, object: ObjectKey): boolean {
    const tables = this.tablesOf(connection);
    return tables.active && tables.settingsOf(object)?.enabled === true;
  }

  protected now(): string {
    return this.#clock.now().toISOString();
  }

  #othersOf({ id, portalId }: Connection): Tables[] {
    return [...this.tables.values()].filter(
      (table) => table.active && table.connection.portalId === portalId && table.connection.id !== id,
    );
  }

  #carts(connection: Connection): RecordFact[] {
    return [...this.tablesOf(connection).facts.values()].filter(({ kind }) => kind === "cart");
  }
}

export function linkOf(tables: ObjectTables, side: Side, id: string): RecordLink | undefined {
  if (side === "shopify") return tables.links.get(id);
  for (const link of tables.links.values()) if (link.hubspotId === id) return link;
  return undefined;
}

function linkedSince(tables: Tables, object: ObjectKey, hubspotId: string): string | null {
  const own = tables.of(object);
  const link = linkOf(own, "hubspot", hubspotId);
  return link ? `${own.linkedAt.get(link.shopifyId)} ${tables.connection.id}` : null;
}

function isEarlier(one: string | null, other: string | null): boolean {
  return one !== null && (other === null || one < other);
}
