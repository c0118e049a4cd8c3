import { randomBytes } from "node:crypto";
import type { Env } from "#app/env.server.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { countOpenInvitations, createInvitation as store } from "#app/store/invitations.server.ts";
import type { Clock, HashValue } from "#app/sync/ports.ts";
import { hashNonce, makeInvitationToken } from "./invitation-token.ts";

export interface InviteDeps {
  readonly db: Db;
  readonly hash: HashValue;
  readonly clock: Clock;
  readonly env: Pick<Env, "TANDEM_HASH_SECRET" | "SHOPIFY_APP_URL">;
}

const lifeMs = 7 * 86_400_000;
/** More links than a person sends in a week are an accident, or somebody's script. */
const mostOpen = 20;

export type CreatedInvitation =
  | { readonly kind: "created"; readonly id: string; readonly link: string; readonly expiresAt: Date }
  | { readonly kind: "not_connected" | "too_many" };

/**
 * Makes a link by which one other shop may join this one's HubSpot account: good once, for a week, until revoked. The link is told here and
 * never again, for only a keyed hash of its secret is kept.
 */
export async function createInvitation(
  deps: InviteDeps,
  { shop, userId }: { readonly shop: string; readonly userId: string },
): Promise<CreatedInvitation> {
  const { db, hash, clock, env } = deps;
  const connection = await activeConnection(db, shop);
  if (connection?.portal.status !== "connected") return { kind: "not_connected" };
  const now = clock.now();
  if ((await countOpenInvitations(db, shop, now)) >= mostOpen) return { kind: "too_many" };
  const nonce = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + lifeMs);
  const made = { nonceHash: hashNonce(hash, shop, nonce), createdBy: userId, createdAt: now, expiresAt };
  const { id } = await store(db, connection, made);
  await recordActivity(db, {
    ...{ shop, connectionId: connection.id, kind: "invitation.created", actor: userId },
    details: { portalId: connection.portalId, invitation: id },
  });
  const token = makeInvitationToken(deps, shop, nonce, expiresAt);
  return {
    kind: "created",
    id,
    expiresAt,
    link: `${env.SHOPIFY_APP_URL}/invitation?${new URLSearchParams({ token })}`,
  };
}
