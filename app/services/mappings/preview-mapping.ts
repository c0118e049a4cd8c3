import { activeConnection } from "#app/store/connections.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import type { Plan } from "#app/sync/plan/plan.ts";
import type { Connection, MainObjectKey, Value } from "#app/sync/record.ts";
import type { EngineDeps } from "../engine/context.ts";
import type { PlannedChange } from "../plan-changes.ts";
import { planChanges } from "../plan-changes.ts";
import type { CheckedMappings, MappingDeps } from "./save-mappings.ts";
import { readMappings } from "./save-mappings.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";

const mostRecords = 3;

/** What a mapping makes of one record. */
interface PreviewedField {
  readonly shopify: string;
  readonly hubspot: string;
  /** values as they are now */
  readonly inShopify: Value;
  readonly inHubspot: Value;
  /** what would be written; absent: nothing */
  readonly toShopify?: Value;
  readonly toHubspot?: Value;
  /** why nothing can be written, a failing reason; null when nothing stands in the way */
  readonly reason: string | null;
}

interface PreviewedRecord {
  /** Shopify id */
  readonly id: string;
  /** what would become of the record as a whole: `exclude` and `fail` leave its fields as they are; null: it is gone */
  readonly plan: Plan["kind"] | null;
  readonly fields: readonly PreviewedField[];
}

export interface Preview {
  readonly kind: "previewed";
  readonly records: readonly PreviewedRecord[];
}

/** Up to three real records of the object through mappings that need not be saved: reads and plans, writes nothing. */
export async function previewMapping(
  deps: MappingDeps & EngineDeps,
  input: { readonly shop: string; readonly object: MainObjectKey; readonly mappings: readonly unknown[] },
): Promise<Preview | Exclude<CheckedMappings, { kind: "checked" }> | { readonly kind: "not_set_up" } | Unavailable> {
  const connection = await activeConnection(deps.db, input.shop);
  if (!connection) return { kind: "not_connected" };
  const { object } = input;
  const stored = await objectSettings(deps.db, connection, object);
  if (!stored) return { kind: "not_set_up" };
  return await unlessUnavailable(async () => {
    const checked = await readMappings(deps, connection, object, input.mappings);
    if (checked.kind !== "checked") return checked;
    const settings = { ...stored, mappings: checked.mappings };
    const ids = await someRecords(deps, connection, object);
    const planned = await planChanges(deps, { connection, object, side: "shopify", ids, settings });
    const shown = checked.mappings.filter(({ enabled }) => enabled);
    return {
      kind: "previewed",
      records: planned.map((change) => ({
        id: change.id,
        plan: change.plan?.kind ?? null,
        fields: shown.map((mapping) => preview(change, mapping)),
      })),
    };
  });
}

/** Records that are in sync tell the most: both their sides can be shown. Before the first sync Shopify says which ones there are. */
async function someRecords(
  { db, vendors }: MappingDeps & EngineDeps,
  connection: Connection,
  object: MainObjectKey,
): Promise<readonly string[]> {
  const synced = await findOutcomes(db, connection, object, { status: "in_sync", limit: mostRecords });
  const ids = new Set(synced.flatMap(({ shopifyId }) => shopifyId ?? []));
  if (ids.size === mostRecords) return [...ids];
  for await (const { changes } of vendors.changes(connection, object, "shopify").since(new Date(0).toISOString())) {
    for (const { id } of changes) if (ids.size < mostRecords) ids.add(id);
    if (ids.size === mostRecords) break;
  }
  return [...ids];
}

function preview(
  { plan, read }: PlannedChange,
  { shopify, hubspot }: { readonly shopify: string; readonly hubspot: string },
): PreviewedField {
  const isPlanned = plan !== null && plan.kind !== "exclude" && plan.kind !== "fail";
  const toHubspot = isPlanned ? (plan.kind === "create" ? plan.values[hubspot] : plan.toHubspot[hubspot]) : undefined;
  const toShopify = isPlanned && plan.kind !== "create" ? plan.toShopify[shopify] : undefined;
  const skipped = isPlanned ? plan.skipped.find(({ field }) => field === hubspot) : undefined;
  return {
    shopify,
    hubspot,
    inShopify: read.shopify?.[shopify] ?? null,
    inHubspot: read.hubspot?.[hubspot] ?? null,
    ...(toShopify === undefined ? {} : { toShopify }),
    ...(toHubspot === undefined ? {} : { toHubspot }),
    reason: skipped?.reason ?? null,
  };
}
