/** CSV as the admin writes it: a header, LF at line ends, quotes only where a cell needs them. */
export function writeCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, string>>[],
): string {
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? "")).join(","));
  return [columns.map(quote).join(","), ...lines, ""].join("\n");
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
