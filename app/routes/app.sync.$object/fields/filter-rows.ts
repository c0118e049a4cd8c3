import { findItems } from "./find-items.ts";
import type { MappingRow } from "./mapping-rows.ts";

/** Which fields are shown: the value of `?show=`, and a locale key `mapping.show.<value>`. */
export const shownRows = ["all", "on", "off", "changed", "attention"] as const;
export type ShownRows = (typeof shownRows)[number];

export const readShown = (name: string | null): ShownRows => shownRows.find((one) => one === name) ?? "all";

const tests: Readonly<Record<ShownRows, (row: MappingRow, isFaulty: boolean) => boolean>> = {
  all: () => true,
  on: ({ enabled }) => enabled,
  off: ({ enabled }) => !enabled,
  changed: ({ changed }) => changed,
  attention: ({ rests, enabled }, isFaulty) => isFaulty || (enabled && rests !== null),
};

/** The rows of a kind whose names hold every word of a text, in their own order. */
export function filterRows(
  rows: readonly MappingRow[],
  {
    shown,
    text,
    namesOf,
    isFaulty,
  }: {
    readonly shown: ShownRows;
    readonly text: string;
    readonly namesOf: (row: MappingRow) => string;
    readonly isFaulty: (row: MappingRow) => boolean;
  },
): readonly MappingRow[] {
  const items = rows.map((row) => ({
    value: row.id,
    label: namesOf(row),
    detail: `${row.shopify} ${row.hubspot}`,
    fault: null,
  }));
  const found = new Set(findItems(items, text).found.map(({ value }) => value));
  return rows.filter((row) => tests[shown](row, isFaulty(row)) && found.has(row.id));
}
