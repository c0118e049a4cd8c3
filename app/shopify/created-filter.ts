import type { CreatedWindow } from "#app/sync/ports.ts";

/**
 * A window as a search filter: null when it is open on both ends. Whole seconds are all that Shopify's search compares; both ends are
 * rounded down, so that windows that meet leave nothing out.
 * @param name the filter that the listing has for the created-at date: `created_at`, of customers `customer_date`
 */
export function createdFilter(name: string, window: CreatedWindow | undefined): string | null {
  const terms = [
    window?.createdFrom && `${name}:>='${wholeSecond(window.createdFrom)}'`,
    window?.createdBefore && `${name}:<'${wholeSecond(window.createdBefore)}'`,
  ].filter(Boolean);
  return terms.length > 0 ? terms.join(" AND ") : null;
}

/** A listing's arguments in a bulk operation's query, which takes no variables. Shopify wants ranges sorted by what they filter. */
export function createdArguments(filter: string | null): string {
  return filter === null ? "" : `(query: ${JSON.stringify(filter)}, sortKey: CREATED_AT)`;
}

/** @returns an instant as Shopify's search compares it, rounded down. */
export function wholeSecond(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
