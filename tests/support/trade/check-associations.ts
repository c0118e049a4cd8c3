import type { AssociationWish, MainObjectKey, SideRecord } from "#app/sync/record.ts";
import type { Present } from "./check-trade.ts";
import { breach } from "./check-trade.ts";
import type { Holders } from "./note-holders.ts";
import { heldWithOrder } from "./note-holders.ts";
import type { TradeWorld } from "./trade-world.ts";

const ends = [
  ["companies", "customers"],
  ["orders", "customers"],
  ["orders", "companies"],
  ["orders", "carts"],
  ["carts", "customers"],
] as const;

/** A record in step is associated with exactly those in HubSpot that it belongs with in Shopify and that are linked there. */
export async function checkAssociations(world: TradeWorld, present: Present, holders: Holders): Promise<void> {
  for (const [from, to] of ends) {
    const now = present.get(from);
    for (const { status, shopifyId, hubspotId } of now?.states ?? []) {
      const record = now?.shopify.get(shopifyId ?? "");
      if (status !== "in_sync" || !record || !hubspotId) continue;
      const expected = [...new Set(wantedIds(present, record, to))].sort();
      const found = [...(await world.associated(from, hubspotId, to))].sort();
      if (isFormerHolder(present, holders, record, to, found)) continue;
      // What it belonged with may be gone in Shopify, which is not carried over: HubSpot's record stays, and so does the association.
      const isAllThere = (record.associations ?? []).every((wish) => wish.to !== to || isThere(present, wish));
      const kept = isAllThere ? found : found.filter((id) => expected.includes(id));
      if (expected.join() !== kept.join()) throw breach(`${from} belong with ${to}`, { record, expected, found });
    }
  }
}

function wantedIds(present: Present, { associations = [] }: SideRecord, to: MainObjectKey): string[] {
  const now = present.get(to);
  return associations
    .filter((wish) => wish.to === to)
    .flatMap((wish) => {
      if (wish.id === null) return contactOf(present, wish.email);
      const token = wish.id.startsWith("token:") ? wish.id.slice("token:".length) : null;
      const ids =
        token === null
          ? [wish.id]
          : [...(now?.shopify.values() ?? [])].filter(({ groupId }) => groupId === token).map(({ id }) => id);
      const linked = now?.states.filter((state) => ids.includes(state.shopifyId ?? "") && state.status !== "excluded");
      return (linked ?? []).flatMap(({ hubspotId }) => (hubspotId && now?.hubspot.has(hubspotId) ? [hubspotId] : []));
    });
}

function isThere(present: Present, { to, id }: AssociationWish): boolean {
  return id === null || id.startsWith("token:") || present.get(to)?.shopify.has(id) === true;
}

/**
 * A guest's order belongs with whom the address named when the order was looked at. That person may bear another one by now, which is no
 * change of the order's; but they did bear it while the order was there, in HubSpot or as the customer that they are in Shopify.
 */
function isFormerHolder(
  present: Present,
  holders: Holders,
  { id, associations = [] }: SideRecord,
  to: MainObjectKey,
  found: readonly string[],
): boolean {
  const [guest, ...more] = associations.filter((wish) => wish.to === to);
  const [contactId, ...others] = found;
  if (guest?.id !== null || !guest.email || more.length > 0 || contactId === undefined || others.length > 0)
    return false;
  const customers = present.get("customers");
  const contact = customers?.hubspot.get(contactId);
  if (!contact || contact.values.email === guest.email) return false;
  const customerIds = customers?.states.flatMap(({ hubspotId, shopifyId }) =>
    hubspotId === contactId && shopifyId ? [shopifyId] : [],
  );
  const persons = [["hubspot", contactId] as const, ...(customerIds ?? []).map((one) => ["shopify", one] as const)];
  return persons.some((person) => heldWithOrder(holders, id, person, guest.email ?? ""));
}

function contactOf(present: Present, email: string | undefined): string[] {
  const contacts = [...(present.get("customers")?.hubspot.values() ?? [])];
  return contacts.filter(({ values }) => values.email === email).map(({ id }) => id);
}
