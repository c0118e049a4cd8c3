import type { PipelineToMake, StageRule } from "../../definition.ts";
import type { OrderStatus } from "./order-status.ts";

/**
 * The ecommerce pipeline of deals as HubSpot's former shop integration made it. A portal that never had that gets one of the same stages,
 * whose ids HubSpot chooses. Probabilities: what a stage has so far come to in shops, by another tool's pipeline.
 */
const ecommerce = {
  label: "Ecommerce",
  stages: [
    { id: "checkout_abandoned", label: "Checkout Abandoned", probability: "0.1" },
    { id: "checkout_pending", label: "Checkout Pending", probability: "0.2" },
    { id: "checkout_completed", label: "Checkout Completed", probability: "0.6" },
    { id: "processed", label: "Processed", probability: "1.0" },
    { id: "shipped", label: "Shipped", probability: "1.0" },
    { id: "cancelled", label: "Cancelled", probability: "0.0" },
  ],
} as const satisfies PipelineToMake;

const ecommercePipelineId = "75e28846-ad0d-4be2-a027-5e1da6590b98";
type StageId = (typeof ecommerce)["stages"][number]["id"];

/** The stage of the ecommerce pipeline by its former id. */
export const dealStage = (stageId: StageId) => ({ pipelineId: ecommercePipelineId, stageId });

/** Orders and checkouts share it. */
export const dealStageRule = {
  pipelineProperty: "pipeline",
  stageProperty: "dealstage",
  pipeline: ecommerce,
} as const satisfies Partial<StageRule>;

const won = (stageId: "processed" | "shipped") => ({ ...dealStage(stageId), closed: true });

/** An order that is placed has completed its checkout; it is processed once it is paid, and shipped once it is sent. */
const stageByStatus = {
  cancelled: { ...dealStage("cancelled"), closed: true },
  delivered: won("shipped"),
  shipped: won("shipped"),
  refunded: won("processed"),
  partially_refunded: won("processed"),
  paid: won("processed"),
  partially_paid: dealStage("checkout_completed"),
  authorized: dealStage("checkout_completed"),
  pending: dealStage("checkout_completed"),
  voided: dealStage("checkout_completed"),
  expired: dealStage("checkout_completed"),
} as const satisfies Readonly<Record<OrderStatus, StageRule["statuses"][string]>>;

export const orderDealStages = {
  ...dealStageRule,
  statusAttribute: "status",
  statuses: stageByStatus,
} as const satisfies StageRule;
