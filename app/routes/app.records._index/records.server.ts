import type { Container } from "#app/container.server.ts";
import { isRowId } from "#app/lib/is-row-id.ts";
import { readObjectKey } from "#app/routes/app/read-object-key.ts";
import { findRecords } from "#app/services/find-records.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { readOverview } from "#app/store/overview.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import type { Found, RecordRow, RecordsModel } from "./records-model.ts";
import { readTab } from "./records-model.ts";

const pageSize = 25;

/** The read model of the list: one page of one state. */
export async function loadRecords(
  { db }: Pick<Container, "db">,
  shop: string,
  query: URLSearchParams,
): Promise<RecordsModel> {
  const object = readObjectKey(query.get("object"));
  const tab = readTab(query.get("status"));
  const asked = query.get("after");
  const after = asked !== null && isRowId(asked) ? asked : null;
  const connection = await activeConnection(db, shop);
  if (!connection) return { connected: false, object, tab, counts: counts(), rows: [], next: null, paged: false };
  const [{ totals }, outcomes] = await Promise.all([
    readOverview(db, connection),
    findOutcomes(db, connection, object, {
      limit: pageSize + 1,
      ...(tab === "all" ? {} : { status: tab }),
      ...(after ? { after } : {}),
    }),
  ]);
  const rows = outcomes.slice(0, pageSize).map(toRow);
  const next = outcomes.length > pageSize ? (rows.at(-1)?.id ?? null) : null;
  return { connected: true, object, tab, counts: counts(totals[object]), rows, next, paged: after !== null };
}

/** What a search finds. */
export async function searchRecords(
  { db, hash }: Pick<Container, "db" | "hash">,
  shop: string,
  form: FormData,
): Promise<Found> {
  const object = readObjectKey(form.get("object"));
  const found = await findRecords({ db, hash }, { shop, object, query: String(form.get("q") ?? "") });
  return { rows: found.map(toRow) };
}

function counts({ inSync = 0, excluded = 0, failing = 0 } = {}) {
  return { all: inSync + excluded + failing, in_sync: inSync, excluded, failing };
}

type Outcome = Awaited<ReturnType<typeof findOutcomes>>[number];

export function toRow({ id, shopifyId, hubspotId, status, reason, settledAt }: Outcome): RecordRow {
  return { id, shopifyId, hubspotId, status, reason, settledAt: settledAt.toISOString() };
}
