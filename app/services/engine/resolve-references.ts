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
