import type { ObjectKey, Values } from "#app/sync/record.ts";
import { asDealEdit } from "../trade/deal-words.ts";
import { stageIdOf } from "../trade/stage-words.ts";
import type { Act } from "../trade/trade-world.ts";
import { acts } from "../trade/trade-world.ts";
import type { MemoryEngine } from "./memory-engine.ts";

/** What people do in the portal in memory. Throws what HubSpot refuses. */
export function actInPortal(engine: MemoryEngine, { act, id, field, value }: Act): boolean {
  const { portal } = engine;
  const given: Values = { [field]: field === "hs_pipeline_stage" ? stageIdOf(value) : value };
  if (act === "make_hubspot_company") return Boolean(portal.of("companies").create(given));
  if (act === "make_hubspot_product") return Boolean(portal.of("products").create(given));
  const kind = acts[act];
  const object: ObjectKey | null = "of" in kind ? kind.of[1] : null;
  if (!object || !id) return false;
  const records = engine.hubspotOf(object);
  if (act.startsWith("delete")) records.delete(id);
  else records.update(id, records === portal.of(object) ? given : asDealEdit(field, value));
  return true;
}

/** Whether an act is one of the portal's. */
export function isInPortal(act: Act["act"]): boolean {
  const kind = acts[act];
  return act.startsWith("make_hubspot") || ("of" in kind && kind.of[0] === "hubspot");
}
