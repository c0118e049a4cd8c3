import { readFields } from "#app/routes/app.sync.$object/fields/read-fields.ts";
import type { SyncModel } from "#app/routes/app.sync.$object/sync-model.ts";
import { offersOf } from "#app/routes/app.sync.$object/sync-offers.ts";
import { limitFieldsOf } from "#app/sync/limits/limit-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { plainForm } from "./sync-form.ts";

/** What the editor of an object that is on and quiet shows, in a portal that has HubSpot's own order pipeline. */
export function syncModel(object: MainObjectKey, patch: Partial<SyncModel> = {}): SyncModel {
  const definition = syncObject(object);
  const offers = offersOf(definition);
  const [direction = "both"] = offers.directions;
  return {
    object,
    connection: "connected",
    offers,
    form: { ...plainForm, direction },
    revision: "1",
    historyFrom: null,
    limitFields: limitFieldsOf(definition),
    stages: definition.stages ? { ...definition.stages, pipelines: [orderPipeline] } : null,
    associations: { rows: [], parts: [] },
    progress: { connected: true, objects: {} },
    fields: readFields(definition, null),
    startedBefore: false,
    obstacles: [],
    audit: null,
    ...patch,
  };
}

export const orderPipeline = {
  id: "14a2e10e-5471-408a-906e-c51f3b04369e",
  label: "Order Pipeline",
  stages: [
    { id: "4b27b500-f031-4927-9811-68a0b525cbae", label: "Open", state: "OPEN" },
    { id: "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", label: "Processed", state: "OPEN" },
    { id: "aa99e8d0-c1d5-4071-b915-d240bbb1aed9", label: "Shipped", state: "OPEN" },
    { id: "3725360f-519b-4b18-a593-494d60a29c9f", label: "Delivered", state: "CLOSED" },
    { id: "3c85a297-e9ce-400b-b42e-9f16853d69d6", label: "Cancelled", state: "CLOSED" },
  ],
} as const;

export const dealPipeline = {
  id: "default",
  label: "Sales",
  stages: [
    { id: "open", label: "Negotiation", state: "OPEN" },
    { id: "won", label: "Paid", state: "CLOSED" },
  ],
} as const;
