import type { TFunction } from "i18next";
import type { Container } from "#app/container.server.ts";
import { csvLine } from "#app/lib/csv-line.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import type { TroubledRecord, TroubleGroup, TroubleStatus } from "#app/store/health.server.ts";
import { troubledRecords, troubleGroups } from "#app/store/health.server.ts";
import { concernedFields } from "#app/sync/concerned-fields.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

const pageSize = 1000;

export interface ExportInput {
  readonly status: TroubleStatus;
  readonly object: MainObjectKey | null;
  readonly reason: string | null;
  readonly t: TFunction;
}

/**
 * Failing or excluded records as lines of a CSV file, page by page: ids, reasons and times, for more is not held. No more than a page is
 * in memory, however many there are.
 */
export async function* exportTroubled(
  { db }: Pick<Container, "db">,
  connection: ActiveConnection,
  { status, object, reason, t }: ExportInput,
): AsyncGenerator<string> {
  const columns = ["object", "state", "reason", "code", "remedy", "fields", "shopify_id", "hubspot_id", "since"];
  // The mark tells spreadsheets that it is UTF-8.
  yield `\uFEFF${csvLine(columns.map((column) => t(`health.export.columns.${column}`)))}`;
  const groups = await troubleGroups(db, connection);
  const wanted = (group: TroubleGroup) =>
    group.status === status && (!object || group.object === object) && (!reason || group.reason === reason);
  for (const group of groups.filter(wanted)) {
    let after: string | undefined;
    do {
      const query = { status, object: group.object, reason: group.reason, limit: pageSize };
      const records = await troubledRecords(db, connection, { ...query, ...(after ? { after } : {}) });
      if (records.length > 0) yield records.map((record) => toLine(record, t)).join("");
      after = records.length === pageSize ? records.at(-1)?.id : undefined;
    } while (after !== undefined);
  }
}

function toLine(
  { object, status, reason, details, shopifyId, hubspotId, settledAt }: TroubledRecord,
  t: TFunction,
): string {
  const nouns = { shopify: t(`nouns.${object}.shopify`), hubspot: t(`nouns.${object}.hubspot`) };
  const code = details?.["kind"] === "fight" ? "fight" : reason;
  const fields = concernedFields(details).join(", ");
  const words = (part: string) => t([`reasons.${code}.${part}`, `reasons.unexpected.${part}`], nouns);
  return csvLine([
    ...[t(`objects.${object}`), t(`status.${status}`), words("title"), code, words("remedy"), fields],
    ...[shopifyId, hubspotId, settledAt.toISOString()],
  ]);
}
