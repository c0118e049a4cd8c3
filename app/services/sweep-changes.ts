import { objectUnder } from "#app/sync/objects/index.ts";
import type { Mark, ObjectSettings, RunStore } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import { markWhole } from "./mark-whole.ts";

/** HubSpot's search lags and clocks differ: what changed so shortly before the cursor is looked at again. */
const OVERLAP_MS = 10 * 60_000;

export interface SweepInput {
  readonly connection: Connection;
  readonly object: ObjectKey;
}

export interface SweepResult {
  readonly more: false;
  readonly marked: number;
}

interface Window {
  readonly side: Side;
  readonly from: string;
  readonly to: string;
  /** the first sync ended within the window: its own writes fill it */
  readonly afterFirstSync: boolean;
}

/**
 * Marks what changed on both sides since the cursors and did not reach us otherwise: records whose modified time is the one we settled
 * are passed by. A cursor moves only when the marks are committed. Waits while the object backfills.
 */
export async function sweepChanges(
  deps: EngineDeps & { readonly runs: RunStore },
  input: SweepInput,
): Promise<SweepResult> {
  const { connection, object } = input;
  const settings = await deps.store.settings(connection, object);
  const state = await deps.runs.sweepState(connection, object);
  if (!settings?.enabled || !state?.firstSyncDoneAt || state.backfilling) return { more: false, marked: 0 };
  let marked = 0;
  for (const side of sides) {
    const to = deps.clock.now().toISOString();
    const sweptTo = (side === "shopify" ? state.shopifySweptTo : state.hubspotSweptTo) ?? state.firstSyncDoneAt;
    const from = new Date(Date.parse(sweptTo) - OVERLAP_MS).toISOString();
    const window = { side, from, to, afterFirstSync: from <= state.firstSyncDoneAt };
    marked += await sweepSide(deps, input, settings, window);
    if (side === "hubspot") marked += await sweepParts(deps, input, settings, window);
    await deps.runs.saveSweptTo(connection, object, side, to);
  }
  if (marked > 0) deps.log.info({ event: "changes.swept", connectionId: connection.id, object, marked });
  return { more: false, marked };
}

async function sweepSide(
  deps: EngineDeps,
  { connection, object }: SweepInput,
  settings: ObjectSettings,
  window: Window,
): Promise<number> {
  const { side, from, to } = window;
  const port = deps.vendors.changes(connection, object, side, objectUnder(object, settings));
  let marked = 0;
  for await (const { changes, total } of port.since(from)) {
    const ids = changes.map(({ id }) => id);
    const links = await deps.store.links(connection, object, side, ids);
    const settledAt = new Map(
      links.map((link) =>
        side === "shopify" ? [link.shopifyId, link.shopifyModifiedAt] : [link.hubspotId, link.hubspotModifiedAt],
      ),
    );
    const marks: Mark[] = changes
      .filter(({ id, modifiedAt }) => !isSameInstant(settledAt.get(id) ?? null, modifiedAt))
      .map(({ id }) => ({ object, side, recordId: id, lane: "bulk" }));
    if (marks.length > 0) await deps.store.mark(connection, marks);
    marked += marks.length;
    if (!window.afterFirstSync || total === null || total <= changes.length) continue;
    // A first sync's own writes fill HubSpot's search with thousands of results, all of them known. As many as we wrote: all ours. An edit
    // that hides among them comes by webhook, or when its window no longer holds our write.
    if (total === (await deps.store.countLinksModified(connection, object, side, from, to))) break;
  }
  return marked;
}

/**
 * Parts that somebody edited in HubSpot: their wholes are marked to be looked at on both sides, parts included. Not watched by webhooks:
 * each line of each order would send several, to say what we wrote ourselves.
 */
async function sweepParts(
  deps: EngineDeps,
  { connection, object }: SweepInput,
  settings: ObjectSettings,
  { from, to, afterFirstSync }: Window,
): Promise<number> {
  const { children } = objectUnder(object, settings);
  if (!children || (children.option !== undefined && !settings.options[children.option])) return 0;
  const part = objectUnder(children.object, settings);
  const port = deps.vendors.changes(connection, children.object, "hubspot", part);
  let marked = 0;
  for await (const { changes, total } of port.since(from)) {
    const links = await deps.store.links(
      connection,
      children.object,
      "hubspot",
      changes.map(({ id }) => id),
    );
    const linkOf = new Map(links.map((link) => [link.hubspotId, link]));
    const wholes = changes.flatMap(({ id, modifiedAt }) => {
      const link = linkOf.get(id);
      return link?.groupId && !isSameInstant(link.hubspotModifiedAt, modifiedAt) ? [link.groupId] : [];
    });
    const marks = [...new Set(wholes)].map((recordId): Mark => markWhole(object, recordId, "bulk"));
    if (marks.length > 0) await deps.store.mark(connection, marks);
    marked += marks.length;
    if (!afterFirstSync || total === null || total <= changes.length) continue;
    const own = await deps.store.countLinksModified(connection, children.object, "hubspot", from, to);
    if (total === own) break;
  }
  return marked;
}

function isSameInstant(a: string | null, b: string): boolean {
  return a !== null && Date.parse(a) === Date.parse(b);
}
