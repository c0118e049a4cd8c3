import { z } from "zod";
import { activityGroups } from "#app/components/activity.ts";
import type { Container } from "#app/container.server.ts";
import { startOfDay } from "#app/lib/day-bounds.ts";
import { isRowId } from "#app/lib/is-row-id.ts";
import { toActivity } from "#app/routes/app/to-activity.server.ts";
import { changeRun, runChanges } from "#app/services/change-run.ts";
import { definitionInUse } from "#app/services/definition-in-use.ts";
import { readProgressOf } from "#app/services/read-progress.ts";
import type { ResyncDeps } from "#app/services/resync-object.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { ActivityFilter } from "#app/store/find-activity.server.ts";
import { findActivity } from "#app/store/find-activity.server.ts";
import type { StoredRun } from "#app/store/runs.server.ts";
import { latestAudits } from "#app/store/runs.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { ActivityModel, ActivityQuery, ObjectDrift } from "./activity-model.ts";
import { readQuery } from "./activity-model.ts";

const PAGE = 25;
const dayMs = 86_400_000;

interface Who {
  readonly shop: string;
  readonly userId: string;
}

/** The read model of the activity screen, for what its address narrows it to. */
export async function loadActivity(
  { db }: Pick<Container, "db">,
  { shop, userId }: Who,
  search: URLSearchParams,
): Promise<ActivityModel> {
  const [connection, stored] = await Promise.all([activeConnection(db, shop), findShop(db, shop)]);
  const query = readQuery(search);
  const after = search.get("after") ?? "";
  const before = isRowId(after) ? BigInt(after) : undefined;
  const filter = toFilter(query, stored?.timeZone ?? "UTC");
  const [found, progress, drift] = await Promise.all([
    findActivity(db, shop, filter, { limit: PAGE + 1, ...(before !== undefined && { before }) }),
    readProgressOf({ db }, connection),
    connection ? readDrift({ db }, connection) : [],
  ]);
  const rows = found.slice(0, PAGE);
  return {
    connected: connection !== null,
    query,
    entries: rows.map((row) => toActivity(row, userId)),
    next: found.length > PAGE ? String(rows.at(-1)?.id) : null,
    paged: before !== undefined,
    drift,
    progress,
  };
}

function toFilter({ object, group, who, from, to }: ActivityQuery, timeZone: string): ActivityFilter {
  return {
    ...(object && { object }),
    ...(group && { kinds: activityGroups[group] }),
    ...(who && { who }),
    ...(from && { from: startOfDay(from, timeZone) }),
    // The last day belongs to it as a whole.
    ...(to && { to: startOfDay(new Date(Date.parse(to) + dayMs).toISOString().slice(0, 10), timeZone) }),
  };
}

/** What the newest comparison of each object found apart, for those that found anything. */
async function readDrift({ db }: Pick<Container, "db">, connection: Connection): Promise<readonly ObjectDrift[]> {
  const audits = await latestAudits(db, connection);
  const all = await Promise.all(mainObjectKeys.map((object) => driftOf({ db }, connection, object, audits[object])));
  return all.flatMap((drift) => (drift && drift.fields.length > 0 ? [drift] : []));
}

async function driftOf(
  { db }: Pick<Container, "db">,
  connection: Connection,
  object: MainObjectKey,
  audit: StoredRun | undefined,
): Promise<ObjectDrift | null> {
  if (!audit?.finishedAt) return null;
  const { fields } = await definitionInUse(db, connection, object);
  const drift = Object.entries(audit.drift).map(([property, count]) => ({
    field: fields.find(({ hubspot }) => hubspot === property)?.shopify ?? property,
    count,
  }));
  const sorted = drift.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  return { object, at: audit.finishedAt.toISOString(), processed: audit.processed, fields: sorted };
}

const form = z.object({ intent: z.enum(runChanges), run: z.uuid() });

/** Pauses, resumes or cancels a run. */
export async function changeActivity(deps: ResyncDeps, who: Who, data: FormData) {
  const parsed = form.safeParse(Object.fromEntries(data));
  if (!parsed.success) return { ok: false, code: "gone" } as const;
  const { intent: change, run: runId } = parsed.data;
  const code = await changeRun(deps, { ...who, runId, change });
  return code === "gone" || code === "not_connected" ? ({ ok: false, code } as const) : ({ ok: true, code } as const);
}
