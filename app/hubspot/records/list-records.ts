import type { HubspotPagesPort } from "#app/sync/ports.ts";
import { HubspotRefusal, translateObjectRefusal } from "../translate-error.ts";
import { flattenRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";
import { batchRead, batchSize } from "./read-records.ts";

// HubSpot's edge refuses an address of some 15,000 characters (414); a path and a cursor go with the names.
const longestNames = 14_000;

/**
 * All records of an object, 100 a page. Property names go into a page's address; those too many for it are read in a batch of their own,
 * for which ids are enough: a record that is gone by then is left out.
 */
export function pagesOf(scope: ObjectScope): HubspotPagesPort {
  const isShort = scope.properties.reduce((sum, name) => sum + `properties=${name}&`.length, 0) <= longestNames;
  const properties = isShort ? [...scope.properties] : ["hs_object_id"];
  return {
    async page(after) {
      try {
        const { results, paging } = await scope.api.basic.getPage(
          scope.objectType,
          batchSize,
          after ?? undefined,
          properties,
        );
        const ids = results.map(({ id }) => id);
        const records = isShort || ids.length === 0 ? results : await batchRead(scope, ids, {});
        return { records: records.map((record) => flattenRecord(scope, record)), after: paging?.next?.after ?? null };
      } catch (error) {
        throw error instanceof HubspotRefusal ? translateObjectRefusal(error) : error;
      }
    },
  };
}
