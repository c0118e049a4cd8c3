import { activeConnection } from "#app/store/connections.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import type { ObjectSettingsPatch } from "#app/store/settings.server.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { Plan } from "#app/sync/plan/plan.ts";
import type { Connection, MainObjectKey, Value, Values } from "#app/sync/record.ts";
import type { EngineDeps } from "../engine/context.ts";
import type { PlannedChange } from "../plan-changes.ts";
import { planChanges } from "../plan-changes.ts";
import { candidateSettings } from "./candidate-settings.ts";
import type { CheckedMappings, MappingDeps } from "./save-mappings.ts";
import { readMappings } from "./save-mappings.ts";
import type { Unavailable } from "./unavailable.ts";
import { unlessUnavailable } from "./unavailable.ts";

const mostRecords = 3;

/** What a field makes of one record. */
export interface PreviewedField {
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

export interface PreviewedRecord {
  /** Shopify id */
  readonly id: string;
  /** what a person knows it by; null: it has neither name nor address */
  readonly name: Value;
  /** what would become of the record as a whole: `exclude` and `fail` leave its fields as they are; null: it is gone */
  readonly plan: Plan["kind"] | null;
  /** of a record that is left out or fails: why. Locale keys `reasons.<code>` */
  readonly reason: string | null;
  readonly fields: readonly PreviewedField[];
}

export interface Preview {
  readonly kind: "previewed";
  readonly records: readonly PreviewedRecord[];
}

interface PreviewInput {
  readonly shop: string;
  readonly object: MainObjectKey;
  /** all of the object's mappings; what they hold is not to be trusted */
  readonly mappings: readonly unknown[];
  /** the other settings as they would be saved; default: as they are */
  readonly settings?: ObjectSettingsPatch;
}

/**
 * Up to three real records of the object with all of its fields, through settings that need not be saved, nor the object set up: reads
 * and plans, writes nothing.
 */
export async function previewMapping(
  deps: MappingDeps & EngineDeps,
  { shop, object, mappings, settings: changes = {} }: PreviewInput,
): Promise<Preview | Exclude<CheckedMappings, { kind: "checked" }> | Unavailable> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  return await unlessUnavailable(async () => {
    const checked = await readMappings(deps, connection, object, mappings);
    if (checked.kind !== "checked") return checked;
    const settings = await candidateSettings(deps, connection, object, { ...changes, mappings: checked.mappings });
    const ids = await someRecords(deps, connection, object);
    const planned = await planChanges(deps, { connection, object, side: "shopify", ids, settings });
    const { fields } = effectiveDefinition(syncObject(object), settings);
    return {
      kind: "previewed",
      records: planned.map((change) => ({
        id: change.id,
        name: nameOf(change.read.shopify),
        plan: change.plan?.kind ?? null,
        reason: change.plan?.kind === "exclude" || change.plan?.kind === "fail" ? change.plan.reason : null,
        fields: fields.map((field) => preview(change, field)),
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

function nameOf(values: Values | null): Value {
  return values?.["name"] ?? values?.["email"] ?? null;
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
