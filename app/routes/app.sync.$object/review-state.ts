import type { ReviewSample } from "#app/sync/review/tally.ts";
import type { SyncForm } from "./sync-form.ts";
import { changedChoices } from "./sync-form.ts";

/** What `/app/review/:object` answers. Instants are ISO 8601. */
export interface ReviewState {
  readonly connection: "none" | "connected" | "reconnect" | "paused";
  readonly review: ShownReview | null;
}

export interface ShownReview {
  readonly id: string;
  readonly status: "running" | "done" | "failed" | "cancelled";
  readonly phase: string;
  readonly processed: number;
  /** null until Shopify has counted */
  readonly total: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly samples: Readonly<Record<string, readonly ReviewSample[]>>;
  readonly error: string | null;
  /** the form whose settings were tried */
  readonly form: SyncForm;
  readonly winner: "shopify" | "hubspot";
  /** where the history begins that was tried; null: with the first record */
  readonly historyFrom: string | null;
  /** nothing was saved since but what it tried */
  readonly isCurrent: boolean;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

const besides: readonly (keyof SyncForm)[] = ["enabled", "history", "historyDays"];

/**
 * Whether a review tried what a form says, as the server knows settings again: whether the sync is on does not matter, nor the hour at
 * which its history begins.
 * @param savedFrom where a saved history begins
 */
export function isOfForm(
  { form: tried, historyFrom }: Pick<ShownReview, "form" | "historyFrom">,
  form: SyncForm,
  savedFrom: string | null,
): boolean {
  if (changedChoices(tried, form).some((name) => !besides.includes(name))) return false;
  // A choice of days that was tried and then saved is "as it was saved" from then on.
  if (form.history === "kept") return dayOf(savedFrom) === dayOf(historyFrom);
  return form.history === tried.history && (form.history !== "days" || form.historyDays === tried.historyDays);
}

const dayOf = (instant: string | null) => instant?.slice(0, "2026-01-01".length) ?? null;

/** A kind of result with how many records it has, and a few of them. */
export interface ReviewLine {
  readonly kind: string;
  readonly count: number;
  readonly samples: readonly ReviewSample[];
}

/** Records that are left out, or that need somebody, by their reason. */
export interface ReasonLine extends ReviewLine {
  readonly reason: string;
  /** the condition that leaves them out */
  readonly field: string | null;
  readonly operator: string | null;
  /** the rest of the record is written */
  readonly partly: boolean;
}

export interface ReviewResult {
  /** what becomes of records, in the order in which a merchant asks */
  readonly outcomes: readonly ReviewLine[];
  readonly conflict: ReviewLine | null;
  /** by HubSpot property, most frequent first */
  readonly conflictFields: readonly { readonly property: string; readonly count: number }[];
  readonly excluded: readonly ReasonLine[];
  readonly failing: readonly ReasonLine[];
  /** records that Shopify no longer has, and parts */
  readonly others: readonly ReviewLine[];
  /** records in all */
  readonly records: number;
}

const outcomeKinds = ["create_hubspot", "create_shopify", "to_hubspot", "to_shopify", "link", "unchanged", "consent"];
const otherKinds = ["gone:delete", "gone:cancel", "gone:keep", "part_create", "part_update", "part_archive"];
const wholeKinds = /^(create_|update$|link$|unchanged$|exclude:|fail:|gone:)/;

/** A review's counts as the screen shows them. A kind that nothing is of is left out. */
export function toResult({ counts, samples }: Pick<ShownReview, "counts" | "samples">): ReviewResult {
  const line = (kind: string): ReviewLine => ({ kind, count: counts[kind] ?? 0, samples: samples[kind] ?? [] });
  const lines = (kinds: readonly string[]) => kinds.map(line).filter(({ count }) => count > 0);
  const named = (prefix: string) => Object.keys(counts).filter((kind) => kind.startsWith(prefix));
  const reasons = (prefix: string) => lines(named(prefix)).map(toReason);
  const fields = named("conflict:").map((kind) => ({ property: kind.slice("conflict:".length), ...line(kind) }));
  return {
    outcomes: lines(outcomeKinds),
    conflict: lines(["conflict"])[0] ?? null,
    conflictFields: fields.map(({ property, count }) => ({ property, count })).toSorted(byCount),
    excluded: reasons("exclude:").toSorted(byCount),
    failing: [...reasons("fail:"), ...reasons("partly:")].toSorted(byCount),
    others: lines(otherKinds),
    records: Object.entries(counts).reduce((sum, [kind, count]) => sum + (wholeKinds.test(kind) ? count : 0), 0),
  };
}

const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count;

function toReason(line: ReviewLine): ReasonLine {
  const [group, reason = "unexpected", field, ...rest] = line.kind.split(":");
  // A metafield's name has colons of its own; the operator is the last word.
  const operator = rest.at(-1) ?? null;
  const name = field === undefined ? null : [field, ...rest.slice(0, -1)].join(":");
  return { ...line, reason, field: name, operator, partly: group === "partly" };
}
