import { GraphQLError } from "graphql";
import type { Args } from "./call.ts";

export interface Position {
  value: string | number;
  id: number;
}

export interface Page<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const MAX_PAGE = 250;
const MAX_DEPTH = 25_000;

/**
 * One page of items that stand in their order, falling when `reverse` is asked for. A cursor names the last item's sort value and id, so that a page goes on at
 * the right place though records came or went in between.
 */
export function paginate<T>(items: T[], positionOf: (item: T) => Position, args: Args, isAll = false): Page<T> {
  if (isAll) return everything(items);
  const { first, last } = checkPage(args);
  let from = 0;
  let to = items.length;
  const descending = args.reverse === true;
  const compare = (item: T, cursor: Position) => (descending ? -1 : 1) * order(positionOf(item), cursor);
  if (typeof args.after === "string") from = findBound(items, (item) => compare(item, decode(args.after)) > 0);
  if (typeof args.before === "string") to = findBound(items, (item) => compare(item, decode(args.before)) >= 0);
  if (from >= MAX_DEPTH)
    throw new GraphQLError(`Pagination is limited to ${MAX_DEPTH} objects: filter the list, or use a bulk operation.`, {
      extensions: { code: "PAGINATION_LIMIT_EXCEEDED" },
    });
  const start = last === undefined ? from : Math.max(from, to - last);
  const end = first === undefined ? to : Math.min(to, from + first);
  const page = items.slice(start, end);
  const edges = page.map((node) => ({ cursor: encode(positionOf(node)), node }));
  return {
    edges,
    nodes: page,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A bulk operation reads all nodes and no cursors: making 100,000 of them would hold everybody else up. */
function everything<T>(nodes: T[]): Page<T> {
  return {
    edges: [],
    nodes,
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  };
}

function checkPage(args: Args): { first: number | undefined; last: number | undefined } {
  const first = typeof args.first === "number" ? args.first : undefined;
  const last = typeof args.last === "number" ? args.last : undefined;
  if (first === undefined && last === undefined) throw new GraphQLError("you must provide one of first or last");
  if (first !== undefined && last !== undefined)
    throw new GraphQLError("providing both first and last is not supported");
  for (const [name, size] of [
    ["first", first],
    ["last", last],
  ] as const) {
    if (size !== undefined && size > MAX_PAGE) throw new GraphQLError(`${name} cannot exceed ${MAX_PAGE}`);
    if (size !== undefined && size < 0) throw new GraphQLError(`${name} cannot be negative`);
  }
  return { first, last };
}

function order(one: Position, other: Position): number {
  if (one.value < other.value) return -1;
  if (one.value > other.value) return 1;
  return one.id - other.id;
}

/** Index of the first item that passes, in a list whose passing items all stand at its end. */
function findBound<T>(items: T[], passes: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && passes(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function encode(position: Position): string {
  return Buffer.from(JSON.stringify({ last_id: position.id, last_value: position.value })).toString("base64");
}

function decode(cursor: unknown): Position {
  try {
    const { last_id: id, last_value: value } = JSON.parse(Buffer.from(String(cursor), "base64").toString());
    if (typeof id === "number" && (typeof value === "string" || typeof value === "number")) return { id, value };
  } catch (cause) {
    throw new GraphQLError(`Invalid cursor for current pagination sort.`, { originalError: cause as Error });
  }
  throw new GraphQLError("Invalid cursor for current pagination sort.");
}
