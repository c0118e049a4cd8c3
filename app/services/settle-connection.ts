import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { Boss } from "#app/jobs/boss.server.ts";
import type { Log } from "#app/lib/log.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { toSyncError } from "#app/sync/errors.ts";
import type { Clock } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { ensureProperties } from "./ensure-properties.ts";
import { publishTracking } from "./publish-tracking.ts";
import { resyncConnection } from "./resync-connection.ts";

export interface SettleDeps {
  readonly db: Db;
  readonly boss: Boss | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly hubspot: HubspotPorts;
  readonly admin: AdminClient;
}

interface Opened {
  readonly userId: string;
  readonly dataHostingLocation: string | null;
  readonly kind: "connection.opened" | "connection.renewed";
  /** what is on has to be compared: nobody marked what changed while the connection was closed */
  readonly compare: boolean;
  readonly details?: Readonly<Record<string, string>>;
}

/**
 * What a connection that was just opened needs: its queues, a comparison, the properties in HubSpot, the tracking code's address in the
 * shop. The connection stands whatever fails of the last two: properties are made again when a write misses them.
 * @returns codes of what could not be set up
 */
export async function settleConnection(
  deps: SettleDeps,
  connection: Connection,
  { userId, dataHostingLocation, kind, compare, details = {} }: Opened,
): Promise<readonly string[]> {
  const { shop, portalId } = connection;
  await deps.boss?.ensureQueues(portalId);
  if (compare) await resyncConnection(deps, connection);
  const what = { shop, connectionId: connection.id, kind, actor: userId, details: { portalId, ...details } };
  await recordActivity(deps.db, what);
  const tasks = [
    () => ensureProperties(deps, connection),
    () => publishTracking(deps, shop, { portalId, dataHostingLocation }),
  ];
  const problems: string[] = [];
  for (const task of tasks) {
    await task().catch((error: unknown) => {
      const failure = toSyncError(error);
      deps.log.warn({ event: "connection.incomplete", shop, error: failure });
      problems.push(failure.code);
    });
  }
  return problems;
}
