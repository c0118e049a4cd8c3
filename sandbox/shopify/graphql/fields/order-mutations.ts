import { readAddress } from "../../state/check-customer.ts";
import { fromMinor, sumOf, toMinor } from "../../state/money.ts";
import type { CancelReason, OrderRecord, RestockType } from "../../state/order-records.ts";
import { totalsOf } from "../../state/order-totals.ts";
import type { OrderInput } from "../../state/order-update.ts";
import type { AddressRecord, Outcome, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { storeMetafields } from "./metafield-mutations.ts";
import { visibleOrder } from "./order-listing.ts";
import { orderNode, refundNode, transactionNode } from "./order-part-fields.ts";
import type { Input } from "./read-input.ts";
import { readAddressInput, userErrors } from "./read-input.ts";

/** The number of an order that this app may see; -1, which no order has, for any other. */
export function orderIdOf(call: Call, value: unknown): number {
  return visibleOrder(call, idOf(value, "Order"))?.id ?? -1;
}

const answer = (outcome: Outcome<OrderRecord>, prefix: string[] = []) =>
  outcome.ok
    ? { order: orderNode(outcome.value), userErrors: [] }
    : { order: null, userErrors: userErrors(outcome.errors, prefix) };

function update(_: unknown, args: Args, call: Call) {
  const input = args.input as Input;
  const id = orderIdOf(call, input.id);
  const change: OrderInput = {};
  for (const name of ["email", "phone", "note", "poNumber"] as const)
    if (Object.hasOwn(input, name)) change[name] = input[name] as string | null;
  if (Array.isArray(input.tags)) change.tags = input.tags as string[];
  if (Array.isArray(input.customAttributes)) change.customAttributes = readAttributes(input.customAttributes);
  if (input.shippingAddress) {
    const read = readOrderAddress(call, input.shippingAddress as Input, "shippingAddress");
    if (!read.ok) return { order: null, userErrors: read.errors };
    change.shippingAddress = read.value;
  }
  const metafields = ((input.metafields ?? []) as Input[]).map((one) => ({ ...one, ownerId: input.id }));
  const refused = id === -1 ? [] : storeMetafields(metafields, call, true).errors;
  if (refused.length > 0) return { order: null, userErrors: refused };
  const outcome = call.state.orders.update(id, change);
  if (outcome.ok && metafields.length > 0) storeMetafields(metafields, call);
  return answer(outcome);
}

export function readAttributes(input: unknown[]): { key: string; value: string | null }[] {
  return (input as { key: string; value?: string | null }[]).map(({ key, value }) => ({ key, value: value ?? null }));
}

export function readOrderAddress(call: Call, input: Input, field: string): Outcome<AddressRecord> {
  const { address, errors } = readAddress(call.state.nextId(), readAddressInput(input));
  return errors.length > 0 ? { ok: false, errors: userErrors(errors, ["input", field]) } : { ok: true, value: address };
}

function cancel(_: unknown, args: Args, call: Call) {
  const method = args.refundMethod as { originalPaymentMethodsRefund?: boolean } | undefined;
  const outcome = call.state.orders.cancel(orderIdOf(call, args.orderId), {
    reason: args.reason as CancelReason,
    refund: args.refund === true || method?.originalPaymentMethodsRefund === true,
    restock: args.restock === true,
    note: (args.staffNote ?? null) as string | null,
  });
  if (!outcome.ok) {
    const errors = outcome.errors.map((error) => ({ ...error, field: ["orderId"] }));
    return { job: null, jobResult: null, orderCancelUserErrors: errors, userErrors: errors };
  }
  const id = gid("Job", call.state.nextId());
  const order = orderNode(outcome.value);
  return {
    job: { id, done: false },
    jobResult: { __typename: "OrderCancelJobResult", of: { id, done: false, status: "STARTED", order, errors: [] } },
    orderCancelUserErrors: [],
    userErrors: [],
  };
}

interface TransactionInput {
  amount: string;
  kind: string;
}

function refund(_: unknown, args: Args, call: Call) {
  const input = args.input as Input;
  const before = visibleOrder(call, idOf(input.orderId, "Order"));
  const lines = ((input.refundLineItems ?? []) as Input[]).map((line) => ({
    lineItemId: idOf(line.lineItemId, "LineItem"),
    quantity: Number(line.quantity),
    restockType: (line.restockType ?? "NO_RESTOCK") as RestockType,
  }));
  const shipping = input.shipping as { amount?: string; fullRefund?: boolean } | undefined;
  const transactions = (input.transactions ?? []) as TransactionInput[];
  const wrong = transactions.findIndex(({ kind }) => kind !== "REFUND");
  if (wrong !== -1)
    return refundRefused([
      { field: ["transactions", String(wrong), "kind"], message: "Kind must be refund", code: "INVALID" },
    ]);
  const amount = before && moneyBack(before, transactions);
  const outcome = call.state.orders.refund(before?.id ?? -1, {
    lines,
    ...(shipping && { shipping: shipping.fullRefund ? "all" : String(shipping.amount ?? "0") }),
    ...(amount !== undefined && { amount }),
    note: (input.note ?? null) as string | null,
  });
  if (!outcome.ok) return refundRefused(outcome.errors);
  const made = outcome.value.refunds.at(-1);
  return { order: orderNode(outcome.value), refund: made ? refundNode(outcome.value, made) : null, userErrors: [] };
}

const refundRefused = (errors: Refusal[]) => ({ order: null, refund: null, userErrors: errors });

/** Only the transactions that were asked for move money; without any, a paid order gives back its lines alone. */
function moneyBack(order: OrderRecord, transactions: TransactionInput[]): string | undefined {
  if (transactions.length === 0 && totalsOf(order).received === 0n) return undefined;
  return fromMinor(
    sumOf(transactions, ({ amount }) => toMinor(String(amount), order.currency)),
    order.currency,
  );
}

function capture(_: unknown, args: Args, call: Call) {
  const input = args.input as Input;
  const id = orderIdOf(call, input.id);
  const outcome = call.state.orders.capture(
    id,
    idOf(input.parentTransactionId, "OrderTransaction"),
    String(input.amount),
  );
  if (!outcome.ok) return { transaction: null, userErrors: outcome.errors };
  const made = outcome.value.transactions.at(-1);
  return { transaction: made ? transactionNode(outcome.value, made) : null, userErrors: [] };
}

const ofInput = (args: Args, call: Call): number => orderIdOf(call, (args.input as Input).id);

export const orderMutations: FieldTable<unknown> = {
  orderUpdate: update,
  orderCancel: cancel,
  orderClose: (_, args, call) => answer(call.state.orders.close(ofInput(args, call)), ["input"]),
  orderOpen: (_, args, call) => answer(call.state.orders.open(ofInput(args, call)), ["input"]),
  orderMarkAsPaid: (_, args, call) => answer(call.state.orders.markAsPaid(ofInput(args, call)), ["input"]),
  orderCapture: capture,
  refundCreate: refund,
  orderDelete: (_, args, call) => {
    const outcome = call.state.orders.delete(orderIdOf(call, args.orderId));
    return outcome.ok
      ? { deletedId: gid("Order", outcome.value.id), userErrors: [] }
      : { deletedId: null, userErrors: outcome.errors.map((error) => ({ ...error, field: ["orderId"] })) };
  },
  orderCustomerSet: (_, args, call) =>
    answer(call.state.orders.update(orderIdOf(call, args.orderId), { customerId: idOf(args.customerId, "Customer") })),
  orderCustomerRemove: (_, args, call) =>
    answer(call.state.orders.update(orderIdOf(call, args.orderId), { customerId: null })),
};
