import type { Connection } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Invitation as Row } from "./generated/client.ts";

/** An invitation as the shop that made it sees it. */
export interface Invitation {
  readonly id: string;
  readonly portalId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly acceptedShop: string | null;
}

export interface NewInvitation {
  /** keyed hash of the secret in the link */
  readonly nonceHash: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function createInvitation(
  db: Db,
  { id: connectionId, shop, portalId }: Connection,
  invitation: NewInvitation,
): Promise<Invitation> {
  const data = { ...invitation, shop, connectionId, portalId: BigInt(portalId) };
  return toInvitation(await inShop(db, shop, (tx) => tx.invitation.create({ data })));
}

/** The shop's latest invitations into a HubSpot account, newest first, at most `limit`. */
export async function listInvitations(
  db: Db,
  { shop, portalId }: Connection,
  limit: number,
): Promise<readonly Invitation[]> {
  const rows = await inShop(db, shop, (tx) =>
    tx.invitation.findMany({
      where: { shop, portalId: BigInt(portalId) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
    }),
  );
  return rows.map(toInvitation);
}

export async function countOpenInvitations(db: Db, shop: string, now: Date): Promise<number> {
  return await inShop(db, shop, (tx) => tx.invitation.count({ where: { shop, ...open(now) } }));
}

export async function findInvitation(db: Db, shop: string, by: { id: string } | { nonceHash: string }) {
  const row = await inShop(db, shop, (tx) => tx.invitation.findFirst({ where: { shop, ...by } }));
  return row && toInvitation(row);
}

/** @returns whether it was open; its link leads nowhere afterwards. */
export async function revokeInvitation(db: Db, shop: string, id: string, now: Date): Promise<boolean> {
  const { count } = await inShop(db, shop, (tx) =>
    tx.invitation.updateMany({ where: { shop, id, ...open(now) }, data: { revokedAt: now } }),
  );
  return count === 1;
}

/** Uses an invitation up for a shop: of two that come at the same time one gets it. @returns whether this one did. */
export async function claimInvitation(
  db: Db,
  shop: string,
  { nonceHash, acceptedShop }: { readonly nonceHash: string; readonly acceptedShop: string },
  now: Date,
): Promise<boolean> {
  const { count } = await inShop(db, shop, (tx) =>
    tx.invitation.updateMany({
      where: { shop, nonceHash, ...open(now) },
      data: { acceptedAt: now, acceptedShop },
    }),
  );
  return count === 1;
}

/** Gives back what was claimed and came to nothing. */
export async function releaseInvitation(db: Db, shop: string, nonceHash: string): Promise<void> {
  await inShop(db, shop, (tx) =>
    tx.invitation.updateMany({ where: { shop, nonceHash }, data: { acceptedAt: null, acceptedShop: null } }),
  );
}

const open = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

function toInvitation(row: Row): Invitation {
  const { id, portalId, createdAt, expiresAt, revokedAt, acceptedAt, acceptedShop } = row;
  return { id, portalId: String(portalId), createdAt, expiresAt, revokedAt, acceptedAt, acceptedShop };
}
