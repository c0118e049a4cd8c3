import { BrokenRow } from "./read-cell.ts";
import { readCsvTable } from "./read-csv-table.ts";
import type { OrderRow } from "./read-order-row.ts";
import { orderColumns, readLineItem, readOrder } from "./read-order-row.ts";
import type { FolderOrder, RowProblem } from "./shop-folder.ts";

/**
 * Reads the admin's order export: a row per line item, order columns on the first row of an order only. An order whose
 * first row is broken is left out with all its rows; a broken further row costs its line item.
 */
export function readOrders(file: string, text: string): { orders: FolderOrder[]; problems: RowProblem[] } {
  const { rows, problems } = readCsvTable(file, text, orderColumns, ["name", "financialStatus"]);
  const orders = new Map<string, FolderOrder>();
  const refused = new Map<string, number>();
  const idHolders = new Map<string, string>();
  for (const row of rows) {
    const name = row.text("name");
    try {
      const brokenRow = refused.get(name);
      if (brokenRow !== undefined) throw new BrokenRow(`order ${name} is left out for row ${brokenRow}`);
      addRow(orders, idHolders, name, row);
    } catch (error) {
      if (!(error instanceof BrokenRow)) throw error;
      problems.push({ file, row: row.row, reason: error.message });
      if (name !== "" && !orders.has(name) && !refused.has(name)) refused.set(name, row.row);
    }
  }
  return { orders: [...orders.values()], problems };
}

function addRow(orders: Map<string, FolderOrder>, idHolders: Map<string, string>, name: string, row: OrderRow): void {
  if (name === "") throw new BrokenRow("there is no order name");
  const known = orders.get(name);
  if (known !== undefined) {
    if (hasLineItem(row)) known.lineItems.push(readLineItem(row));
    return;
  }
  const order = readOrder(row);
  if (hasLineItem(row)) order.lineItems.push(readLineItem(row));
  const holder = order.id === null ? undefined : idHolders.get(order.id);
  if (holder !== undefined) throw new BrokenRow(`order id ${order.id} is already taken by ${holder}`);
  if (order.id !== null) idHolders.set(order.id, name);
  orders.set(name, order);
}

const hasLineItem = (row: OrderRow): boolean => row.has("itemName") || row.has("itemPrice") || row.has("itemSku");
