import {
  BrokenRow,
  joinAddress,
  readAmount,
  readCount,
  readEmail,
  readId,
  readInstant,
  readPlain,
  readTags,
  readYes,
} from "./read-cell.ts";
import type { CsvRow } from "./read-csv-table.ts";
import type { FinancialStatus, FolderAddress, FolderLineItem, FolderOrder, FulfillmentStatus } from "./shop-folder.ts";

/** The admin's order export. */
export const orderColumns = {
  name: ["Name"],
  id: ["Id"],
  email: ["Email"],
  phone: ["Phone"],
  financialStatus: ["Financial Status"],
  fulfillmentStatus: ["Fulfillment Status"],
  createdAt: ["Created at"],
  paidAt: ["Paid at"],
  fulfilledAt: ["Fulfilled at"],
  cancelledAt: ["Cancelled at"],
  acceptsMarketing: ["Accepts Marketing"],
  currency: ["Currency"],
  subtotal: ["Subtotal"],
  shipping: ["Shipping"],
  taxes: ["Taxes"],
  total: ["Total"],
  refunded: ["Refunded Amount"],
  outstanding: ["Outstanding Balance"],
  discountCode: ["Discount Code"],
  discountAmount: ["Discount Amount"],
  shippingMethod: ["Shipping Method"],
  paymentMethod: ["Payment Method"],
  note: ["Notes"],
  tags: ["Tags"],
  source: ["Source"],
  tax1Name: ["Tax 1 Name"],
  tax1Value: ["Tax 1 Value"],
  tax2Name: ["Tax 2 Name"],
  tax2Value: ["Tax 2 Value"],
  itemName: ["Lineitem name"],
  itemSku: ["Lineitem sku"],
  itemVendor: ["Vendor"],
  itemQuantity: ["Lineitem quantity"],
  itemPrice: ["Lineitem price"],
  itemDiscount: ["Lineitem discount"],
  itemTaxable: ["Lineitem taxable"],
  itemRequiresShipping: ["Lineitem requires shipping"],
  itemFulfillmentStatus: ["Lineitem fulfillment status"],
  billingName: ["Billing Name"],
  billingCompany: ["Billing Company"],
  billingAddress1: ["Billing Address1", "Billing Street"],
  billingAddress2: ["Billing Address2"],
  billingCity: ["Billing City"],
  billingProvince: ["Billing Province"],
  billingCountry: ["Billing Country"],
  billingZip: ["Billing Zip"],
  billingPhone: ["Billing Phone"],
  shippingName: ["Shipping Name"],
  shippingCompany: ["Shipping Company"],
  shippingAddress1: ["Shipping Address1", "Shipping Street"],
  shippingAddress2: ["Shipping Address2"],
  shippingCity: ["Shipping City"],
  shippingProvince: ["Shipping Province"],
  shippingCountry: ["Shipping Country"],
  shippingZip: ["Shipping Zip"],
  shippingPhone: ["Shipping Phone"],
} as const;
export type OrderRow = CsvRow<keyof typeof orderColumns>;

const FINANCIAL: readonly FinancialStatus[] = [
  "authorized",
  "expired",
  "paid",
  "partially_paid",
  "partially_refunded",
  "pending",
  "refunded",
  "voided",
];
const FULFILLMENT: readonly FulfillmentStatus[] = ["fulfilled", "partial", "restocked", "unfulfilled"];

/** The order of a first row, without line items. Throws BrokenRow. */
export function readOrder(row: OrderRow): FolderOrder {
  const createdAt = readInstant(row.text("createdAt"), "Created at");
  if (createdAt === null) throw new BrokenRow("there is no date of creation");
  return {
    row: row.row,
    id: readId(row.text("id"), "Id"),
    name: row.text("name"),
    email: readEmail(row.text("email")),
    phone: readPlain(row.text("phone")),
    financialStatus: choose(row.text("financialStatus"), FINANCIAL, "pending", "Financial Status"),
    fulfillmentStatus: choose(row.text("fulfillmentStatus"), FULFILLMENT, "unfulfilled", "Fulfillment Status"),
    createdAt,
    paidAt: readInstant(row.text("paidAt"), "Paid at"),
    fulfilledAt: readInstant(row.text("fulfilledAt"), "Fulfilled at"),
    cancelledAt: readInstant(row.text("cancelledAt"), "Cancelled at"),
    acceptsMarketing: readYes(row.text("acceptsMarketing")),
    currency: readCurrency(row.text("currency")),
    subtotal: readAmount(row.text("subtotal"), "Subtotal"),
    shipping: readAmount(row.text("shipping"), "Shipping"),
    taxes: readAmount(row.text("taxes"), "Taxes"),
    total: readAmount(row.text("total"), "Total"),
    refunded: readAmount(row.text("refunded"), "Refunded Amount"),
    outstanding: readAmount(row.text("outstanding"), "Outstanding Balance"),
    discountCode: readPlain(row.text("discountCode")),
    discountAmount: readAmount(row.text("discountAmount"), "Discount Amount"),
    shippingMethod: row.text("shippingMethod"),
    paymentMethod: row.text("paymentMethod"),
    taxLines: readTaxLines(row),
    billingAddress: readOrderAddress(row, "billing"),
    shippingAddress: readOrderAddress(row, "shipping"),
    lineItems: [],
    note: row.text("note"),
    tags: readTags(row.text("tags")),
    source: row.text("source"),
  };
}

/** The line item of any row of an order. Throws BrokenRow. */
export function readLineItem(row: OrderRow): FolderLineItem {
  return {
    name: row.text("itemName"),
    sku: readPlain(row.text("itemSku")),
    vendor: row.text("itemVendor"),
    quantity: row.has("itemQuantity") ? readCount(row.text("itemQuantity"), "Lineitem quantity") : 1,
    price: readAmount(row.text("itemPrice"), "Lineitem price"),
    discount: readAmount(row.text("itemDiscount"), "Lineitem discount"),
    taxable: readYes(row.text("itemTaxable")),
    requiresShipping: readYes(row.text("itemRequiresShipping")),
    fulfillmentStatus: row.text("itemFulfillmentStatus").toLowerCase() === "fulfilled" ? "fulfilled" : "pending",
  };
}

function choose<T extends string>(cell: string, known: readonly T[], empty: T, what: string): T {
  if (cell === "") return empty;
  const found = known.find((value) => value === cell.toLowerCase());
  if (found === undefined) throw new BrokenRow(`${what} "${cell}" is none of ${known.join(", ")}`);
  return found;
}

function readCurrency(cell: string): string {
  if (cell !== "" && !/^[A-Z]{3}$/i.test(cell)) throw new BrokenRow(`Currency "${cell}" is not a currency code`);
  return cell === "" ? "USD" : cell.toUpperCase();
}

function readTaxLines(row: OrderRow): FolderOrder["taxLines"] {
  const pairs = [
    ["tax1Name", "tax1Value"],
    ["tax2Name", "tax2Value"],
  ] as const;
  return pairs
    .filter(([, value]) => row.has(value))
    .map(([name, value]) => ({ title: row.text(name), price: readAmount(row.text(value), "tax") }));
}

function readOrderAddress(row: OrderRow, kind: "billing" | "shipping"): FolderAddress | null {
  return joinAddress({
    name: row.text(`${kind}Name`),
    company: row.text(`${kind}Company`),
    address1: row.text(`${kind}Address1`),
    address2: row.text(`${kind}Address2`),
    city: row.text(`${kind}City`),
    provinceCode: row.text(`${kind}Province`),
    countryCode: row.text(`${kind}Country`),
    zip: readPlain(row.text(`${kind}Zip`)) ?? "",
    phone: readPlain(row.text(`${kind}Phone`)) ?? "",
  });
}
