import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { FoundOutcome } from "#app/store/records.server.ts";
import { findOutcomes } from "#app/store/records.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { toSyncError } from "#app/sync/errors.ts";
import type { RecordName } from "#app/sync/plan/name-record.ts";
import { nameRecord } from "#app/sync/plan/name-record.ts";
import type { Connection, MainObjectKey, Side, SideRecord } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import { definitionInUse } from "./definition-in-use.ts";

/** What a vendor's own search finds, best first. `definition`: as the merchant's switches choose it; default: the object's own. @throws SyncError as reading does */
export type SearchVendor = (
  connection: Connection,
  object: MainObjectKey,
  side: Side,
  text: string,
  definition?: SyncObjectDefinition,
) => Promise<readonly SideRecord[]>;

interface NamedRecord extends RecordName {
  /** the side that found it, and its id there */
  readonly side: Side;
  readonly id: string;
  /** Shopify: what it goes with there, a variant's product */
  readonly groupId: string | null;
  /** what we know of it; null: it has not been synced */
  readonly outcome: FoundOutcome | null;
}

export type SearchedByName =
  | {
      readonly kind: "searched";
      readonly records: readonly NamedRecord[];
      /** by side the code of what kept it from answering, locale key `errors.<code>` */
      readonly unavailable: Readonly<Partial<Record<Side, string>>>;
    }
  | { readonly kind: "not_connected" };

/** Records by name, asked of both vendors at this moment: we hold no names. A pair that both sides find is named once, as in Shopify. */
export async function searchByName(
  { db, search }: { readonly db: Db; readonly search: SearchVendor },
  { shop, object, text }: { readonly shop: string; readonly object: MainObjectKey; readonly text: string },
): Promise<SearchedByName> {
  const connection = await activeConnection(db, shop);
  if (!connection) return { kind: "not_connected" };
  const definition = await definitionInUse(db, connection, object);
  const unavailable: Partial<Record<Side, string>> = {};
  const ask = async (side: Side): Promise<readonly SideRecord[]> => {
    try {
      return await search(connection, object, side, text, definition);
    } catch (cause) {
      const error = toSyncError(cause);
      if (error.kind === "bug") throw error;
      unavailable[side] = error.code;
      return [];
    }
  };
  const found = (await Promise.all(sides.map(ask))).flat();
  const ids = [...new Set(found.map(({ id }) => id))];
  const outcomes = ids.length > 0 ? await findOutcomes(db, connection, object, { ids, limit: 4 * ids.length }) : [];
  const records = found.map((record): NamedRecord => {
    const { side, id, groupId = null } = record;
    const outcome = outcomes.find((entry) => entry[`${side}Id`] === id) ?? null;
    return { ...nameRecord(object, record, definition), side, id, groupId, outcome };
  });
  const isFirst = ({ outcome }: NamedRecord, place: number) =>
    outcome === null || records.findIndex((other) => other.outcome?.id === outcome.id) === place;
  return { kind: "searched", records: records.filter(isFirst), unavailable };
}
