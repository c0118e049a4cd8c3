import type { EngineContext } from "./context.ts";
import { findFigures } from "./share-figures.ts";
import type { Unit } from "./unit.ts";

/**
 * Finds whether this shop writes the one-way fields of the HubSpot records concerned: of the portal's connected shops it is
 * the one that linked the record first. Asked for each batch anew, for a shop that comes or goes changes it; and so is what the
 * portal's other shops hold of them.
 */
export async function findOwners(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const ids = units.flatMap((unit) => unit.ids.hubspot ?? []);
  if (ids.length === 0) return;
  const elsewhere = await context.store.ownedByOtherShops(context.connection, context.definition.key, ids);
  for (const unit of units) {
    if (!unit.ids.hubspot) continue;
    unit.owner = !elsewhere.has(unit.ids.hubspot);
    if (unit.link) continue;
    const shop = unit.read.hubspot?.values[context.definition.hubspot.shopProperty];
    unit.ofOtherShop = !unit.owner || (shop !== undefined && shop !== null && shop !== context.connection.shop);
  }
  await findFigures(context, units);
}
