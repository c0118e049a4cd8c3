// A spreadsheet takes a cell that begins so for a formula, and runs it.
const formula = /^[=+\-@\t\r]/;

/** A line of a CSV file (RFC 4180), with its end. A cell that a spreadsheet would run is text. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

function toCell(value: string | null): string {
  const text = value === null ? "" : formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
