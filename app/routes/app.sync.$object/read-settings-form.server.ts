import { checkMetafields } from "#app/services/limits/check-metafields.ts";
import type { MappingDeps } from "#app/services/mappings/save-mappings.ts";
import { readMappings } from "#app/services/mappings/save-mappings.ts";
import { unlessUnavailable } from "#app/services/mappings/unavailable.ts";
import { toChoice } from "#app/services/prepare-object.ts";
import { revisionOf } from "#app/services/save-sync.ts";
import { readPipelines } from "#app/store/pipelines.server.ts";
import type { ObjectSettingsPatch, StoredObjectSettings } from "#app/store/settings.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { isOtherMode } from "#app/store/switch-mode.ts";
import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import type { Clock, FieldMapping } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import type { StageFault } from "#app/sync/stages/check-stages.ts";
import { checkStages } from "#app/sync/stages/check-stages.ts";
import type { FormFaults } from "./form-faults.ts";
import { hasFaults, noFaults } from "./form-faults.ts";
import { hasSameMappings, toSettingsPatch } from "./form-settings.server.ts";
import { parseSettingsForm } from "./parse-settings-form.server.ts";
import type { SyncForm } from "./sync-form.ts";
import { isSameChoice } from "./sync-form.ts";
import { offersOf } from "./sync-offers.ts";

export type ReadFormDeps = MappingDeps & { readonly clock: Clock };

export type ReadForm =
  | {
      readonly ok: true;
      readonly form: SyncForm;
      /** the revision of the settings that the page was loaded with */
      readonly revision: string;
      /** what is stored */
      readonly before: StoredObjectSettings | null;
      /** what the form makes of settings: those that are stored, or those that they have become meanwhile */
      readonly change: (before: StoredObjectSettings | null) => ObjectSettingsPatch;
    }
  /** `code`: locale key `sync.errors.<code>` */
  | { readonly ok: false; readonly code: string; readonly faults: FormFaults };

/**
 * The settings that a submitted form means, or everything that is wrong with it. Mappings that are not those stored are held against both
 * sides' fields, so are a limit's metafields against the shop's, and stages against the pipelines as last read.
 * @throws SyncError when one of the vendors cannot say what fields there are
 */
export async function readSettingsForm(
  deps: ReadFormDeps,
  { connection, object }: { readonly connection: Connection; readonly object: MainObjectKey },
  data: FormData,
): Promise<ReadForm> {
  const parsed = parseSettingsForm(data, object);
  if (!parsed.ok) return { ok: false, code: "invalid", faults: parsed.faults };
  const { revision } = parsed;
  const before = await objectSettings(deps.db, connection, object);
  if (revision === revisionOf(before) && mixesModes(object, parsed.form, before))
    return { ok: false, code: "mode_first", faults: noFaults };
  const stages = await findStageFaults(deps, connection, object, parsed.form, before);
  const mappings = await checkMappings(deps, connection, object, parsed.form, before);
  if ("code" in mappings) return { ok: false, code: mappings.code, faults: noFaults };
  const limit = await checkLimit(deps, connection, object, parsed.form, before);
  if ("code" in limit) return { ok: false, code: limit.code, faults: noFaults };
  const faults = { ...noFaults, stages, mappings: mappings.faults, limit: limit.faults };
  if (hasFaults(faults)) return { ok: false, code: "invalid", faults };
  const form = { ...parsed.form, limit: { ...parsed.form.limit, conditions: limit.conditions } };
  const context = { offers: offersOf(syncObject(object)), now: deps.clock.now(), mappings: mappings.checked };
  return { ok: true, form, revision, before, change: (now) => toSettingsPatch(form, { ...context, before: now }) };
}

/**
 * Whether a form switches what the object is in HubSpot and changes what was chosen for the former type along with it: saving the switch
 * puts that aside, and the change would be lost.
 */
function mixesModes(object: MainObjectKey, form: SyncForm, before: StoredObjectSettings | null): boolean {
  const definition = syncObject(object);
  const options = before?.options ?? {};
  const switched = offersOf(definition).switches.map((name) => [name, form.switches.includes(name)]);
  if (!isOtherMode(definition, options, { ...options, ...Object.fromEntries(switched) })) return false;
  return !isSameChoice(form.stages, before?.stages ?? []) || !hasSameMappings(form, before);
}

async function findStageFaults(
  { db }: ReadFormDeps,
  connection: Connection,
  object: MainObjectKey,
  { stages }: SyncForm,
  before: StoredObjectSettings | null,
): Promise<readonly StageFault[]> {
  const rule = objectUnder(object, before).stages;
  const saved = before?.stages ?? [];
  if (!rule || isSameChoice(stages, saved)) return [];
  const pipelines = (await readPipelines(db, connection, object)).map(toChoice);
  return checkStages(rule, stages, { pipelines, saved });
}

async function checkMappings(
  deps: ReadFormDeps,
  connection: Connection,
  object: MainObjectKey,
  form: SyncForm,
  before: StoredObjectSettings | null,
): Promise<
  | { readonly checked: readonly FieldMapping[]; readonly faults: FormFaults["mappings"] }
  | { readonly code: "not_connected" | "missing_scope" | "object_unavailable" }
> {
  if (hasSameMappings(form, before)) return { checked: before?.mappings ?? [], faults: [] };
  const read = await unlessUnavailable(() => readMappings(deps, connection, object, form.mappings));
  if (read.kind === "refused") return { checked: [], faults: read.faults };
  return read.kind === "checked" ? { checked: read.mappings, faults: [] } : { code: read.kind };
}

async function checkLimit(
  deps: ReadFormDeps,
  connection: Connection,
  object: MainObjectKey,
  { limit }: SyncForm,
  before: StoredObjectSettings | null,
) {
  const saved = before?.limit ?? [];
  const checked = await unlessUnavailable(() => checkMetafields(deps, { connection, object, limit, saved }));
  return "kind" in checked ? { code: checked.kind } : checked;
}
