import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

export interface OauthStateKey {
  readonly shop: string;
  /** keyed hash of the nonce in the `state` parameter */
  readonly nonceHash: string;
  /** keyed hash of the browser's cookie */
  readonly browserHash: string;
}

/** Notes an authorisation that begins. Earlier ones of this user are void. */
export async function createState(
  db: Db,
  {
    shop,
    nonceHash,
    browserHash,
    userId,
    expiresAt,
  }: OauthStateKey & { readonly userId: string; readonly expiresAt: Date },
): Promise<void> {
  await inShop(db, shop, async (tx) => {
    await tx.oauthState.deleteMany({ where: { shop, userId } });
    await tx.oauthState.create({ data: { nonceHash, shop, userId, browserHash, expiresAt } });
  });
}

/** Uses an authorisation up, once: of two calls at the same time one gets it. @returns its user, null when none is open and fitting. */
export async function useState(
  db: Db,
  { shop, nonceHash, browserHash }: OauthStateKey,
  now: Date,
): Promise<{ readonly userId: string } | null> {
  return await inShop(db, shop, async (tx) => {
    const [used] = await tx.oauthState.updateManyAndReturn({
      where: { shop, nonceHash, browserHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
      select: { userId: true },
    });
    return used ?? null;
  });
}
