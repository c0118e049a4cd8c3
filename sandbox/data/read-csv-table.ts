import { parse } from "csv-parse/sync";
import type { RowProblem } from "./shop-folder.ts";

/** The columns that a reader knows, each with the header names that Shopify has used for it, current ones first. */
export type Columns<Name extends string> = Record<Name, readonly string[]>;

export interface CsvRow<Name extends string> {
  row: number;
  /** The trimmed cell, or "" where the file has no such column. */
  text(column: Name): string;
  has(column: Name): boolean;
}

export interface CsvTable<Name extends string> {
  rows: CsvRow<Name>[];
  problems: RowProblem[];
}

interface RawRecord {
  cells: string[];
  row: number;
}

/**
 * Reads one CSV text. A row that cannot be cut into the header's columns becomes a problem and the rest is read on;
 * a header without the `required` columns makes the whole file one problem, for nothing in it can be trusted.
 */
export function readCsvTable<Name extends string>(
  file: string,
  text: string,
  columns: Columns<Name>,
  required: readonly Name[],
): CsvTable<Name> {
  const { records, problems } = cutRecords(file, text);
  const header = records.shift()?.cells.map(fold) ?? [];
  const missing = required.filter((name) => findColumn(header, columns[name]) < 0).map((name) => columns[name][0]);
  if (missing.length > 0) {
    const named = missing.map((name) => `"${name}"`).join(", ");
    return { rows: [], problems: [{ file, row: 1, reason: `unknown columns: there is no ${named}` }] };
  }
  const at = new Map<Name, number>();
  for (const name of Object.keys(columns) as Name[]) at.set(name, findColumn(header, columns[name]));
  const rows: CsvRow<Name>[] = [];
  for (const { cells, row } of records) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (cells.length === header.length) {
      const cell = (name: Name): string => cells[at.get(name) ?? -1]?.trim() ?? "";
      rows.push({ row, text: cell, has: (name) => cell(name) !== "" });
    } else {
      problems.push({ file, row, reason: `${cells.length} columns instead of ${header.length}` });
    }
  }
  return { rows, problems };
}

function cutRecords(file: string, text: string): { records: RawRecord[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const records: RawRecord[] = [];
  let row = 0;
  parse(text, {
    bom: true,
    relax_column_count: true,
    skip_records_with_error: true,
    // csv-parse hands records over in order, the broken ones to on_skip: counted together they are the row number.
    on_record: (cells: string[]) => {
      row += 1;
      records.push({ cells, row });
      return null;
    },
    on_skip: (error) => {
      row += 1;
      problems.push({ file, row, reason: `cannot be read as CSV (${error?.code ?? "unknown"})` });
      return undefined;
    },
  });
  return { records, problems };
}

function findColumn(header: string[], names: readonly string[]): number {
  for (const name of names) {
    const index = header.indexOf(fold(name));
    if (index >= 0) return index;
  }
  return -1;
}

const fold = (name: string): string => name.trim().replaceAll(/\s+/g, " ").toLowerCase();
