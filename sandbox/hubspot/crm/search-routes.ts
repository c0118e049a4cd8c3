import type { Route } from "#sandbox/http/serve.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { readValue } from "#sandbox/hubspot/crm/crm-record.ts";
import { matchesFilter, toComparable } from "#sandbox/hubspot/crm/match-filter.ts";
import { presentRecord } from "#sandbox/hubspot/crm/present-record.ts";
import type { Search } from "#sandbox/hubspot/crm/read-search.ts";
import { readSearch } from "#sandbox/hubspot/crm/read-search.ts";
import type { ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";
import { RATE_POLICIES } from "#sandbox/hubspot/rate-limiter.ts";
import { readObject, scopesFor, spaceOf } from "#sandbox/hubspot/read-input.ts";

function matchesQuery({ type }: ObjectSpace, record: CrmRecord, query: string): boolean {
  const wanted = query.toLowerCase();
  return type.searchableProperties.some((name) => readValue(type, record, name)?.toLowerCase().includes(wanted));
}

/** Records without the value come last either way; equal values keep the order of their ids. */
function compare({ type }: ObjectSpace, sort: NonNullable<Search["sort"]>): (a: CrmRecord, b: CrmRecord) => number {
  const { definition, isDescending } = sort;
  return (a, b) => {
    const [left, right] = [readValue(type, a, definition.name), readValue(type, b, definition.name)];
    if (!left || !right) return Number(!left) - Number(!right);
    const [x, y] = [toComparable(definition.type, left), toComparable(definition.type, right)];
    if (x === y) return 0;
    return x < y === isDescending ? 1 : -1;
  };
}

/** The records that search can see and that match, in the order asked for. */
function findMatches(space: ObjectSpace, search: Pick<Search, "groups" | "query" | "sort">): CrmRecord[] {
  const { groups, query, sort } = search;
  const matches = space.index
    .all()
    .filter(
      (record) =>
        (groups.length === 0 ||
          groups.some((group) => group.every((filter) => matchesFilter(space.type, record, filter)))) &&
        (query === "" || matchesQuery(space, record, query)),
    );
  return sort ? matches.sort(compare(space, sort)) : matches;
}

const search: ApiHandler = ({ request, portal }) => {
  const space = spaceOf(portal, request);
  const wanted = readSearch(space, readObject(request), request.rawBody.length);
  const matches = findMatches(space, wanted);
  const end = wanted.after + wanted.limit;
  const page = matches.slice(wanted.after, end);
  return {
    status: 200,
    body: {
      total: matches.length,
      results: page.map((record) => presentRecord(space, record, { properties: wanted.properties })),
      ...(end < matches.length ? { paging: { next: { after: String(end) } } } : {}),
    },
  };
};

/** Search: lagging, limited to 10,000 results a query, with a rate limit of its own. */
export function searchRoutes(world: HubspotWorld): Route[] {
  return crmRoutes(
    world,
    "POST",
    "objects",
    "/:type/search",
    { scopes: scopesFor("read"), policy: RATE_POLICIES.search },
    search,
  );
}
