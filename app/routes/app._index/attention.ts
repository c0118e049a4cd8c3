import type { ObjectProgress } from "#app/components/progress.ts";
import type { HomeModel } from "./home-model.ts";

/** Something that waits for the merchant: `kind` names its texts, `url` its one action. */
export interface AttentionItem {
  readonly kind:
    | "reconnect"
    | "run_failed"
    | "failing"
    | "fight"
    | "scopes"
    | "not_begun"
    | "run_paused"
    | "turned_off"
    | "drift";
  readonly tone: "critical" | "warning" | "info";
  readonly url: string;
  readonly object: string | null;
  readonly count: number;
  /** most frequent reason of failing records, or code of the error that ended a run */
  readonly reason: string | null;
}

/** What needs the merchant, gravest first: what keeps everything from syncing, then what fails, then what rests, then what is news. */
export function findAttention(model: HomeModel): readonly AttentionItem[] {
  const objects = Object.entries(model.objects);
  const perObject = objects.flatMap(([object, progress]) => itemsOf(model, object, progress));
  const reconnect: AttentionItem[] =
    model.connection?.status === "reconnect"
      ? [{ kind: "reconnect", tone: "critical", url: "/app/connection", object: null, count: 0, reason: null }]
      : [];
  return [...reconnect, ...order.flatMap((kind) => perObject.filter((item) => item.kind === kind))];
}

const order = ["run_failed", "failing", "fight", "scopes", "not_begun", "run_paused", "turned_off", "drift"] as const;

function itemsOf(model: HomeModel, object: string, progress: ObjectProgress): readonly AttentionItem[] {
  const { run, enabled, failing, failingReasons = {}, firstSyncDoneAt } = progress;
  const item = (kind: AttentionItem["kind"], more: Partial<AttentionItem> = {}): AttentionItem[] => [
    { kind, tone: "warning", url: `/app/sync/${object}`, object, count: 0, reason: null, ...more },
  ];
  if (!enabled) return firstSyncDoneAt ? item("turned_off", { tone: "info", url: "/app/sync" }) : [];
  const fights = Math.min(failing, model.fights[object] ?? 0);
  const others = failing - fights;
  // A fight is told with the reason of what an account's own rules forbid.
  const reasons = { ...failingReasons, portal_rule: (failingReasons["portal_rule"] ?? 0) - fights };
  const url = `/app/health?object=${object}`;
  const missing = model.obstacles[object]?.some(({ kind }) => kind === "hubspot_scopes") ?? false;
  const drifted = model.drifted[object] ?? 0;
  return [
    ...(run?.status === "failed" ? item("run_failed", { tone: "critical", reason: run.error }) : []),
    ...(others > 0 ? item("failing", { tone: "critical", url, count: others, reason: mostFrequent(reasons) }) : []),
    ...(fights > 0 ? item("fight", { url, count: fights }) : []),
    ...(missing ? item("scopes", { url: "/app/connection" }) : []),
    ...(run?.status === "cancelled" && !firstSyncDoneAt ? item("not_begun", { url: "/app/sync" }) : []),
    ...(run?.status === "running" && run.pausedAt ? item("run_paused", { url: "/app/activity" }) : []),
    ...(drifted > 0 ? item("drift", { tone: "info", url: "/app/activity?group=audits", count: drifted }) : []),
  ];
}

function mostFrequent(reasons: Readonly<Record<string, number>>): string | null {
  const [most] = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}
