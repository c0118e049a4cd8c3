import { FilterOperatorEnum } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";
import type { ChangesPort } from "#app/sync/ports.ts";
import { HubspotRefusal, translateObjectRefusal } from "../translate-error.ts";
import type { ObjectScope } from "./object-scope.ts";
import { whenOursIsGone } from "./when-ours-is-gone.ts";

const pageSize = 200;

interface Change {
  readonly id: string;
  readonly modifiedAt: string;
}

interface Page {
  readonly total: number;
  readonly changes: readonly Change[];
}

/**
 * What changed since an instant, oldest first, by search. Each page is a search of its own that begins at the last time seen: paging by
 * offset would skip a record whenever an earlier one changes meanwhile and moves to the end, and ends at 10,000 results. More records of
 * one millisecond than a page holds (an import) are walked by id.
 * Of a type that is not ours alone only what bears our key is asked for. Search lags behind writes; the caller overlaps its cursors. Source: developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm.
 */
export function changesOf(scope: ObjectScope): ChangesPort {
  const { modifiedProperty } = scope;
  return {
    async *since(from) {
      let since = new Date(from).getTime();
      let total: number | null = null;
      let seen = new Set<string>();
      for (;;) {
        const page = await search(
          scope,
          [{ name: modifiedProperty, operator: FilterOperatorEnum.Gte, value: String(since) }],
          modifiedProperty,
        );
        total ??= page.total;
        const fresh = page.changes.filter((change) => !seen.has(change.id));
        if (fresh.length > 0) yield { changes: fresh, total };
        const last = page.changes.at(-1);
        if (!last || page.changes.length < pageSize) return;
        const lastAt = new Date(last.modifiedAt).getTime();
        if (lastAt > since) {
          seen = new Set(
            page.changes.filter((change) => new Date(change.modifiedAt).getTime() === lastAt).map(({ id }) => id),
          );
          since = lastAt;
          continue;
        }
        for await (const changes of sameInstant(scope, since)) {
          const rest = changes.filter((change) => !seen.has(change.id) && !fresh.some(({ id }) => id === change.id));
          if (rest.length > 0) yield { changes: rest, total };
        }
        since += 1;
        seen = new Set();
      }
    },
  };
}

/** All records of one millisecond, by ascending id. */
async function* sameInstant(scope: ObjectScope, at: number): AsyncGenerator<readonly Change[]> {
  let afterId = "0";
  for (;;) {
    const { changes } = await search(
      scope,
      [
        { name: scope.modifiedProperty, operator: FilterOperatorEnum.Eq, value: String(at) },
        { name: "hs_object_id", operator: FilterOperatorEnum.Gt, value: afterId },
      ],
      "hs_object_id",
    );
    if (changes.length > 0) yield changes;
    const last = changes.at(-1);
    if (!last || changes.length < pageSize) return;
    afterId = last.id;
  }
}

async function search(
  scope: ObjectScope,
  filters: readonly { name: string; operator: FilterOperatorEnum; value: string }[],
  sortBy: string,
): Promise<Page> {
  if (!scope.isShared) return await searchAll(scope, filters, sortBy);
  const ours = [...filters, { name: scope.keyProperty, operator: FilterOperatorEnum.HasProperty }];
  const none = { total: 0, changes: [] };
  return await whenOursIsGone(scope, scope.keyProperty, () => searchAll(scope, ours, sortBy), none);
}

async function searchAll(
  scope: ObjectScope,
  filters: readonly { name: string; operator: FilterOperatorEnum; value?: string }[],
  sortBy: string,
): Promise<Page> {
  try {
    const answer = await scope.api.search.doSearch(scope.objectType, {
      filterGroups: [
        {
          filters: filters.map(({ name, operator, value }) => ({
            propertyName: name,
            operator,
            ...(value === undefined ? {} : { value }),
          })),
        },
      ],
      // The client calls a sort a string; HubSpot takes an object.
      sorts: [{ propertyName: sortBy, direction: "ASCENDING" } as unknown as string],
      properties: [scope.modifiedProperty],
      limit: pageSize,
    });
    const changes = answer.results.map(({ id, properties, updatedAt }) => ({
      id,
      modifiedAt: new Date(properties[scope.modifiedProperty] ?? updatedAt).toISOString(),
    }));
    return { total: answer.total, changes };
  } catch (error) {
    throw error instanceof HubspotRefusal ? translateObjectRefusal(error) : error;
  }
}
