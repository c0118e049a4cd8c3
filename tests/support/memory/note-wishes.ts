import type { RecordLink, Settlement } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import type { AssociationRow, Tables } from "./tables.ts";

type Wanted = NonNullable<Settlement["associations"]>;

/** The record is to be associated with these and nothing else: what is new, or no longer wanted, becomes due. */
export function noteWishes({ associations }: Tables, object: ObjectKey, { shopifyId, wanted }: Wanted, dueAt: string) {
  const rows = wanted.map(({ to, toId, toHubspotId, label }) => ({
    ...{ object, to, fromShopifyId: shopifyId },
    ...{ toId: toId ?? "", toHubspotId: toHubspotId ?? "", label: label ?? "" },
  }));
  const keys = new Set(rows.map(keyOf));
  for (const [key, row] of associations) {
    if (row.object !== object || row.fromShopifyId !== shopifyId || !row.wanted || keys.has(key)) continue;
    Object.assign(row, { wanted: false, attempts: 0, dueAt });
  }
  for (const row of rows) {
    const known = associations.get(keyOf(row));
    if (known?.wanted) continue;
    if (known) Object.assign(known, { wanted: true, attempts: 0, dueAt });
    else associations.set(keyOf(row), { ...row, ...fresh, id: keyOf(row), dueAt });
  }
}

/** A record was linked, or linked anew: associations that waited for it, or led elsewhere, are due. */
export function wake({ associations }: Tables, object: ObjectKey, link: RecordLink, dueAt: string): void {
  const names = [link.shopifyId, ...(link.groupId ? [`token:${link.groupId}`] : [])];
  for (const row of associations.values()) {
    const concerns =
      (row.to === object && names.includes(row.toId)) ||
      (row.object === object && row.fromShopifyId === link.shopifyId);
    if (concerns && row.wanted && row.dueAt === null) row.dueAt = dueAt;
  }
}

type Key = Pick<AssociationRow, "object" | "to" | "fromShopifyId" | "toId" | "toHubspotId" | "label">;

function keyOf({ object, fromShopifyId, to, toId, toHubspotId, label }: Key): string {
  return JSON.stringify([object, fromShopifyId, to, toId, toHubspotId, label]);
}

const fresh = {
  wanted: true,
  written: null,
  attempts: 0,
  lastError: null,
  leaseId: null,
  leasedUntil: null,
} satisfies Partial<AssociationRow>;
