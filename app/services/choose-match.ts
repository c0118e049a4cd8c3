import { isRowId } from "#app/lib/is-row-id.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import type { ActiveConnection } from "#app/store/connections.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import type { FoundOutcome } from "#app/store/records.server.ts";
import { findOutcome } from "#app/store/records.server.ts";
import { objectSettings } from "#app/store/settings.server.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { candidatesIn } from "#app/sync/plan/candidates-in.ts";
import type { RecordName } from "#app/sync/plan/name-record.ts";
import { nameRecord } from "#app/sync/plan/name-record.ts";
import type { Mark } from "#app/sync/ports.ts";
import type { MainObjectKey, Side } from "#app/sync/record.ts";
import { definitionInUse } from "./definition-in-use.ts";
import type { EngineDeps } from "./engine/context.ts";
import { planChanges } from "./plan-changes.ts";

export interface MatchInput {
  readonly shop: string;
  readonly object: MainObjectKey;
  readonly outcomeId: string;
}

interface Candidate extends RecordName {
  readonly id: string;
  /** Shopify: what it goes with there, a variant's product */
  readonly groupId: string | null;
  /** id of the other side's record that it is linked with already; null: it is free */
  readonly linkedWith: string | null;
}

export type Candidates =
  | {
      readonly kind: "found";
      /** the side on which they are */
      readonly side: Side;
      readonly portal: ActiveConnection["portal"];
      /** HubSpot's id of what the object's records are there */
      readonly objectTypeId: string;
      readonly candidates: readonly Candidate[];
    }
  | { readonly kind: "unavailable"; readonly code: string }
  | { readonly kind: "gone" | "not_connected" };

export interface ChooseMatchInput extends MatchInput {
  readonly userId: string;
  readonly candidateId: string;
}

export type ChosenMatch =
  | "marked"
  | "taken"
  | "off"
  | "not_a_candidate"
  | "gone"
  | "not_connected"
  /** a vendor did not answer, and nothing was chosen */
  | { readonly kind: "unavailable"; readonly code: string };

type Deps = EngineDeps & { readonly db: Db };

/** The records that fit one which fails for having several, read now: what tells them apart is shown and not stored. */
export async function findCandidates(deps: Deps, input: MatchInput): Promise<Candidates> {
  const opened = await open(deps, input);
  if ("kind" in opened) return opened;
  const { connection, outcome, own, other } = opened;
  try {
    const ids = await candidateIds(deps, opened, input.object);
    const definition = await definitionInUse(deps.db, connection, input.object);
    const results = await deps.vendors.records(connection, input.object, other, "live", definition).read(ids);
    const links = await deps.store.links(connection, input.object, other, ids);
    const linkOf = new Map(links.map((link) => [link[`${other}Id`], link[`${own}Id`]]));
    const candidates = ids.flatMap((id): Candidate[] => {
      const result = results.get(id);
      if (result?.kind !== "found") return [];
      const holder = linkOf.get(id) ?? null;
      const { groupId = null } = result.record;
      return [
        {
          id,
          groupId,
          ...nameRecord(input.object, result.record, definition),
          linkedWith: holder === outcome[`${own}Id`] ? null : holder,
        },
      ];
    });
    const { objectTypeId } = definition.hubspot;
    return { kind: "found", side: other, portal: connection.portal, objectTypeId, candidates };
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    return { kind: "unavailable", code: error.code };
  }
}

/**
 * The record is a pair with the chosen one from now on, unless that was linked elsewhere meanwhile; the drain compares them as two that
 * meet for the first time, and looks again at those that fit as well. Only one of the candidates may be chosen.
 */
export async function chooseMatch(deps: Deps, input: ChooseMatchInput): Promise<ChosenMatch> {
  const opened = await open(deps, input);
  if ("kind" in opened) return opened.kind;
  if (!(await objectSettings(deps.db, opened.connection, input.object))?.enabled) return "off";
  try {
    return await choose(deps, opened, input);
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    return { kind: "unavailable", code: error.code };
  }
}

async function choose(deps: Deps, opened: Opened, input: ChooseMatchInput): Promise<ChosenMatch> {
  const { connection, outcome, own, other } = opened;
  const { object, candidateId } = input;
  const candidates = await candidateIds(deps, opened, object);
  if (!candidates.includes(candidateId)) return "not_a_candidate";
  // Of those that fitted when the record failed, one may have been deleted since.
  const definition = await definitionInUse(deps.db, connection, object);
  const there = await deps.vendors.records(connection, object, other, "live", definition).read([candidateId]);
  if (there.get(candidateId)?.kind !== "found") return "not_a_candidate";
  const id = outcome[`${own}Id`] ?? "";
  const refs = [
    { side: own, id },
    { side: other, id: candidateId },
  ];
  const stones = await deps.store.tombstones(connection, object, refs);
  if (stones.some(({ reason }) => reason === "redacted")) return "not_a_candidate";
  const hubspotIds = own === "hubspot" ? await fitting(deps, connection, object, "shopify", candidateId) : candidates;
  const rivals = hubspotIds.filter((rival) => rival !== (own === "hubspot" ? id : candidateId));
  const marked = [...refs, ...rivals.map((rival) => ({ side: "hubspot" as const, id: rival }))];
  const result = await deps.store.decide(connection, object, {
    link: own === "shopify" ? { shopifyId: id, hubspotId: candidateId } : { shopifyId: candidateId, hubspotId: id },
    liftTombstones: stones.map(({ side, recordId }) => ({ side, recordId })),
    marks: marked.map(({ side, id: recordId }): Mark => ({ object, side, recordId, lane: "live", forced: "retry" })),
  });
  if (result === "taken") return "taken";
  await recordActivity(deps.db, {
    ...{ shop: input.shop, connectionId: connection.id, actor: input.userId, kind: "record.matched" },
    details: { object, id, candidateId },
  });
  return "marked";
}

interface Opened {
  readonly connection: ActiveConnection;
  readonly outcome: FoundOutcome;
  readonly own: Side;
  readonly other: Side;
}

async function open(
  deps: Deps,
  { shop, object, outcomeId }: MatchInput,
): Promise<Opened | { kind: "gone" | "not_connected" }> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  const outcome = isRowId(outcomeId) ? await findOutcome(deps.db, connection, object, { id: outcomeId }) : null;
  if (outcome?.reason !== "ambiguous_match") return { kind: "gone" };
  const own: Side = outcome.shopifyId ? "shopify" : "hubspot";
  return { connection, outcome, own, other: own === "shopify" ? "hubspot" : "shopify" };
}

/** Those that fit now, and those that did when the record failed. */
async function candidateIds(
  deps: Deps,
  { connection, outcome, own }: Opened,
  object: MainObjectKey,
): Promise<readonly string[]> {
  const now = await fitting(deps, connection, object, own, outcome[`${own}Id`] ?? "");
  return [...new Set([...now, ...candidatesIn(outcome.details)])];
}

/** The other side's records between which a record cannot choose by itself now. */
async function fitting(
  deps: Deps,
  connection: ActiveConnection,
  object: MainObjectKey,
  side: Side,
  id: string,
): Promise<readonly string[]> {
  const [planned] = await planChanges(deps, { connection, object, side, ids: [id] });
  const plan = planned?.plan;
  return plan?.kind === "fail" && plan.reason === "ambiguous_match" ? candidatesIn(plan.details) : [];
}
