import type { HubspotPorts } from "#app/hubspot/open-hubspot.ts";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { troubledRecords } from "#app/store/health.server.ts";
import { saveMappingOptions } from "#app/store/mapping-options.server.ts";
import { concernedFields } from "#app/sync/concerned-fields.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { listEntries } from "#app/sync/mapping/transforms/list.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey, Value } from "#app/sync/record.ts";
import { definitionInUse } from "./definition-in-use.ts";
import type { EngineDeps } from "./engine/context.ts";
import { planChanges } from "./plan-changes.ts";

/** As many records are read for what they lack: one batch of the vendors'. */
const mostRecords = 100;

interface MissingOption {
  /** HubSpot property, with the name that people see */
  readonly property: string;
  readonly label: string;
  /** Shopify attribute that it comes from */
  readonly field: string;
  readonly value: string;
}

export type MissingOptions =
  | { readonly kind: "found"; readonly options: readonly MissingOption[] }
  | { readonly kind: "unavailable"; readonly code: string }
  | { readonly kind: "not_connected" };

type Deps = EngineDeps & { readonly db: Db; readonly hubspot: Pick<HubspotPorts, "properties" | "addOptions"> };

interface Asked {
  readonly shop: string;
  readonly object: MainObjectKey;
}

/** Values of records that fail for a dropdown's missing option, read now at both vendors: those that the dropdown does not offer. */
export async function findMissingOptions(deps: Deps, { shop, object }: Asked): Promise<MissingOptions> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  try {
    return { kind: "found", options: await readMissing(deps, connection, object) };
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    return { kind: "unavailable", code: error.code };
  }
}

/**
 * The dropdowns offer what was missing afterwards, and every record that failed for an option is tried again. What to add is found anew:
 * nobody adds what no record has.
 */
export async function createMissingOptions(
  deps: Deps,
  { shop, object, userId }: Asked & { readonly userId: string },
): Promise<
  | { readonly kind: "created"; readonly options: number; readonly records: number }
  | Exclude<MissingOptions, { kind: "found" }>
> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  try {
    const missing = await readMissing(deps, connection, object);
    const definition = await definitionInUse(deps.db, connection, object);
    for (const property of new Set(missing.map((option) => option.property))) {
      const values = missing.filter((option) => option.property === property).map(({ value }) => value);
      const added = values.map((value) => ({ label: value, value }));
      const options = await deps.hubspot.addOptions(connection, object, property, added, definition);
      await saveMappingOptions(deps.db, connection, object, property, options);
    }
    const records = await deps.store.markGroup(connection, object, { status: "failing", reason: "option_missing" });
    await recordActivity(deps.db, {
      ...{ shop, connectionId: connection.id, actor: userId, kind: "options.created" },
      details: { object, count: missing.length },
    });
    return { kind: "created", options: missing.length, records };
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    return { kind: "unavailable", code: error.code };
  }
}

async function readMissing(
  deps: Deps,
  connection: ActiveConnection,
  object: MainObjectKey,
): Promise<readonly MissingOption[]> {
  const group = { status: "failing", object, reason: "option_missing", limit: mostRecords } as const;
  const records = await troubledRecords(deps.db, connection, group);
  const settings = await deps.store.settings(connection, object);
  const ids = records.flatMap(({ shopifyId }) => shopifyId ?? []);
  if (!settings || ids.length === 0) return [];
  const concerned = new Set(records.flatMap(({ details }) => concernedFields(details)));
  const definition = effectiveDefinition(syncObject(object), settings);
  const fields = definition.fields.filter(({ hubspot }) => concerned.has(hubspot));
  const [properties, planned] = await Promise.all([
    deps.hubspot.properties(connection, object, definition),
    planChanges(deps, { connection, object, side: "shopify", ids }),
  ]);
  const found = new Map<string, MissingOption>();
  for (const { hubspot, shopify } of fields) {
    const property = properties.find(({ name }) => name === hubspot);
    if (property?.type !== "enumeration") continue;
    for (const value of planned.flatMap(({ read }) => lacking(property, read.shopify?.[shopify] ?? null)))
      found.set(`${hubspot}:${simple(value)}`, { property: hubspot, label: property.label, field: shopify, value });
  }
  return [...found.values()];
}

const simple = (text: string): string => text.normalize("NFC").trim().toLowerCase();

function lacking({ fieldType, options }: PropertyFacts, value: Value): readonly string[] {
  const entries = value === null ? [] : fieldType === "checkbox" ? listEntries(value) : [value.trim()];
  const offered = new Set(options.flatMap((option) => [simple(option.value), simple(option.label)]));
  // HubSpot parts the values of check boxes by semicolons.
  return entries.filter((entry) => entry !== "" && !entry.includes(";") && !offered.has(simple(entry)));
}
