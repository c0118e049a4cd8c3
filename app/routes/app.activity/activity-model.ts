import type { ActivityEntry, ActivityGroup } from "#app/components/activity.ts";
import { activityGroups } from "#app/components/activity.ts";
import type { Progress } from "#app/components/progress.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";

/** What the list is narrowed to, as the address says it; an empty text narrows nothing. Days are YYYY-MM-DD in the shop's time zone. */
export interface ActivityQuery {
  readonly object: MainObjectKey | "";
  readonly group: ActivityGroup | "";
  readonly who: "person" | "app" | "";
  readonly from: string;
  readonly to: string;
}

/** What an object's newest comparison of both sides found apart: field names with how many records, most frequent first. */
export interface ObjectDrift {
  readonly object: string;
  readonly at: string;
  readonly processed: number;
  readonly fields: readonly { readonly field: string; readonly count: number }[];
}

export interface ActivityModel {
  readonly connected: boolean;
  readonly query: ActivityQuery;
  readonly entries: readonly ActivityEntry[];
  /** where the next page begins, null on the last */
  readonly next: string | null;
  /** not the first page */
  readonly paged: boolean;
  readonly drift: readonly ObjectDrift[];
  readonly progress: Progress;
}

export const whos = ["person", "app"] as const;

/** The days that can be asked for, first and last: a year that is typed digit by digit is a far one before it is whole. */
export const dayBounds = { first: "2000-01-01", last: "2100-12-31" } as const;

/** Whether a text is a day of the calendar that can be asked for. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < dayBounds.first || text > dayBounds.last) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** @returns the filter that an address names; what it names wrongly narrows nothing. */
export function readQuery(search: URLSearchParams): ActivityQuery {
  const one = <T extends string>(name: string, known: readonly T[]): T | "" =>
    known.find((value) => value === search.get(name)) ?? "";
  const day = (name: string) => {
    const text = search.get(name) ?? "";
    return isDay(text) ? text : "";
  };
  return {
    object: one("object", mainObjectKeys),
    group: one("group", Object.keys(activityGroups) as ActivityGroup[]),
    who: one("who", whos),
    from: day("from"),
    to: day("to"),
  };
}

/** The address that shows a filter. */
export function toSearch(query: ActivityQuery, after?: string): URLSearchParams {
  const entries = Object.entries(query).filter(([, value]) => value !== "");
  return new URLSearchParams([...entries, ...(after ? [["after", after]] : [])] as [string, string][]);
}

export const isNarrowed = (query: ActivityQuery) => Object.values(query).some((value) => value !== "");
