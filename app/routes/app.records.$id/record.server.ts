import type { Container } from "#app/container.server.ts";
import { isRowId } from "#app/lib/is-row-id.ts";
import { adminRecordUrl, hubspotRecordUrl } from "#app/routes/app/vendor-urls.server.ts";
import { definitionInUse } from "#app/services/definition-in-use.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { findLink, findOutcome } from "#app/store/records.server.ts";
import type { LoggedWrite } from "#app/store/write-log.server.ts";
import { findWrites } from "#app/store/write-log.server.ts";
import { concernedFields } from "#app/sync/concerned-fields.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { HistoryEntry, RecordModel } from "./record-model.ts";

interface Asked {
  readonly shop: string;
  readonly object: MainObjectKey;
  /** of its outcome */
  readonly id: string;
  /** finds it where it goes on under another id */
  readonly hubspotId?: string | null;
}

/** The read model of one record; null when it is not there, or not this shop's. */
export async function loadRecord(
  { db }: Pick<Container, "db">,
  { shop, object, id, hubspotId: known = null }: Asked,
): Promise<RecordModel | null> {
  const connection = await activeConnection(db, shop);
  if (!connection) return null;
  const outcome =
    (isRowId(id) ? await findOutcome(db, connection, object, { id }) : null) ??
    (known ? await findOutcome(db, connection, object, { hubspotId: known }) : null);
  if (!outcome) return null;
  const link = outcome.shopifyId ? await findLink(db, connection, object, outcome.shopifyId) : null;
  const { shopifyId, hubspotId, status, reason, lastAction, changedFields, details } = outcome;
  const groupId = link?.groupId ?? details?.["group"] ?? null;
  const { fields, hubspot } = await definitionInUse(db, connection, object);
  // Properties are told by the names of their fields; our key is plumbing.
  const toHubspot = (changedFields?.toHubspot ?? []).filter((property) => property !== hubspot.keyProperty);
  const fieldOf = (property: string) => fields.find((field) => field.hubspot === property)?.shopify ?? property;
  return {
    id: outcome.id,
    object,
    shopifyId,
    hubspotId,
    shopifyUrl: shopifyId && adminRecordUrl(shop, object, { id: shopifyId, groupId }),
    hubspotUrl: hubspotId && hubspotRecordUrl(connection.portal, hubspot.objectTypeId, hubspotId),
    status,
    // Another tool keeps changing what we write: told apart from a rule of the portal.
    reason: details?.["kind"] === "fight" ? "fight" : reason,
    concerned: concernedFields(details).map(fieldOf),
    lastAction,
    changedAt: outcome.changedAt?.toISOString() ?? null,
    settledAt: outcome.settledAt.toISOString(),
    toShopify: changedFields?.toShopify ?? [],
    toHubspot: toHubspot.map(fieldOf),
    // Only a creation writes the key.
    newInHubspot: toHubspot.length < (changedFields?.toHubspot.length ?? 0),
    canSync: connection.portal.status === "connected",
    history: (await findWrites(db, connection, object, { shopifyId, hubspotId })).map((entry) =>
      toEntry(entry, hubspot.keyProperty, fieldOf),
    ),
  };
}

function toEntry(
  { id, at, side, created, trigger, fields }: LoggedWrite,
  keyProperty: string,
  fieldOf: (name: string) => string,
): HistoryEntry {
  const rules = Object.entries(fields).flatMap(([rule, names]) => {
    const told = names.filter((name) => name !== keyProperty);
    return told.length > 0 ? [{ rule, fields: told.map(fieldOf) }] : [];
  });
  return { ...{ id, side, created, trigger, rules }, at: at.toISOString() };
}
