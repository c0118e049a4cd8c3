import type { SideRecord } from "#app/sync/record.ts";
import { HubspotRefusal, translateObjectRefusal } from "../translate-error.ts";
import { flattenRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";

/** Not more than a person looks through. */
const most = 10;
const longestQuery = 200;

/**
 * Records that HubSpot finds by what a person typed, in the properties that it searches by itself (names, e-mail addresses, phones,
 * domains). A search has a rate limit of its own, and lags behind writes.
 * Source: developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm.
 */
export async function searchByWords(scope: ObjectScope, text: string): Promise<readonly SideRecord[]> {
  try {
    const answer = await scope.api.search.doSearch(scope.objectType, {
      query: text.slice(0, longestQuery),
      properties: [...scope.properties],
      limit: most,
    });
    return answer.results.map((record) => flattenRecord(scope, record));
  } catch (error) {
    throw error instanceof HubspotRefusal ? translateObjectRefusal(error) : error;
  }
}
