import type { LineItemSeed } from "../../state/build-order.ts";
import { taxLines } from "../../state/describe-order.ts";
import type { EditSession } from "../../state/edit-sessions.ts";
import type { OrderRecord } from "../../state/order-records.ts";
import { lineTotals, totalsOf } from "../../state/order-totals.ts";
import type { Refusal } from "../../state/records.ts";
import { sellVariant } from "../../state/sell-variant.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf, parseGid } from "../gid.ts";
import { listOwned } from "./list-records.ts";
import { moneyBag } from "./money.ts";
import type { LineOfOrder } from "./order-line-fields.ts";
import { bagOf, imageOf, lineItem, linesOf, perUnit, taxNodes } from "./order-line-fields.ts";
import { orderIdOf } from "./order-mutations.ts";
import { orderNode } from "./order-part-fields.ts";

/** An edit under way: the order as it is, and as the edit would leave it. */
interface Calculated {
  id: number;
  before: OrderRecord;
  after: OrderRecord;
  added: ReadonlySet<number>;
}

function calculate(session: EditSession, call: Call): Calculated | null {
  const before = call.state.orders.get(session.orderId);
  if (!before) return null;
  const preview = call.state.orders.previewEdit(session.orderId, session);
  const added = new Set(session.add.map(({ id }) => id));
  return { id: session.id, before, after: preview.ok ? preview.value : before, added };
}

function answer(session: EditSession, call: Call, lineId?: number) {
  const of = calculate(session, call);
  const line = of?.after.lineItems.find(({ id }) => id === lineId);
  return {
    calculatedOrder: of && { __typename: "CalculatedOrder", of },
    calculatedLineItem: line && of ? { __typename: "CalculatedLineItem", of: { ...line, order: of.after } } : null,
    orderEditSession: { __typename: "OrderEditSession", of: session },
    userErrors: [],
  };
}

const refused = (field: string[], message: string) => ({
  calculatedOrder: null,
  calculatedLineItem: null,
  orderEditSession: null,
  order: null,
  userErrors: [{ field, message }],
});
const refusedAs = (errors: Refusal[]) => refused(errors[0]?.field ?? ["id"], errors[0]?.message ?? "");

function begin(_: unknown, args: Args, call: Call) {
  const id = orderIdOf(call, args.id);
  const order = call.state.orders.get(id);
  if (!order) return refused(["id"], "The order does not exist.");
  if (order.cancelledAt) return refused(["id"], "The order cannot be edited.");
  return answer(call.state.orderEdits.begin(id), call);
}

/** The session of an edit, by the id of its calculated order or its own. */
function sessionOf(args: Args, call: Call): EditSession | undefined {
  const { type, id } = parseGid(args.id);
  return type === "CalculatedOrder" || type === "OrderEditSession" ? call.state.orderEdits.get(id) : undefined;
}

function addLine(args: Args, call: Call, seed: LineItemSeed) {
  const session = sessionOf(args, call);
  if (!session) return refused(["id"], "The calculated order does not exist.");
  if (seed.quantity <= 0) return refused(["quantity"], "Quantity must be greater than 0.");
  const id = call.state.nextId();
  session.add.push({ ...seed, id });
  return answer(session, call, id);
}

function addVariant(_: unknown, args: Args, call: Call) {
  const found = call.state.products.findVariant(idOf(args.variantId, "ProductVariant"));
  if (!found) return refused(["variantId"], "The variant does not exist.");
  const session = sessionOf(args, call);
  const order = session && call.state.orders.get(session.orderId);
  const isThere = order?.lineItems.some(
    ({ variantId, currentQuantity }) => variantId === found.variant.id && currentQuantity > 0,
  );
  if (isThere && args.allowDuplicates !== true) return refused(["variantId"], "The variant is already on the order.");
  return addLine(args, call, sellVariant(found, Number(args.quantity)));
}

function setQuantity(_: unknown, args: Args, call: Call) {
  const session = sessionOf(args, call);
  if (!session) return refused(["id"], "The calculated order does not exist.");
  const { type, id } = parseGid(args.lineItemId);
  const quantity = Number(args.quantity);
  const lineItemId = type === "CalculatedLineItem" || type === "LineItem" ? id : -1;
  const added = session.add.find((line) => line.id === lineItemId);
  const next: EditSession = {
    ...session,
    add: session.add.flatMap((line) => (line.id !== lineItemId ? [line] : quantity > 0 ? [{ ...line, quantity }] : [])),
    quantities: added
      ? session.quantities
      : [...session.quantities.filter((one) => one.lineItemId !== lineItemId), { lineItemId, quantity }],
  };
  // Setting back what was staged leaves nothing to commit, which is no mistake here.
  const order = call.state.orders.get(session.orderId);
  const isKnown = added || order?.lineItems.some((line) => line.id === lineItemId);
  if (!isKnown) return refused(["lineItemId"], "The line item could not be found.");
  const preview = call.state.orders.previewEdit(session.orderId, next);
  if (!preview.ok && preview.errors[0]?.field?.[0] !== "id") return refusedAs(preview.errors);
  session.add = next.add;
  session.quantities = next.quantities;
  return answer(session, call, lineItemId);
}

function commit(_: unknown, args: Args, call: Call) {
  const session = sessionOf(args, call);
  if (!session) return { ...refused(["id"], "The calculated order does not exist."), successMessages: null };
  const outcome = call.state.orders.edit(session.orderId, {
    add: session.add,
    quantities: session.quantities,
    note: (args.staffNote ?? null) as string | null,
    notify: args.notifyCustomer === true,
  });
  if (!outcome.ok) return { ...refusedAs(outcome.errors), successMessages: null };
  call.state.orderEdits.end(session.id);
  return { order: orderNode(outcome.value), successMessages: ["Order updated"], userErrors: [] };
}

export const orderEditMutations: FieldTable<unknown> = {
  orderEditBegin: begin,
  orderEditAddVariant: addVariant,
  orderEditAddCustomItem: (_, args, call) =>
    addLine(args, call, {
      title: String(args.title),
      quantity: Number(args.quantity),
      price: String((args.price as { amount: string }).amount),
      taxable: args.taxable === true,
      requiresShipping: args.requiresShipping === true,
    }),
  orderEditSetQuantity: setQuantity,
  orderEditCommit: commit,
};

const calculatedOrder: FieldTable<Calculated> = {
  id: (of) => gid("CalculatedOrder", of.id),
  originalOrder: (of) => orderNode(of.before),
  committed: () => false,
  notificationPreviewTitle: (of) => `Order ${of.before.name} was updated`,
  subtotalLineItemsQuantity: (of) => of.after.lineItems.reduce((sum, line) => sum + line.currentQuantity, 0),
  subtotalPriceSet: (of) => bagOf(totalsOf(of.after).currentSubtotal, of.after),
  cartDiscountAmountSet: (of) => bagOf(totalsOf(of.after).currentCartDiscount, of.after),
  totalPriceSet: (of) => bagOf(totalsOf(of.after).currentTotal, of.after),
  totalOutstandingSet: (of) => bagOf(totalsOf(of.after).outstanding, of.after),
  taxLines: (of) => taxNodes(taxLines(of.after), of.after.currency),
  lineItems: (of, args, call) => listOwned(linesOf(of.after), "CalculatedLineItem", args, call),
  addedLineItems: (of, args, call) =>
    listOwned(
      linesOf(of.after).filter(({ id }) => of.added.has(id)),
      "CalculatedLineItem",
      args,
      call,
    ),
};

const calculatedLine: FieldTable<LineOfOrder> = {
  id: (line) => gid("CalculatedLineItem", line.id),
  quantity: (line) => line.currentQuantity,
  editableQuantity: (line) => line.fulfillableQuantity,
  image: (line) => imageOf(line),
  restockable: (line) => line.variantId !== null,
  restocking: () => false,
  hasStagedLineItemDiscount: () => false,
  variant: (line, args, call) => lineItem.variant?.(line, args, call),
  customAttributes: (line) => line.customAttributes,
  originalUnitPriceSet: (line) => moneyBag(line.price, line.order.currency),
  discountedUnitPriceSet: (line) => bagOf(perUnit(lineTotals(line.order, line).net, line.quantity), line.order),
  editableSubtotalSet: (line) => bagOf(lineTotals(line.order, line).currentNet, line.order),
};

export const orderEditFields: Record<string, FieldTable<never>> = {
  CalculatedOrder: calculatedOrder,
  CalculatedLineItem: calculatedLine,
  OrderEditSession: { id: (session: EditSession) => gid("OrderEditSession", session.id) } as FieldTable<never>,
};
