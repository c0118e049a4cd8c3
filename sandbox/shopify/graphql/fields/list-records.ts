import type { ShopState } from "../../state.ts";
import type { Args, Call, Node } from "../call.ts";
import type { Page, Position } from "../paginate.ts";
import { paginate } from "../paginate.ts";
import type { SearchTable } from "../search/match-search.ts";
import { compileSearch } from "../search/match-search.ts";

/** How one kind of record is listed, sorted and searched. */
export interface Listing<T extends { id: number }> {
  typename: string;
  /** The connection's field, named in search warnings. */
  path: string;
  read: (state: ShopState) => T[];
  sortKeys: Record<string, (item: T) => string | number>;
  search: SearchTable<T>;
  /** Leaves out what this app may not see. */
  isVisible?: (item: T) => boolean;
}

interface Sorted {
  version: number;
  items: unknown[];
}

// Sorting 100,000 customers for every page of 250 would cost more than everything else together.
const cache = new WeakMap<ShopState, Map<string, Sorted>>();

/** A page of a connection as asked for by its arguments; in a bulk operation, everything. */
export function listRecords<T extends { id: number }>(listing: Listing<T>, args: Args, call: Call): Page<Node<T>> {
  const sortKey = String(args.sortKey ?? "ID");
  const keyOf = listing.sortKeys[sortKey] ?? ((item: T) => item.id);
  const sorted = sortedItems(listing, sortKey, keyOf, call.state);
  const matching = filterItems(listing, sorted, args, call);
  const items = args.reverse === true ? matching.toReversed() : matching;
  const page = paginate(items, (item): Position => ({ value: keyOf(item), id: item.id }), args, call.isBulk);
  return wrap(page, listing.typename);
}

export function countRecords<T extends { id: number }>(listing: Listing<T>, args: Args, call: Call) {
  const count = filterItems(listing, listing.read(call.state), args, call).length;
  const limit = typeof args.limit === "number" ? args.limit : null;
  return limit !== null && count > limit ? { count: limit, precision: "AT_LEAST" } : { count, precision: "EXACT" };
}

function filterItems<T extends { id: number }>(listing: Listing<T>, items: T[], args: Args, call: Call): T[] {
  const query = typeof args.query === "string" ? args.query.trim() : "";
  const visible = listing.isVisible ? items.filter(listing.isVisible) : items;
  if (query === "") return visible;
  const search = compileSearch(query, listing.search, call.state.now());
  if (search.unknown.length > 0)
    call.searchNotes.push({
      path: [listing.path],
      query,
      warnings: search.unknown.map((field) => ({ field, message: "Invalid search field for this query." })),
    });
  return visible.filter(search.matches);
}

function sortedItems<T extends { id: number }>(
  listing: Listing<T>,
  sortKey: string,
  keyOf: (item: T) => string | number,
  state: ShopState,
): T[] {
  const lists = cache.get(state) ?? new Map<string, Sorted>();
  cache.set(state, lists);
  const key = `${listing.typename}.${sortKey}`;
  const known = lists.get(key);
  if (known?.version === state.version()) return known.items as T[];
  const items = listing.read(state).sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    return one < other ? -1 : one > other ? 1 : a.id - b.id;
  });
  lists.set(key, { version: state.version(), items });
  return items;
}

/** The same page with records dressed as nodes of this type. */
export function wrap<T>(page: Page<T>, typename: string): Page<Node<T>> {
  const dress = (of: T): Node<T> => ({ __typename: typename, of });
  return {
    ...page,
    nodes: page.nodes.map(dress),
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: dress(node) })),
  };
}

/** A page of records that hang on another one, in the order they stand. */
export function listOwned<T extends { id: number }>(
  items: T[],
  typename: string,
  args: Args,
  call: Call,
): Page<Node<T>> {
  const list = args.reverse === true ? items.toReversed() : items;
  // A bulk operation needs no places: working them out for 300,000 lines would take most of its time.
  if (call.isBulk)
    return wrap(
      paginate(list, (item) => ({ value: 0, id: item.id }), args, true),
      typename,
    );
  // Position in the list, not the id, so that an order of the owner's own survives.
  const index = new Map(items.map((item, at) => [item.id, at]));
  return wrap(
    paginate(list, (item) => ({ value: index.get(item.id) ?? 0, id: item.id }), args, call.isBulk),
    typename,
  );
}
