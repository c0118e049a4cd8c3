import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { hastenChanges } from "#app/store/hasten-changes.server.ts";
import { latestRun } from "#app/store/runs.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { RunStore } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { startSync } from "./resync-object.ts";
import { sweepChanges } from "./sweep-changes.ts";

export type SyncNowResult =
  /** so many records changed, or waited, and are being synced */
  | { readonly kind: "found"; readonly count: number }
  | { readonly kind: "nothing_new" }
  /** the vendors are slow: it goes on without us */
  | { readonly kind: "still_looking" }
  /** a vendor cannot be asked now; the minute's sweep asks again */
  | { readonly kind: "unreachable" }
  /** everything is read for the first time, from now or already */
  | { readonly kind: "first_sync" }
  | { readonly kind: "busy" | "off" | "not_connected" };

export interface SyncNowDeps extends ResyncDeps, EngineDeps {
  readonly runs: RunStore;
}

interface Input {
  readonly shop: string;
  readonly userId: string;
  readonly object: MainObjectKey;
  /** how long who asked is kept waiting */
  readonly patienceMs?: number;
}

/**
 * Looks at once for what changed on both sides, as the sweep does every minute, and tries again what waits. The records are written by the
 * workers. An object whose first sync never came to its end gets one.
 */
export async function syncNow(deps: SyncNowDeps, input: Input): Promise<SyncNowResult> {
  const { shop, userId, object, patienceMs = 8_000 } = input;
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  const settings = await objectSettings(deps.db, connection, object);
  if (!settings?.enabled) return { kind: "off" };
  const run = await latestRun(deps.db, connection, object);
  if (run?.status === "running") return { kind: settings.firstSyncDoneAt ? "busy" : "first_sync" };
  const note = (marked: number) =>
    recordActivity(deps.db, {
      ...{ shop, connectionId: connection.id, kind: "sync.requested", actor: userId },
      details: { object, count: marked },
    });
  if (!settings.firstSyncDoneAt) {
    await startSync(deps, connection, object, settings.version);
    await note(0);
    return { kind: "first_sync" };
  }
  const sweep = async (): Promise<SyncNowResult> => {
    const { marked } = await sweepChanges(deps, { connection, object });
    const count = Math.max(marked, await hastenChanges(deps.db, deps.boss, connection, object));
    await note(count);
    return count > 0 ? { kind: "found", count } : { kind: "nothing_new" };
  };
  return await withPatience(sweep(), patienceMs, (error) =>
    deps.log.warn({ event: "sync_now.interrupted", connectionId: connection.id, object, error }),
  );
}

/** What comes too late is no answer, and goes on by itself. */
async function withPatience(
  work: Promise<SyncNowResult>,
  patienceMs: number,
  onError: (error: unknown) => void,
): Promise<SyncNowResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SyncNowResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "still_looking" }), patienceMs);
  });
  const tried = work.catch((error: unknown): SyncNowResult => {
    onError(error);
    return { kind: "unreachable" };
  });
  return await Promise.race([tried, late]).finally(() => clearTimeout(timer));
}
