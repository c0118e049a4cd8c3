import type { RecordFact } from "../ports.ts";
import type { SideRecord } from "../record.ts";
import type { FactContext } from "./fact-context.ts";
import { buyerHash, checkoutHash } from "./fact-context.ts";
import { lineFacts } from "./line-fact.ts";

/** A cart's figures for the reports: what was left behind, and whether it was ordered after all. Carts have no stage. */
export function cartFact(record: SideRecord, context: FactContext): RecordFact {
  const { values } = record;
  return {
    shopifyId: record.id,
    kind: "cart",
    createdAt: values.createdAt ?? record.modifiedAt,
    processedAt: null,
    cancelledAt: null,
    completedAt: values.completedAt ?? null,
    deletedAt: context.deletedAt,
    currency: values.currency ?? "",
    total: values.totalPrice ?? "0",
    subtotal: values.subtotalPrice ?? "0",
    tax: values.totalTax ?? "0",
    shipping: values.shippingPrice ?? "0",
    discount: values.totalDiscounts ?? "0",
    refunded: "0",
    status: values.status ?? "abandoned",
    stageId: null,
    source: null,
    isTest: false,
    buyerHash: buyerHash(context, values),
    checkoutHash: checkoutHash(context, values.token),
    lines: lineFacts(record),
  };
}
