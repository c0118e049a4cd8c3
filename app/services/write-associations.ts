import type { AssociationResult, AssociationStore, ClaimedAssociation } from "#app/sync/association-ports.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import type { SyncError } from "#app/sync/errors.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { objectUnder, syncObject } from "#app/sync/objects/index.ts";
import type { AssociationPair, AssociationPort } from "#app/sync/ports.ts";
import type { Connection, Lane, ObjectKey } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import { LEASE_MS } from "./engine/context.ts";
import { backoffMs } from "./engine/retry-unit.ts";

/** HubSpot's largest batch of associations. */
const BATCH = 2_000;
const MAX_ATTEMPTS = 20;

export interface AssociationsResult {
  readonly more: boolean;
  readonly claimed: number;
}

type Pair = AssociationPair & { readonly claimed: ClaimedAssociation };

/**
 * Writes the associations that are due and whose both ends are in HubSpot, one request for up to 2,000 of the same two objects. A wish
 * whose other end is missing waits without cost until that is linked. Writing one that is there already changes nothing.
 */
export async function writeAssociations(
  deps: EngineDeps & { readonly associations: AssociationStore },
  { connection, lane }: { readonly connection: Connection; readonly lane: Lane },
): Promise<AssociationsResult> {
  const { leaseId, associations } = await deps.associations.claim(connection, BATCH, LEASE_MS);
  if (associations.length === 0) return { more: false, claimed: 0 };
  const port = deps.vendors.associations(connection, lane, await definitionsOf(deps, connection, associations));
  const results: AssociationResult[] = [];
  const toWrite: Pair[] = [];
  const toRemove: Pair[] = [];
  for (const claimed of associations) {
    const { id, wanted, fromId, toId, written, label } = claimed;
    if (!wanted && !written) results.push({ id, kind: "removed" });
    else if (!wanted && written) toRemove.push({ ...written, label, claimed });
    else if (fromId === null || toId === null) results.push({ id, kind: "waiting" });
    else if (written?.fromId === fromId && written.toId === toId) results.push({ id, kind: "written", fromId, toId });
    else toWrite.push({ fromId, toId, label, claimed });
  }
  results.push(...(await send(deps, port, "write", toWrite)), ...(await send(deps, port, "remove", toRemove)));
  await deps.associations.settle(connection, leaseId, results);
  deps.log.info({ event: "associations.written", connectionId: connection.id, claimed: associations.length });
  return { more: associations.length >= BATCH, claimed: associations.length };
}

/** What the objects concerned are in HubSpot, as the merchant chose. */
async function definitionsOf(
  { store }: EngineDeps,
  connection: Connection,
  associations: readonly ClaimedAssociation[],
): Promise<(object: ObjectKey) => SyncObjectDefinition> {
  const known = new Map<ObjectKey, SyncObjectDefinition>();
  for (const object of new Set(associations.flatMap(({ object, to }) => [object, to])))
    known.set(object, objectUnder(object, await store.settings(connection, object)));
  return (object) => known.get(object) ?? syncObject(object);
}

async function send(
  deps: EngineDeps,
  port: AssociationPort,
  verb: "write" | "remove",
  pairs: readonly Pair[],
): Promise<readonly AssociationResult[]> {
  const groups = Map.groupBy(pairs, ({ claimed }) => `${claimed.object}:${claimed.to}`);
  const results: AssociationResult[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    try {
      const answers = await port[verb](first.claimed.object, first.claimed.to, group);
      results.push(...group.map((pair, index) => toResult(deps, verb, pair, answers[index] ?? null)));
    } catch (cause) {
      const error = toSyncError(cause);
      for (const pair of group) results.push(again(deps, pair.claimed, error));
    }
  }
  return results;
}

function toResult(
  deps: EngineDeps,
  verb: "write" | "remove",
  { claimed, fromId, toId }: Pair,
  answer: "done" | "gone" | SyncError | null,
): AssociationResult {
  const { id } = claimed;
  if (verb === "remove" && (answer === "done" || answer === "gone")) return { id, kind: "removed" };
  if (answer === "done") return { id, kind: "written", fromId, toId };
  // One of the two went meanwhile: its link ends or leads elsewhere soon, which wakes the wish.
  if (answer === "gone") return { id, kind: "waiting" };
  return again(deps, claimed, answer ?? toSyncError(new Error("no answer for an association")));
}

function again({ clock }: EngineDeps, { id, attempts }: ClaimedAssociation, error: SyncError): AssociationResult {
  if (error.kind === "permanent" || attempts + 1 >= MAX_ATTEMPTS) return { id, kind: "failed", error: error.code };
  const at = new Date(clock.now().getTime() + backoffMs(attempts, error.afterMs)).toISOString();
  return { id, kind: "retry", at, error: error.code };
}
