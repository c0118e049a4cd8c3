import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { latestReview } from "#app/store/reviews.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { meanSame } from "./mean-same.ts";

/**
 * An object's review as it stands. Reads our own database only, for it is asked for every second while somebody watches. Instants are
 * ISO 8601. `isCurrent`: nothing was saved since but what it tried.
 */
export async function readReview({ db }: { readonly db: Db }, shop: string, object: ObjectKey) {
  const connection = await activeConnection(db, shop);
  if (!connection) return { connection: "none", review: null } as const;
  const { status, pausedUntil } = connection.portal;
  const isPaused = pausedUntil !== null && pausedUntil.getTime() > Date.now();
  const state = status === "connected" ? (isPaused ? "paused" : "connected") : "reconnect";
  const review = await latestReview(db, connection, object);
  if (!review) return { connection: state, review: null } as const;
  const settings = await objectSettings(db, connection, object);
  const { id, phase, processed, total, tally, error, form, basedOn, startedAt, finishedAt } = review;
  return {
    connection: state,
    review: {
      ...{ id, status: review.status, phase, processed, total, error, form, ...tally },
      winner: review.settings.winner,
      historyFrom: review.settings.historyFrom,
      isCurrent: basedOn === (settings?.version ?? 0) || (settings !== null && meanSame(review.settings, settings)),
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    },
  } as const;
}
