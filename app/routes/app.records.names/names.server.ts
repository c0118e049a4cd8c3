import { z } from "zod";
import type { Container } from "#app/container.server.ts";
import { adminRecordUrl, hubspotRecordUrl } from "#app/routes/app/vendor-urls.server.ts";
import { toRow } from "#app/routes/app.records._index/records.server.ts";
import type { NamesModel } from "#app/routes/app.records._index/records-model.ts";
import { definitionInUse } from "#app/services/definition-in-use.ts";
import { searchByName } from "#app/services/search-by-name.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { mainObjectKeys } from "#app/sync/record.ts";

const asked = z.object({ object: z.enum(mainObjectKeys), q: z.string().trim().min(1).max(320) });

/** What both vendors know by a name. */
export async function searchNames(
  deps: Pick<Container, "db" | "search">,
  shop: string,
  form: FormData,
): Promise<NamesModel> {
  const read = asked.safeParse(Object.fromEntries(form));
  if (!read.success) return { kind: "searched", rows: [], unavailable: {} };
  const { object, q } = read.data;
  const connection = await activeConnection(deps.db, shop);
  const found = await searchByName(deps, { shop, object, text: q });
  if (!connection || found.kind !== "searched") return { kind: "not_connected" };
  const { objectTypeId } = (await definitionInUse(deps.db, connection, object)).hubspot;
  const rows = found.records.map(({ side, id, groupId, title, detail, outcome }) => ({
    ...{ key: `${side}:${id}`, side, id, title, detail, record: outcome && toRow(outcome) },
    url:
      side === "shopify"
        ? adminRecordUrl(shop, object, { id, groupId })
        : hubspotRecordUrl(connection.portal, objectTypeId, id),
  }));
  return { kind: "searched", rows, unavailable: found.unavailable };
}
