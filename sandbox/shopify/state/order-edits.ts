import type { LineItemSeed } from "./build-order.ts";
import { makeLine } from "./build-order.ts";
import type { StateContext } from "./context.ts";
import { stamp } from "./context.ts";
import { fromMinor, rateOf, toMinor } from "./money.ts";
import type { OrderAct } from "./order-change.ts";
import { refuseAct } from "./order-change.ts";
import type { EditDelta } from "./order-part-payloads.ts";
import { editPayload } from "./order-part-payloads.ts";
import type { LineItemRecord, OrderRecord, TaxLineRecord } from "./order-records.ts";
import { removeUnits } from "./order-refunds.ts";
import { withStatuses } from "./order-statuses.ts";

export interface EditInput {
  /** Lines to add. Taxable ones are taxed at the order's own rate. */
  add?: LineItemSeed[];
  /** New quantities of lines that are there, 0 to remove one. */
  quantities?: { lineItemId: number; quantity: number }[];
  note?: string | null;
  notify?: boolean;
}

/** Commits an edit: lines keep their ids, removed units stay in `quantity` and leave `currentQuantity`. */
export function editOrder(context: StateContext, order: OrderRecord, input: EditInput): OrderAct {
  if (order.cancelledAt) return refuseAct(["id"], "The order cannot be edited.");
  let lineItems = order.lineItems;
  const additions: EditDelta[] = [];
  const removals: EditDelta[] = [];
  for (const { lineItemId, quantity } of input.quantities ?? []) {
    const line = lineItems.find(({ id }) => id === lineItemId);
    if (!line) return refuseAct(["lineItemId"], "The line item could not be found.", "NOT_FOUND");
    const delta = quantity - line.currentQuantity;
    if (delta === 0) continue;
    if (quantity < 0 || -delta > line.fulfillableQuantity)
      return refuseAct(["quantity"], "Quantity can't be lower than the number of fulfilled items.");
    const after = delta < 0 ? removeUnits(line, -delta, "CANCEL") : addUnits(order, line, delta);
    (delta < 0 ? removals : additions).push({ id: lineItemId, delta: Math.abs(delta) });
    lineItems = lineItems.map((one) => (one.id === lineItemId ? after : one));
  }
  for (const seed of input.add ?? []) {
    if (!Number.isInteger(seed.quantity) || seed.quantity <= 0)
      return refuseAct(["quantity"], "Quantity must be greater than 0.");
    const line = taxed(order, makeLine(context, seed, order.currency));
    additions.push({ id: line.id, delta: line.quantity });
    lineItems = [...lineItems, line];
  }
  if (additions.length + removals.length === 0) return refuseAct(["id"], "There are no staged changes to commit.");
  const edit = {
    id: context.nextId(),
    at: stamp(context),
    note: input.note ?? null,
    notify: input.notify ?? false,
    additions,
    removals,
  };
  return {
    ok: true,
    value: {
      after: withStatuses({ ...order, lineItems, isEdited: true, heldAs: null }),
      parts: [{ topic: "orders/edited", payload: (after, shop) => editPayload(after, edit, shop) }],
    },
  };
}

/** More units of a line cost its price without discount, and the tax of its rates. */
function addUnits(order: OrderRecord, line: LineItemRecord, units: number): LineItemRecord {
  const added = toMinor(line.price, order.currency) * BigInt(units);
  return {
    ...line,
    quantity: line.quantity + units,
    currentQuantity: line.currentQuantity + units,
    fulfillableQuantity: line.giftCard ? 0 : line.fulfillableQuantity + units,
    taxLines: line.taxLines.map((tax) => ({
      ...tax,
      amount: fromMinor(toMinor(tax.amount, order.currency) + rateOf(added, tax.rate), order.currency),
    })),
  };
}

function taxed(order: OrderRecord, line: LineItemRecord): LineItemRecord {
  const known = order.lineItems.flatMap(({ taxLines }) => taxLines)[0];
  if (!line.taxable || known === undefined) return line;
  const price = toMinor(line.price, order.currency) * BigInt(line.quantity);
  const tax: TaxLineRecord = { ...known, amount: fromMinor(rateOf(price, known.rate), order.currency) };
  return { ...line, taxLines: [tax] };
}
