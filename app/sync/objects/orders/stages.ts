import type { StageRule } from "../../definition.ts";
import type { OrderStatus } from "./order-status.ts";

/** HubSpot's own order pipeline and stages: the same ids in every portal, whatever their labels were changed to. */
const orderPipelineId = "14a2e10e-5471-408a-906e-c51f3b04369e";
export const orderStageIds = {
  open: "4b27b500-f031-4927-9811-68a0b525cbae",
  processed: "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03",
  shipped: "aa99e8d0-c1d5-4071-b915-d240bbb1aed9",
  delivered: "3725360f-519b-4b18-a593-494d60a29c9f",
  cancelled: "3c85a297-e9ce-400b-b42e-9f16853d69d6",
} as const;

const at = (stage: keyof typeof orderStageIds) => ({ pipelineId: orderPipelineId, stageId: orderStageIds[stage] });

/** Every status with its stage, unless the merchant chose another. */
const stageByStatus = {
  cancelled: at("cancelled"),
  delivered: at("delivered"),
  shipped: at("shipped"),
  refunded: at("processed"),
  partially_refunded: at("processed"),
  paid: at("processed"),
  partially_paid: at("open"),
  authorized: at("open"),
  pending: at("open"),
  voided: at("open"),
  expired: at("open"),
} as const satisfies Readonly<Record<OrderStatus, ReturnType<typeof at>>>;

export const orderStages = {
  pipelineProperty: "hs_pipeline",
  stageProperty: "hs_pipeline_stage",
  statusAttribute: "status",
  statuses: stageByStatus,
} as const satisfies StageRule;
