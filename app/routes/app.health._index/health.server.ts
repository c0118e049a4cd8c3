import type { Container } from "#app/container.server.ts";
import { isRowId } from "#app/lib/is-row-id.ts";
import { findObjectKey } from "#app/routes/app/read-object-key.ts";
import { adminRecordUrl, hubspotRecordUrl } from "#app/routes/app/vendor-urls.server.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { TroubledRecord, TroubleGroup } from "#app/store/health.server.ts";
import { countRetrying, troubledRecords, troubleGroups } from "#app/store/health.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import type { StoredObjectSettings } from "#app/store/settings.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import { concernedFields } from "#app/sync/concerned-fields.ts";
import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import { searchHashesOfText } from "#app/sync/plan/search-hashes.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { ChosenGroup, HealthModel, TroubleGroupModel, TroubleRow } from "./health-model.ts";
import { readTab } from "./health-model.ts";

const pageSize = 25;

type Deps = Pick<Container, "db" | "hash">;

/** The read model of the screen: what is counted of an index, and a page of records at most. */
export async function loadHealth({ db }: Pick<Deps, "db">, shop: string, query: URLSearchParams): Promise<HealthModel> {
  const tab = readTab(query.get("status"));
  const object = findObjectKey(query.get("object"));
  const connection = await activeConnection(db, shop);
  const nothing = { tab, object, counts: { failing: 0, excluded: 0 }, groups: [], chosen: null, retrying: 0 };
  if (!connection) return { ...nothing, connection: "none" };
  const [groups, retrying, stored] = await Promise.all([
    troubleGroups(db, connection),
    countRetrying(db, connection),
    findShop(db, shop),
  ]);
  const models = groups.map((group) => toGroup(group, stored?.scopes ?? []));
  const ofObject = models.filter((group) => object === null || group.object === object);
  const count = (status: string) =>
    ofObject.reduce((sum, group) => sum + (group.status === status ? group.count : 0), 0);
  const chosen = ofObject.find((group) => group.status === tab && object && group.reason === query.get("reason"));
  return {
    ...{ connection: connection.portal.status === "connected" ? "connected" : "reconnect", tab, object, retrying },
    counts: { failing: count("failing"), excluded: count("excluded") },
    groups: ofObject.filter(({ status }) => status === tab),
    chosen: chosen ? await loadGroup({ db }, connection, chosen, query.get("after")) : null,
  };
}

function toGroup(group: TroubleGroup, granted: readonly string[]): TroubleGroupModel {
  const needed = group.reason === "missing_scope" ? syncObject(group.object).shopify.scopes : [];
  return { ...group, missingScopes: needed.filter((scope) => !granted.includes(scope)) };
}

async function loadGroup(
  { db }: Pick<Deps, "db">,
  connection: ActiveConnection,
  group: TroubleGroupModel,
  asked: string | null,
): Promise<ChosenGroup> {
  const after = asked !== null && isRowId(asked) ? asked : null;
  const { status, reason } = group;
  const object = group.object as MainObjectKey;
  const found = await troubledRecords(db, connection, {
    ...{ status, object, reason, limit: pageSize + 1 },
    ...(after ? { after } : {}),
  });
  const settings = await listObjectSettings(db, connection);
  const rows = found.slice(0, pageSize).map((record) => toRow(connection, record, settings));
  return {
    ...{ group, rows, paged: after !== null },
    next: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** A failing or excluded record by a whole e-mail address or number (compared by keyed hash) or either side's id. */
export async function searchTroubled(
  { db, hash }: Deps,
  { shop, object, text }: { readonly shop: string; readonly object: MainObjectKey | null; readonly text: string },
): Promise<readonly TroubleRow[]> {
  const connection = await activeConnection(db, shop);
  if (!connection || text === "") return [];
  const settings = await listObjectSettings(db, connection);
  const hashes = searchHashesOfText(hash, connection.id, text);
  const ids = /^\d{1,20}$/.test(text) ? [text] : [];
  const keys = mainObjectKeys.filter((key) => object === null || key === object);
  const found = await Promise.all(
    keys.map(async (key) => {
      const outcomes = await findOutcomes(db, connection, key, { hashes, ids, limit: pageSize });
      return outcomes.flatMap((outcome) =>
        outcome.status === "in_sync"
          ? []
          : [
              {
                ...outcome,
                object: key,
                status: outcome.status,
                reason: outcome.reason ?? "unexpected",
                groupId: null,
              },
            ],
      );
    }),
  );
  return found.flat().map((record) => toRow(connection, record, settings));
}

function toRow(
  { shop, portal }: ActiveConnection,
  record: TroubledRecord,
  settings: readonly StoredObjectSettings[],
): TroubleRow {
  const { id, object, shopifyId, hubspotId, groupId, details, settledAt } = record;
  const { fields, hubspot } = objectUnder(object, settings.find((one) => one.object === object) ?? null);
  const nameOf = (name: string) => fields.find((field) => field.hubspot === name)?.shopify ?? name;
  return {
    ...{ id, object, shopifyId, hubspotId },
    reason: details?.["kind"] === "fight" ? "fight" : record.reason,
    shopifyUrl:
      shopifyId && adminRecordUrl(shop, object, { id: shopifyId, groupId: groupId ?? details?.["group"] ?? null }),
    hubspotUrl: hubspotId && hubspotRecordUrl(portal, hubspot.objectTypeId, hubspotId),
    concerned: concernedFields(details).map(nameOf),
    settledAt: settledAt.toISOString(),
  };
}
