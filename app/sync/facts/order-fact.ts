import type { RecordFact } from "../ports.ts";
import type { SideRecord } from "../record.ts";
import type { FactContext } from "./fact-context.ts";
import { buyerHash, checkoutHash } from "./fact-context.ts";
import { lineFacts } from "./line-fact.ts";

/**
 * An order's figures for the reports. `total` is what it comes to after edits and before refunds, so that `total` less `refunded` is what
 * the shop keeps; Shopify's present total has the refunds taken off already. The other amounts and the lines are the present ones. A
 * deleted order counts as cancelled then, unless it was before.
 */
export function orderFact(record: SideRecord, context: FactContext): RecordFact {
  const { values } = record;
  const isDeleted = context.deletedAt !== null;
  return {
    shopifyId: record.id,
    kind: "order",
    createdAt: values.createdAt ?? record.modifiedAt,
    processedAt: values.processedAt ?? null,
    cancelledAt: values.cancelledAt ?? context.deletedAt,
    completedAt: null,
    deletedAt: context.deletedAt,
    currency: values.currency ?? "",
    total: values.grossTotal ?? "0",
    subtotal: values.subtotalPrice ?? "0",
    tax: values.totalTax ?? "0",
    shipping: values.shippingPrice ?? "0",
    discount: values.totalDiscounts ?? "0",
    refunded: values.refundedAmount ?? "0",
    status: isDeleted ? "cancelled" : (values.status ?? "pending"),
    stageId: context.stageId,
    source: values.sourceName ?? null,
    isTest: values.isTest === "true",
    buyerHash: buyerHash(context, values),
    checkoutHash: checkoutHash(context, values.checkoutToken),
    lines: lineFacts(record),
  };
}
