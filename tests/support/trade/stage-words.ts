import { orderStageIds } from "#app/sync/objects/orders/stages.ts";
import type { SideRecord, Value } from "#app/sync/record.ts";

/** Where an order of a status stands, by the rule that merchants read. */
const stageOfStatus: Readonly<Record<string, keyof typeof orderStageIds>> = {
  pending: "open",
  authorized: "open",
  partially_paid: "open",
  voided: "open",
  paid: "processed",
  partially_refunded: "processed",
  refunded: "processed",
  cancelled: "cancelled",
};

/** An order in Shopify with the stage that it should have. */
export function withStageWord(record: SideRecord): SideRecord {
  return { ...record, values: { ...record.values, stageId: stageOfStatus[record.values.status ?? ""] ?? null } };
}

/** An order in HubSpot with its stage as a word. */
export function withStageName(record: SideRecord): SideRecord {
  const id = record.values.hs_pipeline_stage;
  const word = Object.entries(orderStageIds).find(([, stage]) => stage === id)?.[0] ?? id ?? null;
  return { ...record, values: { ...record.values, hs_pipeline_stage: word } };
}

/** HubSpot's id of a stage by its word. */
export function stageIdOf(word: Value): Value {
  return (orderStageIds as Readonly<Record<string, string>>)[word ?? ""] ?? null;
}
