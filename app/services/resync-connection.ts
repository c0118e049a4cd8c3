import { listObjectSettings } from "#app/store/settings.server.ts";
import type { Connection } from "#app/sync/record.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { startSync } from "./resync-object.ts";

/**
 * Everything that is switched on is compared again. For a connection that was closed for a while: nobody marked what changed meanwhile.
 */
export async function resyncConnection(deps: ResyncDeps, connection: Connection): Promise<void> {
  const settings = await listObjectSettings(deps.db, connection);
  for (const { object, version } of settings.filter(({ enabled }) => enabled)) {
    await startSync(deps, connection, object, version);
  }
}
