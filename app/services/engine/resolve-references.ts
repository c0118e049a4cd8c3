import type { SideRecord } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";

/** Fills the attributes that hold another record's HubSpot id, by one query an object; blank while the other is not linked. */
export async function resolveReferences(
  context: EngineContext,
  records: readonly SideRecord[],
): Promise<readonly SideRecord[]> {
  const { references = [] } = context.definition;
  if (references.length === 0) return records;
  const resolved = new Map<string, ReadonlyMap<string, string>>();
  for (const { attribute, to } of references) {
    const ids = [...new Set(records.flatMap(({ values }) => values[attribute] ?? []))];
    const links = await context.store.links(context.connection, to, "shopify", ids);
    resolved.set(attribute, new Map(links.map((link) => [link.shopifyId, link.hubspotId])));
  }
  return records.map((record) => {
    const found = references.map(({ attribute, as }) => {
      const id = record.values[attribute];
      return [as, (id ? resolved.get(attribute)?.get(id) : null) ?? null] as const;
    });
    return { ...record, values: { ...record.values, ...Object.fromEntries(found) } };
  });
}

/**
 * The records, as `object:id`, that these refer to and that are being looked at: about to get a counterpart, it may be. To be asked before
 * the references are resolved, for settling one ends its change and links it at once.
 */
export async function findUnderWay(
  context: EngineContext,
  records: readonly SideRecord[],
): Promise<ReadonlySet<string>> {
  const underWay = new Set<string>();
  for (const { attribute, to } of context.definition.references ?? []) {
    const ids = new Set(records.flatMap(({ values }) => values[attribute] ?? []));
    const refs = [...ids].map((id) => ({ side: "shopify", id }) as const);
    for (const { id } of await context.store.pending(context.connection, to, refs)) underWay.add(`${to}:${id}`);
  }
  return underWay;
}

/** Whether a record refers to one of these and has not got its counterpart. */
export function waitsFor(
  { definition }: EngineContext,
  { values }: SideRecord,
  underWay: ReadonlySet<string>,
): boolean {
  return (definition.references ?? []).some(
    ({ attribute, to, as }) => values[as] === null && underWay.has(`${to}:${values[attribute]}`),
  );
}
