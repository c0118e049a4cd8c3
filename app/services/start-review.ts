import { createHash } from "node:crypto";
import type { Boss } from "#app/jobs/boss.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { inShop } from "#app/store/db.server.ts";
import type { StoredReview } from "#app/store/reviews.server.ts";
import { beginReview } from "#app/store/reviews.server.ts";
import type { ObjectSettingsPatch, StoredObjectSettings } from "#app/store/settings.server.ts";
import { objectSettings, raisesVersion } from "#app/store/settings.server.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";

export interface StartReviewDeps {
  readonly db: Db;
  /** null: the tick finds the review */
  readonly boss: Pick<Boss, "ensureQueues" | "enqueue"> | null;
}

export interface StartReviewInput {
  readonly shop: string;
  readonly object: ObjectKey;
  /** what saving the form would save */
  readonly settings: ObjectSettingsPatch;
  /** the form as it was sent */
  readonly form: Readonly<Record<string, unknown>>;
  /** also where these very settings were tried before */
  readonly again: boolean;
}

/**
 * A review of settings that need not be saved is under way, or kept, afterwards. Asking for the same ones again while nothing was saved
 * since gives the result that is there, unless it is asked for anew; other settings take its place. Whether the object is on does not matter.
 */
export async function startReview(
  { db, boss }: StartReviewDeps,
  { shop, object, settings, form, again }: StartReviewInput,
): Promise<"started" | "kept" | "not_connected"> {
  const connection = await activeConnection(db, shop);
  if (!connection) return "not_connected";
  const stored = await objectSettings(db, connection, object);
  const candidate = candidateOf(object, stored, settings);
  const basedOn = stored?.version ?? 0;
  const digest = digestOf(candidate, basedOn);
  const { review, isNew } = await beginReview(db, connection, {
    ...{ object, settings: candidate, form, digest, basedOn, again },
  });
  if (!isNew) return "kept";
  await wake(boss, db, { connectionId: connection.id, shop, portalId: connection.portalId }, object, review);
  return "started";
}

/** Should this be lost, the tick finds the review. */
async function wake(
  boss: StartReviewDeps["boss"],
  db: Db,
  place: { readonly connectionId: string; readonly shop: string; readonly portalId: string },
  object: ObjectKey,
  { id: runId }: StoredReview,
): Promise<void> {
  if (!boss) return;
  await boss.ensureQueues(place.portalId);
  await inShop(db, place.shop, (tx) =>
    boss.enqueue(tx, [{ kind: "run-review", lane: "bulk", ...place, object, runId }]),
  );
}

/** The settings as saving would leave them, with their version: what is as it was stored settles no record anew. */
function candidateOf(
  object: ObjectKey,
  stored: StoredObjectSettings | null,
  patch: ObjectSettingsPatch,
): ObjectSettings {
  const { version, ...before } = stored ?? unset(object);
  const after = { ...before, ...patch, object };
  // What was chosen for one HubSpot type means nothing to another: saving puts it aside.
  const isSwitched = objectUnder(object, after) !== objectUnder(object, before);
  const kept = isSwitched ? { ...after, mappings: [], stages: [], unavailable: {} } : after;
  return pick(kept, raisesVersion(stored, patch) ? version + 1 : version);
}

// As the columns of settings that were never saved.
function unset(object: ObjectKey): ObjectSettings {
  return {
    ...{ object, enabled: false, direction: "both", winner: "shopify", createInShopify: false, version: 0 },
    ...{ consentFromHubspot: false, limit: [], limitMatch: "all", limitScope: "always", mappings: [], stages: [] },
    ...{ options: {}, historyFrom: null, unavailable: {} },
  };
}

/** Without what a stored row knows besides. */
function pick(settings: Omit<ObjectSettings, "version">, version: number): ObjectSettings {
  const { object, enabled, direction, winner, createInShopify, consentFromHubspot, limit } = settings;
  const { limitMatch, limitScope, mappings, stages, options, historyFrom, unavailable } = settings;
  return {
    ...{ object, enabled, direction, winner, createInShopify, consentFromHubspot, limit, limitMatch, limitScope },
    ...{ mappings, stages, options, historyFrom, unavailable, version },
  };
}

/** Equal for settings that mean the same: whether the object is on does not matter, nor the hour at which its history begins. */
function digestOf({ enabled: _, unavailable: __, historyFrom, ...settings }: ObjectSettings, basedOn: number): string {
  const said = sorted({ ...settings, historyFrom: historyFrom?.slice(0, "2026-01-01".length) ?? null, basedOn });
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}

/** Keys in their order, for jsonb gives them back in one of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
