import { z } from "zod";
import type { Container } from "#app/container.server.ts";
import type { Language } from "#app/i18n.ts";
import { toObstacles } from "#app/routes/app/obstacles.server.ts";
import { deleteSync } from "#app/services/delete-sync.ts";
import { allKnownObstacles } from "#app/services/known-obstacles.ts";
import { pauseSync } from "#app/services/pause-sync.ts";
import { readProgressOf } from "#app/services/read-progress.ts";
import type { StartSyncsDeps } from "#app/services/start-syncs.ts";
import { startSyncs } from "#app/services/start-syncs.ts";
import type { SyncNowDeps } from "#app/services/sync-now.ts";
import { syncNow } from "#app/services/sync-now.ts";
import { turnOnSync } from "#app/services/turn-on-sync.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { nextAuditAt } from "#app/store/schedule.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import { allWords, createTranslator } from "#app/words/all.ts";
import type { SyncRow, SyncsAnswer, SyncsModel } from "./syncs-model.ts";
import { syncIntents } from "./syncs-model.ts";

/** The read model of the list of syncs. */
export async function loadSyncs(
  { db, clock = { now: () => new Date() } }: Pick<Container, "db"> & Partial<Pick<Container, "clock">>,
  shop: string,
): Promise<SyncsModel> {
  const [connection, stored] = await Promise.all([activeConnection(db, shop), findShop(db, shop)]);
  const settings = connection ? await listObjectSettings(db, connection) : [];
  const progress = await readProgressOf({ db }, connection, settings);
  const obstacles = allKnownObstacles(stored, connection, settings);
  const toRow = (object: MainObjectKey): SyncRow => {
    const saved = settings.find((one) => one.object === object);
    const { direction } = syncObject(object);
    const comparedAt = saved?.firstSyncDoneAt && latest(saved.firstSyncDoneAt, saved.auditedAt ?? null);
    return {
      object,
      direction: direction === "both" ? (saved?.direction ?? direction) : direction,
      isSetUp: saved !== undefined,
      startedBefore: saved?.firstSyncDoneAt != null,
      obstacles: toObstacles(obstacles[object]),
      checkedAt: saved?.sweptAt?.toISOString() ?? null,
      nextAuditAt: comparedAt ? nextAuditAt(stored?.timeZone ?? null, comparedAt, clock.now()).toISOString() : null,
    };
  };
  return {
    connection: connection ? (connection.portal.status === "connected" ? "connected" : "reconnect") : "none",
    rows: mainObjectKeys.map(toRow),
    progress,
  };
}

const latest = (a: Date, b: Date | null): Date => (b && b > a ? b : a);

const rowForm = z.object({ intent: z.enum(syncIntents), object: z.enum(mainObjectKeys), word: z.string().default("") });
const startForm = z.object({ intent: z.literal("start"), objects: z.array(z.enum(mainObjectKeys)).min(1) });

type ChangeDeps = SyncNowDeps & StartSyncsDeps;
type Who = { readonly shop: string; readonly userId: string };

/** What the list's buttons ask for, one object's or, to begin with, several objects' together. */
export async function changeSyncs(deps: ChangeDeps, who: Who, data: FormData): Promise<SyncsAnswer> {
  const start = startForm.safeParse({ intent: data.get("intent"), objects: data.getAll("objects") });
  if (start.success) return await startAll(deps, who, start.data.objects);
  const parsed = rowForm.safeParse(Object.fromEntries(data));
  if (!parsed.success) return refusal(data.get("intent") === "start" ? "none_chosen" : "invalid");
  const { intent, object, word } = parsed.data;
  switch (intent) {
    case "sync_now": {
      const result = await syncNow(deps, { ...who, object });
      if (refused.includes(result.kind)) return refusal(result.kind, object);
      return success(result.kind, "count" in result ? result.count : 0);
    }
    case "turn_on":
      return answer(await turnOnSync(deps, { ...who, object }), object);
    case "turn_off":
      return answer(await pauseSync(deps, { ...who, object }), object);
    case "delete":
      if (!isDeleteWord(word)) return refusal("word_wrong", object);
      return answer(await deleteSync(deps, { ...who, object }), object);
  }
}

async function startAll(deps: ChangeDeps, who: Who, objects: readonly MainObjectKey[]): Promise<SyncsAnswer> {
  const started = await startSyncs(deps, { ...who, objects });
  if (started === "not_connected") return refusal(started);
  return started.length > 0 ? success("syncs_started", started.length) : refusal("none_started");
}

const refused = ["not_connected", "not_set_up", "turned_on_meanwhile", "busy", "off", "unreachable"];

function answer(code: string, object: MainObjectKey): SyncsAnswer {
  return refused.includes(code) ? refusal(code, object) : success(code);
}

const success = (code: string, count = 0): SyncsAnswer => ({ ok: true, code, count });
const refusal = (code: string, object: string | null = null): SyncsAnswer => ({ ok: false, code, object });

/** The merchant types the word in the page's language, whichever that is. */
function isDeleteWord(word: string): boolean {
  const words = (Object.keys(allWords) as Language[]).map((language) =>
    createTranslator(language).t("syncs.delete.word"),
  );
  return words.includes(word.trim().toLowerCase());
}
