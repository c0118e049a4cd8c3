import type { FolderAddress } from "./shop-folder.ts";

/** Thrown while a row is read; its message is the reason shown to the person who brought the file. */
export class BrokenRow extends Error {}

const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Null when empty. Shopify's import trims the cell and keeps its case. */
export function readEmail(cell: string): string | null {
  if (cell === "") return null;
  if (!EMAIL.test(cell)) throw new BrokenRow(`"${cell}" is not an e-mail address`);
  return cell;
}

/** Exports put an apostrophe before ids and phone numbers, so that spreadsheets leave them alone. */
export function readPlain(cell: string): string | null {
  const plain = cell.replace(/^'/, "").trim();
  return plain === "" ? null : plain;
}

export function readId(cell: string, what: string): string | null {
  const id = readPlain(cell);
  if (id !== null && !/^\d{1,18}$/.test(id)) throw new BrokenRow(`${what} "${cell}" is not a number`);
  return id;
}

/** A decimal string; empty counts as zero, as in the admin's own import. */
export function readAmount(cell: string, what: string): string {
  return readOptionalAmount(cell, what) ?? "0.00";
}

export function readOptionalAmount(cell: string, what: string): string | null {
  if (cell === "") return null;
  if (!/^-?\d+(\.\d+)?$/.test(cell)) throw new BrokenRow(`${what} "${cell}" is not a number`);
  return cell;
}

export function readCount(cell: string, what: string): number {
  const amount = readOptionalAmount(cell, what) ?? "0";
  if (!Number.isInteger(Number(amount))) throw new BrokenRow(`${what} "${cell}" is not a whole number`);
  return Number(amount);
}

export const readYes = (cell: string): boolean => /^(yes|true|1)$/i.test(cell);

export const readTags = (cell: string): string[] => [
  ...new Set(
    cell
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

/** `2024-06-23 23:41:55 +0000` and ISO 8601, as an ISO instant. */
export function readInstant(cell: string, what: string): string | null {
  if (cell === "") return null;
  const iso = cell.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(:\d\d)?)\s*([+-]\d\d):?(\d\d)$/, "$1T$2$4:$5");
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) throw new BrokenRow(`${what} "${cell}" is not a date`);
  return instant.toISOString();
}

/** Null when every part of the address is empty. */
export function joinAddress(parts: FolderAddress): FolderAddress | null {
  const { name: _, ...place } = parts;
  return Object.values(place).some((part) => part !== "") ? parts : null;
}
