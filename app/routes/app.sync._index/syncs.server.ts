import type { Container } from "#app/container.server.ts";
import { toObstacles } from "#app/routes/app/obstacles.server.ts";
import { findObstacles } from "#app/services/find-obstacles.ts";
import { readProgress } from "#app/services/read-progress.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { SyncRow, SyncsModel } from "./syncs-model.ts";

/** The read model of the list of syncs. */
export async function loadSyncs({ db }: Pick<Container, "db">, shop: string): Promise<SyncsModel> {
  const connection = await activeConnection(db, shop);
  const [settings, progress, obstacles] = await Promise.all([
    connection ? listObjectSettings(db, connection) : [],
    readProgress({ db }, shop),
    findObstacles({ db }, shop, connection),
  ]);
  const toRow = (object: MainObjectKey): SyncRow => {
    const saved = settings.find((one) => one.object === object);
    const { direction } = syncObject(object);
    return {
      object,
      direction: direction === "both" ? (saved?.direction ?? direction) : direction,
      startedBefore: saved?.firstSyncDoneAt != null,
      obstacles: toObstacles(obstacles[object]),
    };
  };
  return {
    connection: connection ? (connection.portal.status === "connected" ? "connected" : "reconnect") : "none",
    rows: mainObjectKeys.map(toRow),
    progress,
  };
}
