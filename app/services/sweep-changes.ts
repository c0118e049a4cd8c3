import type { Mark, RunStore } from "#app/sync/ports.ts";
import type { Connection, ObjectKey, Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";

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
    marked += await sweepSide(deps, input, { side, from, to, afterFirstSync: from <= state.firstSyncDoneAt });
    await deps.runs.saveSweptTo(connection, object, side, to);
  }
  if (marked > 0) deps.log.info({ event: "changes.swept", connectionId: connection.id, object, marked });
  return { more: false, marked };
}

async function sweepSide(deps: EngineDeps, { connection, object }: SweepInput, window: Window): Promise<number> {
  const { side, from, to } = window;
  let marked = 0;
  for await (const { changes, total } of deps.vendors.changes(connection, object, side).since(from)) {
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

function isSameInstant(a: string | null, b: string): boolean {
  return a !== null && Date.parse(a) === Date.parse(b);
}
