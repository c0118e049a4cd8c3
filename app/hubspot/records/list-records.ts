import type { HubspotPagesPort } from "#app/sync/ports.ts";
import { HubspotRefusal, translateRefusal } from "../translate-error.ts";
import { flattenRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";

/**
 * All records of an object, 100 a page. Property names go into the address, which HubSpot refuses beyond some 15,000 characters (414):
 * a definition's own fields stay far below.
 */
export function pagesOf(scope: ObjectScope): HubspotPagesPort {
  return {
    async page(after) {
      try {
        const { results, paging } = await scope.api.basic.getPage(scope.objectType, 100, after ?? undefined, [
          ...scope.properties,
        ]);
        return { records: results.map((record) => flattenRecord(scope, record)), after: paging?.next?.after ?? null };
      } catch (error) {
        throw error instanceof HubspotRefusal ? translateRefusal(error) : error;
      }
    },
  };
}
