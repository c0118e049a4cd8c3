import type { Side } from "#app/sync/record.ts";
import type { Db } from "./db.server.ts";
import { inShop } from "./db.server.ts";

export interface SeenDelivery {
  readonly shop: string;
  readonly vendor: Side;
  readonly deliveryId: string;
  readonly topic: string;
}

/** @returns whether this delivery is new; it is known from now on. */
export async function firstDelivery(db: Db, { shop, vendor, deliveryId, topic }: SeenDelivery): Promise<boolean> {
  const { count } = await inShop(db, shop, (tx) =>
    tx.delivery.createMany({ data: [{ shop, vendor, deliveryId, topic }], skipDuplicates: true }),
  );
  return count === 1;
}

/** Forgets a delivery whose work failed, so that its repetition is not taken for a duplicate. */
export async function forgetDelivery(db: Db, { shop, vendor, deliveryId }: Omit<SeenDelivery, "topic">): Promise<void> {
  await inShop(db, shop, (tx) => tx.delivery.deleteMany({ where: { shop, vendor, deliveryId } }));
}
