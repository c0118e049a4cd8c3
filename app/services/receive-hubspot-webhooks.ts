import type { Env } from "#app/env.server.ts";
import type { Verdict } from "#app/hubspot/verify-signature.ts";
import { verifySignature } from "#app/hubspot/verify-signature.ts";
import type { HubspotWebhookEvent } from "#app/hubspot/webhook-events.ts";
import { kindOf, objectTypeIdOf, parseEvents } from "#app/hubspot/webhook-events.ts";
import type { Log } from "#app/lib/log.ts";
import { connectionsOfPortal } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { latestRun } from "#app/store/runs.server.ts";
import { listObjectSettings } from "#app/store/settings.server.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { Clock, EngineStore, HashValue, Mark, ObjectSettings } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { markWhole } from "./mark-whole.ts";
import { marksOfEvents } from "./marks-of-events.ts";

export interface ReceiveHubspotDeps {
  readonly db: Db;
  readonly store: EngineStore;
  readonly hash: HashValue;
  readonly clock: Clock;
  readonly log: Log;
  readonly env: Pick<Env, "HUBSPOT_CLIENT_SECRET" | "SHOPIFY_APP_URL">;
}

export interface HubspotWebhookRequest {
  readonly method: string;
  /** path and query as they arrived; the origin comes from the environment */
  readonly pathAndQuery: string;
  readonly headers: Headers;
  readonly rawBody: string;
}

export interface HubspotWebhookAnswer {
  readonly status: 200 | 400 | 401;
  readonly result: Exclude<Verdict, "valid"> | "malformed" | "marked" | "not_ours";
}

/**
 * Receives one delivery of HubSpot's, an array of up to 100 events in which portals may be mixed. 200 means that every event is stored as
 * a mark, for each connected shop of its portal. Deliveries are not remembered: HubSpot's event ids are not unique, and a mark made
 * twice is one row.
 */
export async function receiveHubspotWebhooks(
  deps: ReceiveHubspotDeps,
  request: HubspotWebhookRequest,
): Promise<HubspotWebhookAnswer> {
  const verdict = verifySignature(
    {
      method: request.method,
      url: `${deps.env.SHOPIFY_APP_URL}${request.pathAndQuery}`,
      rawBody: request.rawBody,
      signature: request.headers.get("x-hubspot-signature-v3"),
      timestamp: request.headers.get("x-hubspot-request-timestamp"),
    },
    deps.env.HUBSPOT_CLIENT_SECRET,
    deps.clock.now(),
  );
  if (verdict !== "valid") {
    deps.log.warn({ event: "webhook.refused", vendor: "hubspot", reason: verdict });
    return { status: 401, result: verdict };
  }
  const events = parseEvents(request.rawBody);
  if (!events) return { status: 400, result: "malformed" };
  let marked = 0;
  for (const portalId of new Set(events.map((event) => event.portalId))) {
    const own = events.filter((event) => event.portalId === portalId);
    for (const connection of await connectionsOfPortal(deps.db, portalId)) {
      marked += await markEvents(deps, connection, own);
    }
  }
  deps.log.debug({ event: "webhook.received", vendor: "hubspot", events: events.length, marked });
  return { status: 200, result: marked > 0 ? "marked" : "not_ours" };
}

async function markEvents(
  deps: ReceiveHubspotDeps,
  connection: Connection,
  events: readonly HubspotWebhookEvent[],
): Promise<number> {
  const settings = await listObjectSettings(deps.db, connection);
  const marks = [];
  for (const setting of settings) {
    const { object, enabled } = setting;
    const definition = objectUnder(object, setting);
    const told = events.filter(
      (event) => objectTypeIdOf(event) === definition.hubspot.objectTypeId && isKept(event, enabled),
    );
    const own = definition.hubspot.isShared ? await knownOf(deps.store, connection, definition, told) : told;
    if (own.length > 0) marks.push(...(await marksFor(deps, connection, definition, own)));
    if (enabled) marks.push(...(await marksOfParts(deps.store, connection, setting, events)));
  }
  await deps.store.mark(connection, marks);
  return marks.length;
}

/** Of a type that is not ours alone: events of records that are linked, or were. What others keep there is not looked at. */
async function knownOf(
  store: EngineStore,
  connection: Connection,
  { key }: SyncObjectDefinition,
  events: readonly HubspotWebhookEvent[],
): Promise<readonly HubspotWebhookEvent[]> {
  const named = ({ objectId, primaryObjectId, newObjectId, mergedObjectIds = [] }: HubspotWebhookEvent) =>
    [objectId, primaryObjectId, newObjectId, ...mergedObjectIds].flatMap((id) => id ?? []);
  const ids = [...new Set(events.flatMap(named))];
  if (ids.length === 0) return [];
  const links = await store.links(connection, key, "hubspot", ids);
  const stones = await store.tombstones(
    connection,
    key,
    ids.map((id) => ({ side: "hubspot", id })),
  );
  const known = new Set([
    ...links.map(({ hubspotId }) => hubspotId),
    ...stones.flatMap(({ side, recordId, counterpartId }) => (side === "hubspot" ? recordId : (counterpartId ?? []))),
  ]);
  return events.filter((event) => named(event).some((id) => known.has(id)));
}

/** A part that somebody deleted in HubSpot (a line item) is made again: its whole is compared with its parts. */
async function marksOfParts(
  store: EngineStore,
  connection: Connection,
  settings: ObjectSettings,
  events: readonly HubspotWebhookEvent[],
): Promise<readonly Mark[]> {
  const { key, children } = objectUnder(settings.object, settings);
  if (!children) return [];
  const { objectTypeId } = objectUnder(children.object, settings).hubspot;
  const ids = events.flatMap((event) =>
    objectTypeIdOf(event) === objectTypeId && kindOf(event) === "deletion" && event.objectId ? [event.objectId] : [],
  );
  if (ids.length === 0) return [];
  const links = await store.links(connection, children.object, "hubspot", ids);
  const wholes = new Set(links.flatMap(({ groupId }) => groupId ?? []));
  return [...wholes].map((id) => markWhole(key, id, "live"));
}

/** While an object is off only what leaves or lifts a tombstone is kept: switching it on reads everything else anew. */
function isKept(event: HubspotWebhookEvent, enabled: boolean): boolean {
  const kind = kindOf(event);
  if (kind === "other") return false;
  return enabled || !(kind === "change" || kind === "creation");
}

async function marksFor(
  { db, hash, clock }: ReceiveHubspotDeps,
  connection: Connection,
  definition: SyncObjectDefinition,
  events: readonly HubspotWebhookEvent[],
) {
  const run = await latestRun(db, connection, definition.key);
  return marksOfEvents(
    { hash, connectionId: connection.id, definition, now: clock.now(), backfilling: run?.status === "running" },
    events,
  );
}
