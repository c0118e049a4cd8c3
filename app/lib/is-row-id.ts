/** Whether a text from an address can be the number of a row: digits that fit PostgreSQL's bigint. */
export function isRowId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n;
}
