import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadShopFolder } from "./load-shop-folder.ts";
import type { ShopFolder } from "./shop-folder.ts";

const made: string[] = [];
afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true });
});

async function load(files: Record<string, string>): Promise<ShopFolder> {
  const dir = await mkdtemp(join(tmpdir(), "shop-"));
  made.push(dir);
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return loadShopFolder(dir);
}

const customerHeader =
  "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1," +
  "Default Address City,Default Address Country Code,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags";
const customer = (cells: Partial<Record<"email" | "first" | "id" | "note" | "phone" | "spent", string>>): string =>
  [cells.id ?? "", cells.first ?? "", "", cells.email ?? "", "yes", "", "", "", "", "", cells.phone ?? "", "no"]
    .concat([cells.spent ?? "0.00", "0", cells.note ?? "", "no", ""])
    .join(",");

test("the current customer layout is read with a byte order mark, CRLF, quoted line breaks and ids behind an apostrophe", async () => {
  const row = `'7000000000001,Ann,O'Neil,  Ann@Example.com ,yes,"Acme, Inc.",1 Main St,Town,US,'+12125550100,'+12125550101,yes,10.50,2,"two\r\nlines",yes,"a, b ,a"`;

  const folder = await load({ "customers_export.csv": `\ufeff${customerHeader}\r\n${row}\r\n` });

  expect(folder.problems).toEqual([]);
  expect(folder.customers).toEqual([
    {
      row: 2,
      id: "7000000000001",
      firstName: "Ann",
      lastName: "O'Neil",
      email: "Ann@Example.com",
      phone: "+12125550101",
      acceptsEmailMarketing: true,
      acceptsSmsMarketing: true,
      address: {
        name: "Ann O'Neil",
        company: "Acme, Inc.",
        address1: "1 Main St",
        address2: "",
        city: "Town",
        provinceCode: "",
        countryCode: "US",
        zip: "",
        phone: "+12125550100",
      },
      totalSpent: "10.50",
      totalOrders: 2,
      note: "two\r\nlines",
      taxExempt: true,
      tags: ["a", "b"],
    },
  ]);
});

test("the older customer layout is read by its own header names, whatever their case", async () => {
  const text =
    "first name,Last Name,Email,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt\n" +
    "Bo,Li,bo@example.org,Shop,2 High St,,Leeds,,,United Kingdom,GB,LS1,+442079460000,yes,0.0,0,,,no\n";

  const folder = await load({ "customers_export.csv": text });

  expect(folder.problems).toEqual([]);
  expect(folder.customers[0]).toMatchObject({
    id: null,
    firstName: "Bo",
    phone: "+442079460000",
    acceptsEmailMarketing: true,
    address: { address1: "2 High St", countryCode: "GB", company: "Shop" },
  });
});

test("each broken customer row is named with its reason, and the others are loaded", async () => {
  const rows = [
    customer({ email: "one@example.com" }),
    customer({ email: "not-an-address" }),
    customer({ email: "ONE@example.com" }),
    customer({ note: "nobody" }),
    customer({ email: "two@example.com", spent: "a lot" }),
    `${customer({ email: "three@example.com" })},one too many`,
    customer({ email: "four@example.com", id: "'12" }),
    customer({ email: "five@example.com", id: "12" }),
    "",
    customer({ first: "Only a name" }),
    customer({ phone: "'+12125550100" }),
  ];

  const folder = await load({ "customers_export.csv": [customerHeader, ...rows].join("\n") });

  const file = "customers_export.csv";
  expect(folder.problems).toEqual([
    { file, row: 3, reason: '"not-an-address" is not an e-mail address' },
    { file, row: 4, reason: "e-mail one@example.com is already taken by the customer in row 2" },
    { file, row: 5, reason: "a customer needs a name, a phone number or an e-mail address" },
    { file, row: 6, reason: 'Total Spent "a lot" is not a number' },
    { file, row: 7, reason: "18 columns instead of 17" },
    { file, row: 9, reason: "customer ID 12 is already taken by the customer in row 8" },
  ]);
  expect(folder.customers.map(({ row, email }) => [row, email])).toEqual([
    [2, "one@example.com"],
    [8, "four@example.com"],
    [11, null],
    [12, null],
  ]);
});

test("a file of another layout, or one whose quotes do not close, costs what cannot be read and nothing else", async () => {
  const folder = await load({
    "customers_export.csv": "Nom;Courriel\nAnn;ann@example.com\n",
    "products_export.csv": 'Handle,Title,Variant Price\nok,Fine,1.00\nbad,"never closed,2.00\n',
  });

  expect(folder.customers).toEqual([]);
  expect(folder.products.map((product) => product.handle)).toEqual(["ok"]);
  expect(folder.problems).toEqual([
    { file: "customers_export.csv", row: 1, reason: 'unknown columns: there is no "Email"' },
    { file: "products_export.csv", row: 3, reason: "cannot be read as CSV (CSV_QUOTE_NOT_CLOSED)" },
  ]);
});

test("a product is put together from a row per variant and further rows for images, in both layouts", async () => {
  const older =
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Image Alt Text\n" +
    "tee,Tee,<b>x</b>,V,T,a,true,Size,S,T-S,10.00,https://x/1.jpg,front\n" +
    "tee,,,,,,,,M,T-M,11.00,https://x/2.jpg,\n" +
    "tee,,,,,,,,,,,https://x/3.jpg,\n";
  const current = "Title,URL handle,Status,SKU,Option1 name,Option1 value,Price\nTee,tee,Draft,T-S,Size,S,10.00\n";

  const [first, second] = await Promise.all([older, current].map((text) => load({ "products_export.csv": text })));

  expect(first?.problems.concat(second?.problems ?? [])).toEqual([]);
  expect(first?.products).toHaveLength(1);
  expect(first?.products[0]?.variants.map(({ sku, price, optionValues }) => [sku, price, optionValues])).toEqual([
    ["T-S", "10.00", ["S"]],
    ["T-M", "11.00", ["M"]],
  ]);
  expect(first?.products[0]?.images.map((image) => image.url)).toEqual([1, 2, 3].map((n) => `https://x/${n}.jpg`));
  expect(second?.products[0]).toMatchObject({ handle: "tee", status: "DRAFT", optionNames: ["Size"] });
});

test("an order is put together from a row per line item; a broken first row costs the order, a further one its line", async () => {
  const header = "Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id";
  const rows = [
    "#1,a@example.com,paid,30.00,2024-06-23 23:41:55 -0400,1,Tee,10.00,501",
    "#1,a@example.com,,,,2,Mug,10.00,",
    "#1,a@example.com,,,,2,Cap,ten,",
    "#2,a@example.com,paid,much,2024-06-23 23:41:55 +0000,1,Tee,10.00,502",
    "#2,a@example.com,,,,1,Mug,10.00,",
    "#3,a@example.com,sold,5.00,2024-06-23 23:41:55 +0000,1,Tee,5.00,503",
    "#4,,paid,5.00,yesterday,1,Tee,5.00,504",
  ];

  const folder = await load({ "orders_export.csv": [header, ...rows].join("\n") });

  expect(folder.orders).toHaveLength(1);
  expect(folder.orders[0]).toMatchObject({ name: "#1", id: "501", createdAt: "2024-06-24T03:41:55.000Z" });
  expect(folder.orders[0]?.lineItems.map(({ name, quantity }) => [name, quantity])).toEqual([
    ["Tee", 1],
    ["Mug", 2],
  ]);
  expect(folder.problems.map(({ row, reason }) => [row, reason.slice(0, 45)])).toEqual([
    [4, 'Lineitem price "ten" is not a number'],
    [5, 'Total "much" is not a number'],
    [6, "order #2 is left out for row 5"],
    [7, 'Financial Status "sold" is none of authorized'],
    [8, 'Created at "yesterday" is not a date'],
  ]);
});

test("missing files are empty ones, but a folder with none of them is refused", async () => {
  const folder = await load({ "products_export.csv": "Handle,Title\na,A\n" });

  expect([folder.customers.length, folder.products.length, folder.orders.length]).toEqual([0, 1, 0]);
  await expect(load({})).rejects.toThrow("holds none of customers_export.csv");
});

test("a broken entry of seed.json is named, and the others are kept", async () => {
  const seed = { customers: [{ id: "1", locale: "de" }, { id: "x" }], companies: [], checkouts: [] };

  const folder = await load({ "customers_export.csv": "Email\n", "seed.json": JSON.stringify(seed) });
  const unreadable = await load({ "customers_export.csv": "Email\n", "seed.json": "[" });

  expect(folder.extras.customers).toEqual([{ id: "1", locale: "de" }]);
  expect(folder.problems).toMatchObject([{ file: "seed.json", row: 2 }]);
  expect(unreadable.problems).toEqual([{ file: "seed.json", row: 1, reason: "is not a JSON object of lists" }]);
});
