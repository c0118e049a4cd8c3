import { recordKey } from "#app/sync/plan/plan-create.ts";
import type { WantedAssociation } from "#app/sync/ports.ts";
import type { AssociationWish } from "#app/sync/record.ts";
import type { EngineContext } from "./context.ts";
import { isInHubspot, rewriteSettlement } from "./rewrite-settlement.ts";
import type { Unit } from "./unit.ts";
import { writeIsolated } from "./write-isolated.ts";

type Guest = AssociationWish & { readonly email: string };

const fold = (email: string): string => email.trim().toLowerCase();

/**
 * Notes with each settled record what it belongs with. The other end need not be there: the wish waits for it. A person of whom Shopify
 * has nothing but an e-mail address (a guest's order) is found among HubSpot's contacts, or made there, at once: the address is not kept.
 */
export async function attachAssociations(context: EngineContext, units: readonly Unit[]): Promise<void> {
  if (!context.definition.associations) return;
  const wishing = units.filter(
    (unit) => unit.read.shopify?.associations !== undefined && isInHubspot(unit) && !isUnchanged(unit),
  );
  if (wishing.length === 0) return;
  const guests = await findGuests(context, wishing);
  for (const unit of wishing) {
    const shopifyId = unit.ids.shopify ?? "";
    const wanted = wishesOf(context, unit).flatMap((wish) => toWanted(wish, guests));
    rewriteSettlement(unit, (settlement) => ({ ...settlement, associations: { shopifyId, wanted } }));
  }
}

/** Of what the record belongs with in Shopify that which HubSpot associates with records of this kind. */
function wishesOf({ definition }: EngineContext, { read }: Unit): readonly AssociationWish[] {
  const { associations = [] } = definition;
  return (read.shopify?.associations ?? []).filter(({ to }) => associations.some((one) => one.to === to));
}

/** Settled without a comparison: as it was, associations included. */
function isUnchanged(unit: Unit): boolean {
  return unit.plan === null;
}

function toWanted(wish: AssociationWish, guests: ReadonlyMap<string, string>): WantedAssociation[] {
  const label = wish.label ?? null;
  if (wish.id !== null) return [{ to: wish.to, toId: wish.id, toHubspotId: null, label }];
  const contactId = wish.email ? guests.get(fold(wish.email)) : undefined;
  return contactId ? [{ to: wish.to, toId: null, toHubspotId: contactId, label }] : [];
}

/** @returns contacts' HubSpot ids by e-mail address. An address that HubSpot takes for none is left out. */
async function findGuests(context: EngineContext, units: readonly Unit[]): Promise<ReadonlyMap<string, string>> {
  const guests = new Map<string, Guest>();
  for (const wish of units.flatMap((unit) => wishesOf(context, unit))) {
    if (wish.id === null && wish.email) guests.set(fold(wish.email), { ...wish, email: fold(wish.email) });
  }
  const found = new Map<string, string>();
  if (guests.size === 0) return found;
  const port = context.vendors.records(context.connection, "customers", "hubspot", context.lane);
  for (const [email, [contact]] of await port.findBy("email", [...guests.keys()])) {
    if (contact) found.set(email, contact.id);
  }
  const missing = [...guests.values()].filter(({ email }) => !found.has(email));
  if (missing.length === 0 || !(await context.mayWrite([]))) return found;
  const results = await writeIsolated(
    port,
    missing.map(({ email, names }) => ({
      kind: "create",
      ref: email,
      // Says which shop made the contact; should the guest become a customer, they are matched by their address.
      key: recordKey(context.connection.shop, `guest-${context.hash(context.connectionId, "guest", email)}`),
      values: { ...names, email },
    })),
  );
  for (const [email, result] of results) {
    if (result.kind === "written") found.set(email, result.record.id);
    else if (result.kind === "held") found.set(email, result.holderId);
    else if (result.kind === "failed" && result.error.kind !== "permanent") throw result.error;
  }
  return found;
}
