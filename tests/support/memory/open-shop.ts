import type { ObjectKey, SideRecord } from "#app/sync/record.ts";
import { MemoryEngine } from "./memory-engine.ts";
import { MemoryMerchant } from "./memory-merchant.ts";
import type { AllSettings } from "./memory-trade-world.ts";
import type { OutcomeRow } from "./tables.ts";

/** A shop whose first syncs are through, with what a test asks of it. */
export interface OpenShop {
  readonly engine: MemoryEngine;
  readonly merchant: MemoryMerchant;
  /** what the product says of a Shopify record */
  readonly outcome: (object: ObjectKey, id: string) => OutcomeRow | undefined;
  /** the HubSpot record that a Shopify record is linked with, if it is there */
  readonly twin: (object: ObjectKey, id: string) => SideRecord | undefined;
}

/** @param prepare makes what is there before the first sync; `beside`: another shop of the same portal */
export async function openShop(
  settings: AllSettings = {},
  prepare: (merchant: MemoryMerchant, engine: MemoryEngine) => void = () => undefined,
  beside: MemoryEngine | null = null,
): Promise<OpenShop> {
  const { customers, ...others } = settings;
  const engine = new MemoryEngine(customers, { companies: {}, products: {}, orders: {}, carts: {}, ...others }, beside);
  const merchant = new MemoryMerchant(engine);
  prepare(merchant, engine);
  for (const object of engine.objects) engine.startBackfill(object);
  await engine.quiet();
  const tables = (object: ObjectKey) => engine.tables.of(object);
  return {
    engine,
    merchant,
    outcome: (object, id) => [...tables(object).outcomes].find(({ shopifyId }) => shopifyId === id),
    twin: (object, id) => engine.hubspotOf(object).records.get(tables(object).links.get(id)?.hubspotId ?? ""),
  };
}

/** Line items of a HubSpot record, by the ids of their lines in Shopify. */
export function lineIdsOf(engine: MemoryEngine, object: "orders" | "carts", hubspotId: string): string[] {
  const part = object === "orders" ? "order_lines" : "cart_lines";
  const lines = [...engine.portal.of(part).records.values()];
  return lines
    .filter(({ id }) => engine.portal.associated(part, id, engine.definitionOf(object)).includes(hubspotId))
    .map(({ values }) => values.tandem_line_id ?? "")
    .sort();
}
