import { toSettingsPatch } from "#app/routes/app.sync.$object/form-settings.server.ts";
import { parseSettingsForm } from "#app/routes/app.sync.$object/parse-settings-form.server.ts";
import { offersOf } from "#app/routes/app.sync.$object/sync-offers.ts";
import type { EngineDeps } from "#app/services/engine/context.ts";
import { previewMapping } from "#app/services/mappings/preview-mapping.ts";
import type { MappingDeps } from "#app/services/mappings/save-mappings.ts";
import { unlessOutOfReach } from "#app/services/mappings/unavailable.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { PreviewAnswer } from "./preview-answer.ts";

/** What the editor's form, saved or not, would make of real records. */
export async function previewForm(
  deps: MappingDeps & EngineDeps,
  { shop, object }: { readonly shop: string; readonly object: MainObjectKey },
  data: FormData,
): Promise<PreviewAnswer> {
  const parsed = parseSettingsForm(data, object);
  if (!parsed.ok) return { kind: "refused" };
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  const before = await objectSettings(deps.db, connection, object);
  const context = { offers: offersOf(syncObject(object)), before, now: deps.clock.now() };
  const settings = toSettingsPatch(parsed.form, context);
  const input = { shop, object, mappings: parsed.form.mappings, settings };
  const shown = await unlessOutOfReach(() => previewMapping(deps, input));
  return shown.kind === "refused" ? { kind: "refused" } : shown;
}
