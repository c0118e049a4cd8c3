import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { asSystem, inShop } from "./db.server.ts";
import type { Connection as Row } from "./generated/client.ts";
import type { PortalFacts } from "./portals.server.ts";
import { portalFactColumns, toPortalFacts } from "./portals.server.ts";

export interface ActiveConnection extends Connection {
  readonly status: "active";
  readonly connectedAt: Date;
  readonly connectedBy: string | null;
  /** the shop whose invitation opened it; null for one of its own authorisation */
  readonly invitedBy: string | null;
  readonly portal: PortalFacts;
}

/** The shop's connection with its portal's facts, null when it has none. */
export async function activeConnection(db: Db, shop: string): Promise<ActiveConnection | null> {
  const row = await inShop(db, shop, (tx) =>
    tx.connection.findFirst({
      where: { shop, status: "active" },
      include: { portal: { select: portalFactColumns } },
    }),
  );
  if (!row) return null;
  const { connectedAt, connectedBy, invitedBy } = row;
  const portal = toPortalFacts(row.portal);
  return { ...toConnection(row), status: "active", connectedAt, connectedBy, invitedBy, portal };
}

export type OpenedConnection =
  | { readonly kind: "opened"; readonly connection: Connection; readonly revived: boolean }
  /** the shop is connected with another portal: that one has to be disconnected first */
  | { readonly kind: "already_connected"; readonly connection: Connection };

export interface NewConnection {
  readonly shop: string;
  readonly portalId: string;
  readonly connectedBy?: string;
  /** the shop that invited this one; absent when HubSpot was authorised */
  readonly invitedBy?: string;
}

/**
 * Connects the shop with a portal that has been saved. An earlier connection of the two is revived with its settings, links and
 * tombstones. Safe to repeat.
 */
export async function openConnection(
  db: Db,
  { shop, portalId, connectedBy, invitedBy }: NewConnection,
): Promise<OpenedConnection> {
  return await inShop(db, shop, async (tx) => {
    // In line with others that connect this shop, so that the second sees the first.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`connect:${shop}`}, 0))`;
    const active = await tx.connection.findFirst({ where: { shop, status: "active" } });
    if (active) {
      const connection = toConnection(active);
      // Authorised anew, it stands by itself.
      if (connection.portalId === portalId && !invitedBy && active.invitedBy)
        await tx.connection.update({ where: { id: active.id }, data: { invitedBy: null } });
      return connection.portalId === portalId
        ? { kind: "opened", connection, revived: false }
        : { kind: "already_connected", connection };
    }
    const key = { shop, portalId: BigInt(portalId) };
    const revived = (await tx.connection.count({ where: key })) > 0;
    const opened = {
      status: "active" as const,
      connectedAt: new Date(),
      connectedBy: connectedBy ?? null,
      invitedBy: invitedBy ?? null,
    };
    const row = await tx.connection.upsert({
      where: { shop_portalId: key },
      create: { ...key, ...opened },
      update: { ...opened, disconnectedAt: null },
    });
    return { kind: "opened", connection: toConnection(row), revived };
  });
}

/**
 * Ends the shop's connection. Its running backfills are cancelled and pending changes dropped; links, tombstones and settings stay.
 * @returns the connection that ended and whether its portal has no shop left (then its tokens can be revoked and the app removed there),
 * null when there was none.
 */
export async function closeConnection(
  db: Db,
  shop: string,
): Promise<{ readonly connection: Connection; readonly lastOfPortal: boolean } | null> {
  const closed = await inShop(db, shop, async (tx) => {
    const row = await tx.connection.findFirst({ where: { shop, status: "active" } });
    if (!row) return null;
    const now = new Date();
    const where = { connectionId: row.id };
    await tx.backfillRun.updateMany({
      where: { ...where, status: "running" },
      data: { status: "cancelled", finishedAt: now, leaseId: null, leasedUntil: null },
    });
    await tx.pendingChange.deleteMany({ where });
    await tx.pendingEffect.deleteMany({ where });
    await tx.recordLock.deleteMany({ where });
    await tx.syncReview.deleteMany({ where });
    await tx.connection.update({ where: { id: row.id }, data: { status: "disconnected", disconnectedAt: now } });
    return toConnection(row);
  });
  if (!closed) return null;
  const others = await connectionsOfPortal(db, closed.portalId);
  return { connection: closed, lastOfPortal: others.length === 0 };
}

/** All active connections of a portal, over shops: for HubSpot's webhooks, which name the portal only. */
export async function connectionsOfPortal(db: Db, portalId: string): Promise<readonly Connection[]> {
  const rows = await asSystem(db, "find_connections", (tx) =>
    tx.connection.findMany({ where: { portalId: BigInt(portalId), status: "active" }, select: ids }),
  );
  return rows.map(toConnection);
}

/** All connections a shop ever had: what is held of its customers lies under them. */
export async function connectionsOfShop(db: Db, shop: string): Promise<readonly Connection[]> {
  const rows = await inShop(db, shop, (tx) => tx.connection.findMany({ where: { shop }, select: ids }));
  return rows.map(toConnection);
}

const ids = { id: true, shop: true, portalId: true } as const;

function toConnection({ id, shop, portalId }: Pick<Row, "id" | "shop" | "portalId">): Connection {
  return { id, shop, portalId: String(portalId) };
}
