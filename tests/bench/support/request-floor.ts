/** HubSpot's largest batches: records, and pairs to associate. */
const [records, pairs] = [100, 2_000];

/** The fewest requests for orders with three lines each, each order with a contact. */
export function requestFloor(orders: number) {
  const lines = 3 * orders;
  const floor = {
    orders: Math.ceil(orders / records),
    lines: Math.ceil(lines / records),
    orderToContact: Math.ceil(orders / pairs),
    lineToOrder: Math.ceil(lines / pairs),
  };
  const inline = floor.orders + floor.lines + floor.orderToContact;
  return { ...floor, inline, apart: inline + floor.lineToOrder };
}

/** Says how the floor comes about. */
export function explainFloor(orders: number): string {
  const floor = requestFloor(orders);
  return [
    `The fewest requests for ${orders} orders with 3 lines each, by HubSpot's batch limits:`,
    `  orders: ${orders} / ${records} a batch = ${floor.orders}`,
    `  line items: ${3 * orders} / ${records} a batch = ${floor.lines}`,
    "  line item → order: goes inline with the line's creation = 0",
    `  order → contact: ${orders} / ${pairs} a batch = ${floor.orderToContact}`,
    `  together ${floor.inline}. Were line item → order written apart (${3 * orders} / ${pairs} = ${floor.lineToOrder}): ${floor.apart}.`,
  ].join("\n");
}
