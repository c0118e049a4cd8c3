import { BrokenRow, readAmount, readCount, readOptionalAmount, readPlain, readTags, readYes } from "./read-cell.ts";
import type { CsvRow } from "./read-csv-table.ts";
import { readCsvTable } from "./read-csv-table.ts";
import type { FolderProduct, FolderVariant, RowProblem } from "./shop-folder.ts";

const columns = {
  handle: ["URL handle", "Handle"],
  title: ["Title"],
  body: ["Description", "Body (HTML)"],
  vendor: ["Vendor"],
  type: ["Type", "Custom Product Type"],
  collection: ["Collection"],
  tags: ["Tags"],
  published: ["Published on online store", "Published"],
  status: ["Status"],
  option1Name: ["Option1 Name"],
  option1Value: ["Option1 Value"],
  option2Name: ["Option2 Name"],
  option2Value: ["Option2 Value"],
  option3Name: ["Option3 Name"],
  option3Value: ["Option3 Value"],
  sku: ["SKU", "Variant SKU"],
  grams: ["Weight value (grams)", "Variant Grams"],
  quantity: ["Inventory quantity", "Variant Inventory Qty"],
  price: ["Price", "Variant Price"],
  compareAtPrice: ["Compare-at price", "Variant Compare At Price"],
  cost: ["Cost per item"],
  requiresShipping: ["Requires shipping", "Variant Requires Shipping"],
  taxable: ["Charge tax", "Variant Taxable"],
  barcode: ["Barcode", "Variant Barcode"],
  imageUrl: ["Product image URL", "Image Src"],
  imageAlt: ["Image alt text"],
  variantImageUrl: ["Variant image URL", "Variant Image"],
  giftCard: ["Gift card"],
  seoTitle: ["SEO title"],
  seoDescription: ["SEO description"],
} as const;
type Row = CsvRow<keyof typeof columns>;

/**
 * Reads the admin's product export, in its current and its older layout: a row per variant or further image, product
 * columns on the first row of a handle only. A product whose first row is broken is left out with all its rows.
 */
export function readProducts(file: string, text: string): { products: FolderProduct[]; problems: RowProblem[] } {
  const { rows, problems } = readCsvTable(file, text, columns, ["handle", "title"]);
  const products = new Map<string, FolderProduct>();
  const refused = new Map<string, RowProblem>();
  for (const row of rows) {
    const handle = row.text("handle");
    const broken = refused.get(handle);
    if (broken !== undefined) {
      problems.push({ file, row: row.row, reason: `product "${handle}" is left out for row ${broken.row}` });
      continue;
    }
    try {
      addRow(products, handle, row);
    } catch (error) {
      if (!(error instanceof BrokenRow)) throw error;
      const problem = { file, row: row.row, reason: error.message };
      problems.push(problem);
      if (!products.has(handle) && handle !== "") refused.set(handle, problem);
    }
  }
  return { products: [...products.values()], problems };
}

function addRow(products: Map<string, FolderProduct>, handle: string, row: Row): void {
  if (handle === "") throw new BrokenRow("there is no handle");
  const known = products.get(handle);
  const isFirst = known === undefined;
  const variant = isFirst || isVariantRow(row) ? readVariant(row) : null;
  const product = known ?? readProduct(handle, row);
  if (variant !== null) product.variants.push(variant);
  const url = row.text("imageUrl");
  if (url !== "") product.images.push({ url, alt: row.text("imageAlt") });
  if (isFirst) products.set(handle, product);
}

const isVariantRow = (row: Row): boolean => row.has("option1Value") || row.has("price") || row.has("sku");

function readProduct(handle: string, row: Row): FolderProduct {
  const title = row.text("title");
  if (title === "") throw new BrokenRow(`product "${handle}" has no title`);
  const optionNames = [row.text("option1Name"), row.text("option2Name"), row.text("option3Name")];
  return {
    row: row.row,
    handle,
    title,
    bodyHtml: row.text("body"),
    vendor: row.text("vendor"),
    type: row.text("type"),
    collection: row.text("collection"),
    tags: readTags(row.text("tags")),
    published: readYes(row.text("published")),
    status: readStatus(row.text("status")),
    isGiftCard: readYes(row.text("giftCard")),
    optionNames: optionNames.filter((name) => name !== ""),
    variants: [],
    images: [],
    seoTitle: row.text("seoTitle"),
    seoDescription: row.text("seoDescription"),
  };
}

function readStatus(cell: string): FolderProduct["status"] {
  const status = cell.toUpperCase();
  if (status === "" || status === "ACTIVE") return "ACTIVE";
  if (status === "DRAFT" || status === "ARCHIVED") return status;
  throw new BrokenRow(`status "${cell}" is none of active, draft, archived`);
}

function readVariant(row: Row): FolderVariant {
  const optionValues = [row.text("option1Value"), row.text("option2Value"), row.text("option3Value")];
  const imageUrl = row.text("variantImageUrl");
  return {
    sku: readPlain(row.text("sku")),
    price: readAmount(row.text("price"), "price"),
    compareAtPrice: readOptionalAmount(row.text("compareAtPrice"), "compare-at price"),
    cost: readOptionalAmount(row.text("cost"), "cost per item"),
    grams: Number(readAmount(row.text("grams"), "weight")),
    quantity: readCount(row.text("quantity"), "inventory quantity"),
    barcode: readPlain(row.text("barcode")),
    taxable: readYes(row.text("taxable")),
    requiresShipping: readYes(row.text("requiresShipping")),
    optionValues: optionValues.filter((value) => value !== ""),
    imageUrl: imageUrl === "" ? null : imageUrl,
  };
}
