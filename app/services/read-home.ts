import { listActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { countFights } from "#app/store/overview.server.ts";
import { latestAudits } from "#app/store/runs.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { allKnownObstacles } from "./known-obstacles.ts";
import { readObjects } from "./read-progress.ts";

const activities = 5;
/** Older findings are no news: they have been repaired. */
const newsMs = 3 * 86_400_000;

/** Everything the home screen says of a shop, from our own database: preferences, connection, syncs, what happened, what stands in the way. */
export async function readHome({ db }: { db: Db }, shop: string, now: Date) {
  const [stored, connection] = await Promise.all([findShop(db, shop), activeConnection(db, shop)]);
  const settings = connection ? await listObjectSettings(db, connection) : [];
  const [objects, activity, drifted, fights] = await Promise.all([
    connection ? readObjects({ db }, connection, settings) : {},
    listActivity(db, shop, { limit: activities }),
    connection ? readDrifted({ db }, connection, now) : {},
    connection ? countFights(db, connection) : {},
  ]);
  const preferences = (stored?.preferences ?? {}) as Readonly<Record<string, unknown>>;
  const obstacles = allKnownObstacles(stored, connection, settings);
  return { preferences, connection, objects, activity, obstacles, drifted, fights };
}

/** How many differences the newest comparison of each object found, of those that ended lately. */
async function readDrifted({ db }: { db: Db }, connection: Connection, now: Date): Promise<Record<string, number>> {
  const audits = await latestAudits(db, connection);
  const entries = mainObjectKeys.flatMap((object) => {
    const audit = audits[object];
    const count = Object.values(audit?.drift ?? {}).reduce((sum, one) => sum + one, 0);
    const isNews = audit?.finishedAt && now.getTime() - audit.finishedAt.getTime() < newsMs;
    return isNews && count > 0 ? [[object, count] as const] : [];
  });
  return Object.fromEntries(entries);
}
