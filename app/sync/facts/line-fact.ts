import type { RecordFact } from "../ports.ts";
import type { SideRecord } from "../record.ts";

/** Figures of a record's lines as they stand. */
export function lineFacts({ children }: SideRecord): RecordFact["lines"] {
  return (children ?? []).map(({ values }) => ({
    productId: values.productId ?? null,
    variantId: values.variantId ?? null,
    title: values.title ?? "",
    quantity: Number(values.quantity ?? "0"),
    amount: values.amount ?? "0",
  }));
}
