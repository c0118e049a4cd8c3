import { isRowId } from "#app/lib/is-row-id.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { FoundOutcome } from "#app/store/records.server.ts";
import { findOutcome, findOutcomes } from "#app/store/records.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { candidatesIn } from "#app/sync/plan/candidates-in.ts";
import { isDecision } from "#app/sync/plan/plan-record.ts";
import type { Clock, Decision, EngineStore, Mark } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey, Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";

export const decisions = ["exclude", "include", "unlink"] as const;

export interface DecideRecordInput {
  readonly shop: string;
  /** the user of the admin who decided */
  readonly userId: string;
  readonly object: MainObjectKey;
  readonly outcomeId: string;
  /** leave the record out · take back that it is left out or unlinked · make two records of a pair */
  readonly decision: (typeof decisions)[number];
}

export type Decided = "marked" | "off" | "not_connected" | "gone";

const activityOf = { exclude: "record.excluded", include: "record.included", unlink: "record.unlinked" } as const;

/**
 * Keeps what a merchant decided of one record; it holds whatever changes about the record. Neither record is touched at the vendors: what
 * was left out and changes is not carried over, and two that are unlinked are not matched again by themselves.
 */
export async function decideRecord(
  { db, store, clock }: { readonly db: Db; readonly store: EngineStore; readonly clock: Clock },
  { shop, userId, object, outcomeId, decision }: DecideRecordInput,
): Promise<Decided> {
  const connection = await activeConnection(db, shop);
  if (!connection) return "not_connected";
  if (!(await objectSettings(db, connection, object))?.enabled) return "off";
  const outcome = isRowId(outcomeId) ? await findOutcome(db, connection, object, { id: outcomeId }) : null;
  if (!outcome) return "gone";
  const ids: Ids = { shopify: outcome.shopifyId, hubspot: outcome.hubspotId };
  const made =
    decision === "include"
      ? await takeBack(store, connection, object, ids)
      : keep(decision, object, ids, clock.now().toISOString());
  if (!made) return "gone";
  const others = decision === "include" ? await waitingFor(db, connection, object, ids) : candidatesOf(outcome);
  await store.decide(connection, object, { ...made, marks: [...made.marks, ...marksOfAll(object, others)] });
  await recordActivity(db, {
    ...{ shop, connectionId: connection.id, actor: userId, kind: activityOf[decision] },
    details: { object, id: ids.shopify ?? ids.hubspot ?? "" },
  });
  return "marked";
}

type Ids = Readonly<Record<Side, string | null>>;

function keep(decision: "exclude" | "unlink", object: MainObjectKey, ids: Ids, at: string): Decision | null {
  const side: Side = ids.shopify ? "shopify" : "hubspot";
  const recordId = ids[side];
  const counterpartId = side === "shopify" ? ids.hubspot : null;
  if (!recordId || (decision === "unlink" && counterpartId === null)) return null;
  const reason = decision === "exclude" ? "excluded" : "unlinked";
  return {
    ...(decision === "unlink" ? { endLink: recordId } : {}),
    tombstones: [{ side, recordId, counterpartId, reason, at }],
    marks: marksOf(object, ids),
  };
}

/** The decisions that name the record end; the other half of a pair that was taken apart is looked at as well, so that the two can meet. */
async function takeBack(
  store: EngineStore,
  connection: Connection,
  object: MainObjectKey,
  ids: Ids,
): Promise<Decision> {
  const refs = sides.flatMap((side) => (ids[side] ? [{ side, id: ids[side] }] : []));
  const stones = (await store.tombstones(connection, object, refs)).filter(isDecision);
  const halves = stones.flatMap(({ side, recordId, counterpartId }) => {
    const [own, other] = [
      side === "shopify" ? "shopify" : "hubspot",
      side === "shopify" ? "hubspot" : "shopify",
    ] as const;
    return [marksOf(object, { shopify: null, hubspot: null, [own]: recordId, [other]: counterpartId })].flat();
  });
  const marks = new Map([...marksOf(object, ids), ...halves].map((mark) => [`${mark.side}:${mark.recordId}`, mark]));
  return { liftTombstones: stones.map(({ side, recordId }) => ({ side, recordId })), marks: [...marks.values()] };
}

/** Those between which the record could not choose: one may be another's now, or waits for this one from now on. */
function candidatesOf({ shopifyId, reason, details }: FoundOutcome): readonly Ids[] {
  if (reason !== "ambiguous_match") return [];
  return candidatesIn(details).map((id) =>
    shopifyId ? { shopify: null, hubspot: id } : { shopify: id, hubspot: null },
  );
}

// As many as could match one record; what is beyond is looked at by the next audit.
const MOST_WAITING = 100;

/** Those that match the record and were left alone with it. */
async function waitingFor(db: Db, connection: Connection, object: MainObjectKey, ids: Ids): Promise<readonly Ids[]> {
  const found = await Promise.all(
    sides.flatMap((side) => {
      const match = ids[side];
      if (!match) return [];
      return [findOutcomes(db, connection, object, { reason: "match_left_out", match, limit: MOST_WAITING })];
    }),
  );
  return found.flat().map(({ shopifyId, hubspotId }) => ({ shopify: shopifyId, hubspot: hubspotId }));
}

function marksOfAll(object: MainObjectKey, records: readonly Ids[]): readonly Mark[] {
  return records.flatMap((ids) => marksOf(object, ids));
}

function marksOf(object: MainObjectKey, ids: Ids): readonly Mark[] {
  return sides.flatMap((side) => {
    const recordId = ids[side];
    return recordId ? [{ object, side, recordId, lane: "live" as const, forced: "retry" as const }] : [];
  });
}
