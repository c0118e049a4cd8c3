import type { MailFacts } from "#app/mail/mail-facts.ts";
import type { MainObjectKey } from "#app/sync/record.ts";

/** What the merchant wants to hear of. */
export interface Wishes {
  readonly broken: boolean;
  readonly failing: boolean;
  readonly firstSync: boolean;
  readonly thresholdUnit: "records" | "percent";
  readonly threshold: number;
}

/** What was told and still holds. */
export interface Told {
  /** how many events were told so far: numbers the next */
  readonly episode: number;
  readonly broken: boolean;
  readonly failing: readonly MainObjectKey[];
  /** first syncs that ended until then are told, or older than the wish; ISO 8601 */
  readonly firstSyncTo: string;
}

export interface ObjectState {
  readonly object: MainObjectKey;
  readonly inSync: number;
  readonly excluded: number;
  readonly failing: number;
  readonly firstSyncDoneAt: string | null;
}

export interface ShopState {
  /** null: not connected, then there is nothing to tell */
  readonly portal: "connected" | "reconnect" | null;
  readonly reason: string | null;
  readonly objects: readonly ObjectState[];
}

export type News =
  | { readonly kind: "broken"; readonly key: string; readonly facts: MailFacts<"broken"> }
  | { readonly kind: "failing"; readonly key: string; readonly facts: MailFacts<"failing"> }
  | { readonly kind: "first_sync"; readonly key: string; readonly facts: MailFacts<"first_sync"> };

/**
 * Compares a shop's state with what was told of it: each thing is told once, and again only after it was over. An object that fails counts as
 * over when its failing records are down to half of the threshold, so that a number that goes up and down around it does not flood a mailbox.
 * What nobody wants to hear is not told later either, but for a broken connection or failing records that are still there.
 */
export function decideNews(
  state: ShopState,
  told: Told,
  wishes: Wishes,
): { readonly news: readonly News[]; readonly told: Told } {
  const news: News[] = [];
  let { episode } = told;
  const number = (kind: News["kind"]) => `${kind}:${++episode}`;

  const broken = state.portal === "reconnect" && wishes.broken;
  if (broken && !told.broken) news.push({ kind: "broken", key: number("broken"), facts: { reason: state.reason } });

  const failing = state.objects.filter((it) => wishes.failing && isFailing(it, told, wishes));
  const fresh = failing.filter(({ object }) => !told.failing.includes(object));
  if (fresh.length > 0) {
    const objects = fresh.map((it) => ({ object: it.object, failing: it.failing, total: it.inSync + it.failing }));
    news.push({ kind: "failing", key: number("failing"), facts: { objects } });
  }

  const ended = state.objects.filter(({ firstSyncDoneAt }) => firstSyncDoneAt && firstSyncDoneAt > told.firstSyncTo);
  if (ended.length > 0 && wishes.firstSync) {
    const objects = ended.map(({ object, inSync, excluded, failing }) => ({ object, inSync, excluded, failing }));
    news.push({ kind: "first_sync", key: number("first_sync"), facts: { objects } });
  }

  const firstSyncTo = ended.reduce((to, { firstSyncDoneAt }) => later(to, firstSyncDoneAt), told.firstSyncTo);
  return { news, told: { episode, broken, failing: failing.map(({ object }) => object), firstSyncTo } };
}

function isFailing(
  { object, failing, inSync }: ObjectState,
  told: Told,
  { thresholdUnit, threshold }: Wishes,
): boolean {
  const amount = thresholdUnit === "records" ? failing : (failing / Math.max(1, inSync + failing)) * 100;
  return failing > 0 && (told.failing.includes(object) ? amount > threshold / 2 : amount >= threshold);
}

const later = (a: string, b: string | null) => (b !== null && b > a ? b : a);
