import {
  BrokenRow,
  joinAddress,
  readAmount,
  readCount,
  readEmail,
  readId,
  readPlain,
  readTags,
  readYes,
} from "./read-cell.ts";
import type { CsvRow } from "./read-csv-table.ts";
import { readCsvTable } from "./read-csv-table.ts";
import type { FolderCustomer, RowProblem } from "./shop-folder.ts";

const columns = {
  id: ["Customer ID"],
  firstName: ["First Name"],
  lastName: ["Last Name"],
  email: ["Email"],
  emailMarketing: ["Accepts Email Marketing", "Accepts Marketing"],
  company: ["Default Address Company", "Company"],
  address1: ["Default Address Address1", "Address1"],
  address2: ["Default Address Address2", "Address2"],
  city: ["Default Address City", "City"],
  provinceCode: ["Default Address Province Code", "Province Code", "Province"],
  countryCode: ["Default Address Country Code", "Country Code", "Country"],
  zip: ["Default Address Zip", "Zip"],
  addressPhone: ["Default Address Phone"],
  phone: ["Phone"],
  smsMarketing: ["Accepts SMS Marketing"],
  totalSpent: ["Total Spent"],
  totalOrders: ["Total Orders"],
  note: ["Note"],
  taxExempt: ["Tax Exempt"],
  tags: ["Tags"],
} as const;
type Row = CsvRow<keyof typeof columns>;

/**
 * Reads the admin's customer export, in its current and its older layout. As in Shopify's own import, a customer whose
 * e-mail or id another row has taken already is refused.
 */
export function readCustomers(file: string, text: string): { customers: FolderCustomer[]; problems: RowProblem[] } {
  const table = readCsvTable(file, text, columns, ["email"]);
  const problems = table.problems;
  const customers: FolderCustomer[] = [];
  const taken = new Map<string, number>();
  for (const row of table.rows) {
    try {
      const customer = readCustomer(row);
      claim(taken, customer, row.row);
      customers.push(customer);
    } catch (error) {
      if (!(error instanceof BrokenRow)) throw error;
      problems.push({ file, row: row.row, reason: error.message });
    }
  }
  return { customers, problems };
}

function readCustomer(row: Row): FolderCustomer {
  const customer: FolderCustomer = {
    row: row.row,
    id: readId(row.text("id"), "Customer ID"),
    firstName: row.text("firstName"),
    lastName: row.text("lastName"),
    email: readEmail(row.text("email")),
    phone: readPlain(row.text("phone")),
    acceptsEmailMarketing: readYes(row.text("emailMarketing")),
    acceptsSmsMarketing: readYes(row.text("smsMarketing")),
    address: readAddress(row),
    totalSpent: readAmount(row.text("totalSpent"), "Total Spent"),
    totalOrders: readCount(row.text("totalOrders"), "Total Orders"),
    note: row.text("note"),
    taxExempt: readYes(row.text("taxExempt")),
    tags: readTags(row.text("tags")),
  };
  const { firstName, lastName, email, phone } = customer;
  if (firstName === "" && lastName === "" && email === null && phone === null) {
    throw new BrokenRow("a customer needs a name, a phone number or an e-mail address");
  }
  return customer;
}

function readAddress(row: Row): FolderCustomer["address"] {
  return joinAddress({
    name: `${row.text("firstName")} ${row.text("lastName")}`.trim(),
    company: row.text("company"),
    address1: row.text("address1"),
    address2: row.text("address2"),
    city: row.text("city"),
    provinceCode: row.text("provinceCode"),
    countryCode: row.text("countryCode"),
    zip: row.text("zip"),
    phone: readPlain(row.text("addressPhone")) ?? "",
  });
}

function claim(taken: Map<string, number>, customer: FolderCustomer, row: number): void {
  const keys = [
    customer.id === null ? [] : [`customer ID ${customer.id}`],
    customer.email === null ? [] : [`e-mail ${customer.email.toLowerCase()}`],
  ].flat();
  for (const key of keys) {
    const holder = taken.get(key);
    if (holder !== undefined) throw new BrokenRow(`${key} is already taken by the customer in row ${holder}`);
  }
  for (const key of keys) taken.set(key, row);
}
