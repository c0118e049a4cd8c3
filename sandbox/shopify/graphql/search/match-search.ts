import type { Comparator, SearchNode } from "./parse-search.ts";
import { parseSearch } from "./parse-search.ts";

/** How a field is compared: by time, number, whole keyword, words of a text, or as a list of keywords. */
type SearchField<T> =
  | { kind: "time"; read: (item: T) => string | null }
  | { kind: "number"; read: (item: T) => number | null }
  | { kind: "keyword"; read: (item: T) => string | null }
  | { kind: "text"; read: (item: T) => string | null }
  | { kind: "list"; read: (item: T) => string[] }
  | { kind: "notList"; read: (item: T) => string[] };

export interface SearchTable<T> {
  fields: Record<string, SearchField<T>>;
  /** What a bare word is looked for in. */
  words: (item: T) => (string | null)[];
}

export interface Search<T> {
  matches: (item: T) => boolean;
  /** Fields that this resource cannot be searched by: Shopify ignores them and says so in `extensions.search`. */
  unknown: string[];
}

type Term = Extract<SearchNode, { kind: "term" }>;

/** A test for items by a search text. */
export function compileSearch<T>(text: string, table: SearchTable<T>, now: number): Search<T> {
  const unknown: string[] = [];
  const root = parseSearch(text);

  function compile(node: SearchNode): ((item: T) => boolean) | null {
    if (node.kind === "not") {
      const inner = compile(node.part);
      return inner && ((item) => !inner(item));
    }
    if (node.kind === "term") return compileTerm(node);
    const parts = node.parts.map(compile).filter((part) => part !== null);
    if (parts.length === 0) return null;
    return node.kind === "and"
      ? (item) => parts.every((part) => part(item))
      : (item) => parts.some((part) => part(item));
  }

  function compileTerm(term: Term): ((item: T) => boolean) | null {
    if (term.field === null) return (item) => table.words(item).some((text) => hasWords(text, term.value));
    const field = table.fields[term.field];
    if (!field) {
      unknown.push(term.field);
      return null;
    }
    return compileField(field, term, now);
  }

  const matches = (root && compile(root)) ?? (() => true);
  return { matches, unknown };
}

function compileField<T>(field: SearchField<T>, term: Term, now: number): (item: T) => boolean {
  if (term.value === "*" && !term.quoted)
    return (item) => {
      const value = field.read(item);
      return Array.isArray(value) ? value.length > 0 : value !== null;
    };
  if (field.kind === "time") {
    const range = timeRange(term.value, now);
    return (item) => inRange(field.read(item), term.comparator, range);
  }
  if (field.kind === "number") return (item) => compareNumber(field.read(item), term.comparator, Number(term.value));
  const wanted = term.value.split(",").map((part) => part.trim().toLowerCase());
  if (field.kind === "list") return (item) => field.read(item).some((value) => wanted.includes(value.toLowerCase()));
  if (field.kind === "notList")
    return (item) => !field.read(item).some((value) => wanted.includes(value.toLowerCase()));
  if (field.kind === "keyword") return (item) => wanted.some((value) => isLike(field.read(item), value));
  // Text is searched word by word unless it is quoted, which asks for the whole.
  return term.quoted
    ? (item) => field.read(item)?.toLowerCase() === term.value.toLowerCase()
    : (item) => hasWords(field.read(item), term.value);
}

function isLike(value: string | null, wanted: string): boolean {
  const text = value?.toLowerCase();
  if (text === undefined) return false;
  return wanted.endsWith("*") ? text.startsWith(wanted.slice(0, -1)) : text === wanted;
}

function hasWords(text: string | null, wanted: string): boolean {
  if (text === null) return false;
  const words = split(text);
  const prefix = wanted.endsWith("*");
  const asked = split(wanted);
  return asked.every((word, index) =>
    words.some((have) => (prefix && index === asked.length - 1 ? have.startsWith(word) : have === word)),
  );
}

function split(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}.]+/u)
    .filter((word) => word !== "");
}

function compareNumber(value: number | null, comparator: Comparator, wanted: number): boolean {
  if (value === null) return false;
  if (comparator === ":>") return value > wanted;
  if (comparator === ":<") return value < wanted;
  if (comparator === ":>=") return value >= wanted;
  if (comparator === ":<=") return value <= wanted;
  return value === wanted;
}

/** The instants that a time in a search covers: a date alone is its whole day, a year its whole year. */
function timeRange(text: string, now: number): { from: number; to: number } {
  if (text === "now") return { from: now, to: now };
  if (/^\d{4}$/.test(text)) return { from: Date.UTC(Number(text), 0), to: Date.UTC(Number(text) + 1, 0) - 1 };
  const from = Date.parse(/^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? `${text}Z` : text);
  return { from, to: /^\d{4}-\d\d-\d\d$/.test(text) ? from + 86_400_000 - 1 : from };
}

function inRange(value: string | null, comparator: Comparator, range: { from: number; to: number }): boolean {
  if (value === null) return false;
  const at = Date.parse(value);
  if (comparator === ":>") return at > range.to;
  if (comparator === ":<") return at < range.from;
  if (comparator === ":>=") return at >= range.from;
  if (comparator === ":<=") return at <= range.to;
  return at >= range.from && at <= range.to;
}
