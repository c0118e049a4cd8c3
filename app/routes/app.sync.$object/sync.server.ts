import type { Container } from "#app/container.server.ts";
import { toObstacles } from "#app/routes/app/obstacles.server.ts";
import { askB2b } from "#app/services/ask-b2b.ts";
import { auditObject } from "#app/services/audit-object.ts";
import { definitionInUse } from "#app/services/definition-in-use.ts";
import { knownObstacles } from "#app/services/known-obstacles.ts";
import { pauseSync } from "#app/services/pause-sync.ts";
import type { PrepareDeps } from "#app/services/prepare-object.ts";
import { readProgressOf } from "#app/services/read-progress.ts";
import { refreshStages } from "#app/services/refresh-stages.ts";
import type { ResyncDeps } from "#app/services/resync-object.ts";
import { resyncObject } from "#app/services/resync-object.ts";
import type { ChangedMeanwhile, SavedSync } from "#app/services/save-sync.ts";
import { revisionOf, saveSyncUnlessChanged } from "#app/services/save-sync.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { readPipelines } from "#app/store/pipelines.server.ts";
import { latestAudit } from "#app/store/runs.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { StageRule } from "#app/sync/definition.ts";
import { limitFieldsOf } from "#app/sync/limits/limit-fields.ts";
import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { readAssociations } from "./associations.server.ts";
import { readFields } from "./fields/read-fields.ts";
import type { FormFaults } from "./form-faults.ts";
import { noFaults } from "./form-faults.ts";
import { toForm } from "./form-settings.server.ts";
import type { ReadFormDeps } from "./read-settings-form.server.ts";
import { readSettingsForm } from "./read-settings-form.server.ts";
import type { AuditResult, NewerSave, SyncModel } from "./sync-model.ts";
import { offersOf } from "./sync-offers.ts";
import { unlessVendorFails } from "./unless-vendor-fails.server.ts";

/** The read model of one object's sync. */
export async function loadSync(
  { db }: Pick<Container, "db">,
  { shop, object }: { shop: string; object: MainObjectKey },
): Promise<SyncModel> {
  const [connection, stored] = await Promise.all([activeConnection(db, shop), findShop(db, shop)]);
  const settings = connection ? await objectSettings(db, connection, object) : null;
  const definition = objectUnder(object, settings);
  const rule = definition.stages;
  const [progress, audit, pipelines, associations] = await Promise.all([
    readProgressOf({ db }, connection),
    connection && readAudit({ db }, connection, object),
    connection && rule ? readPipelines(db, connection, object) : [],
    connection ? readAssociations(db, connection, object) : { rows: [], parts: [] },
  ]);
  const offers = offersOf(syncObject(object));
  return {
    object,
    connection: connection ? (connection.portal.status === "connected" ? "connected" : "reconnect") : "none",
    offers,
    form: toForm(object, settings, offers),
    revision: revisionOf(settings),
    historyFrom: settings?.historyFrom ?? null,
    limitFields: limitFieldsOf(definition),
    stages: rule ? { ...withoutPipeline(rule), pipelines } : null,
    associations,
    progress,
    fields: readFields(definition, settings),
    startedBefore: settings?.firstSyncDoneAt != null,
    obstacles: toObstacles(knownObstacles(object, stored, connection, settings)),
    audit,
  };
}

/** What pipeline is made if need be is no choice of the merchant's. */
function withoutPipeline({ pipeline: _, ...rule }: StageRule): Omit<StageRule, "pipeline"> {
  return rule;
}

async function readAudit(
  { db }: Pick<Container, "db">,
  connection: ActiveConnection,
  object: MainObjectKey,
): Promise<AuditResult | null> {
  const audit = await latestAudit(db, connection, object);
  if (!audit?.finishedAt) return null;
  const { fields } = await definitionInUse(db, connection, object);
  // Properties are told by the names of their fields.
  const drift = Object.entries(audit.drift).map(([property, count]) => ({
    field: fields.find(({ hubspot }) => hubspot === property)?.shopify ?? property,
    count,
  }));
  return {
    at: audit.finishedAt.toISOString(),
    processed: audit.processed,
    drift: drift.toSorted((a, b) => b.count - a.count),
  };
}

type ChangeDeps = ResyncDeps & ReadFormDeps & PrepareDeps;

interface ChangeInput {
  readonly shop: string;
  readonly userId: string;
  readonly object: MainObjectKey;
}

/** What the form asks for: to save, to sync everything again, to compare both sides, or to pause. */
export async function changeSync(deps: ChangeDeps, input: ChangeInput, data: FormData) {
  const intent = data.get("intent");
  if (intent === "resync") return answer(await resyncObject(deps, input));
  if (intent === "audit") return answer(await auditObject(deps, input));
  if (intent === "pause") return answer(await pauseSync(deps, input));
  if (intent === "refresh_stages") return refreshPipelines(deps, input);
  return saveForm(deps, input, data);
}

async function refreshPipelines(deps: ChangeDeps, input: ChangeInput) {
  const result = await unlessVendorFails(() => refreshStages(deps, input));
  if (typeof result === "string") return refusal(result);
  return "failed" in result ? refusal(result.failed) : ({ ok: true, done: "stages_refreshed" } as const);
}

async function saveForm(deps: ChangeDeps, input: ChangeInput, data: FormData) {
  const { shop, userId, object } = input;
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return refusal("not_connected");
  const read = await unlessVendorFails(() => readSettingsForm(deps, { connection, object }, data));
  if ("failed" in read) return refusal(read.failed);
  if (!read.ok) return refusal(read.code, read.faults);
  if (object === "companies" && read.form.enabled && !read.before?.enabled) {
    const b2b = await askB2b(deps, shop);
    if (b2b === "unavailable" || b2b === "missing_scope") return refusal(`b2b_${b2b}`);
  }
  const saved = await saveSyncUnlessChanged(deps, { shop, userId, object, settings: read.change }, read.revision);
  return typeof saved === "string" ? answer(saved) : changedMeanwhile(saved, userId);
}

type Result = Awaited<ReturnType<typeof resyncObject | typeof auditObject | typeof pauseSync>> | SavedSync;

function answer(result: Result) {
  if (result === "not_connected" || result === "off" || result === "busy") return refusal(result);
  return { ok: true, done: result } as const;
}

/** Whoever else saved is told apart from the same person in another window; the app keeps no names. */
function changedMeanwhile({ by, at }: ChangedMeanwhile, userId: string) {
  return refusal("changed_meanwhile", noFaults, { byYou: by !== null && by === userId, at: at?.toISOString() ?? null });
}

function refusal(code: string, faults: FormFaults = noFaults, newer: NewerSave | null = null) {
  return { ok: false, code, faults, newer } as const;
}
