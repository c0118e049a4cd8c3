import type { MainObjectKey } from "#app/sync/record.ts";
import type { AdminDocument } from "./documents/admin-document.ts";
import { searchCheckouts, searchCompanies, searchCustomers, searchOrders, searchProducts } from "./documents/search.ts";
import { idOf } from "./gid.ts";
import type { PortScope } from "./port-scope.ts";
import { unexplained } from "./unexplained.ts";

/** Not more than a person looks through. */
const most = 10;

// Shopify's own words of a search: what a person typed is looked for as it is.
const syntax = /["\\():*]/g;

/**
 * Ids of records that Shopify finds by what a person typed, best first: names, addresses and the like, as in the admin's search.
 * @throws SyncError as reading does
 */
export async function searchRecords(scope: PortScope, object: MainObjectKey, text: string): Promise<readonly string[]> {
  const query = text.replace(syntax, " ").trim();
  if (query === "") return [];
  const ask = async <Data>(document: AdminDocument<Data, { query: string; first: number }>, cost: number) => {
    const { client, shop, lane } = scope;
    const { data, errors } = await client.request({ shop, lane, document, variables: { query, first: most }, cost });
    if (errors.length > 0) throw unexplained(errors);
    return data;
  };
  const ids = (nodes: readonly { readonly id: string }[]) => nodes.map(({ id }) => idOf(id));
  switch (object) {
    case "customers":
      return ids((await ask(searchCustomers, most + 2)).customers.nodes);
    case "companies":
      return ids((await ask(searchCompanies, most + 2)).companies.nodes);
    case "products":
      return ids((await ask(searchProducts, most * 7)).products.nodes.flatMap(({ variants }) => variants.nodes));
    case "orders":
      return ids((await ask(searchOrders, most + 2)).orders.nodes);
    case "carts":
      return ids((await ask(searchCheckouts, most + 2)).abandonedCheckouts.nodes);
  }
}
