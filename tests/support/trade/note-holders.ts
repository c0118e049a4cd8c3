import type { Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import type { TradeWorld } from "./trade-world.ts";

/** Who bore which address until when, and since when there is each order; in steps of the history. */
export interface Holders {
  step: number;
  /** `side:id address` → the last step at which the person had it */
  readonly heldUntil: Map<string, number>;
  /** by Shopify id: the last step at which the order was not there */
  readonly ordersSince: Map<string, number>;
}

export function noHolders(): Holders {
  return { step: 0, heldUntil: new Map(), ordersSince: new Map() };
}

/** Looks at everybody's address, after each step: a guest is who bore the order's address when the order was looked at. */
export async function noteHolders(world: TradeWorld, holders: Holders): Promise<void> {
  const before = holders.step;
  holders.step += 1;
  for (const id of await world.ids("shopify", "orders"))
    if (!holders.ordersSince.has(id)) holders.ordersSince.set(id, before);
  for (const side of sides)
    for (const [id, email] of await world.addresses(side))
      if (email) holders.heldUntil.set(nameOf(side, id, email), holders.step);
}

/** Whether a person bore an address at a time when an order was there. */
export function heldWithOrder(
  holders: Holders,
  orderId: string,
  person: readonly [Side, string],
  email: string,
): boolean {
  const until = holders.heldUntil.get(nameOf(person[0], person[1], email));
  return until !== undefined && until >= (holders.ordersSince.get(orderId) ?? 0);
}

const nameOf = (side: Side, id: string, email: string): string => `${side}:${id} ${email.toLowerCase()}`;
