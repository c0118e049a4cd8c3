import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import type { ProductInput } from "#sandbox/shopify/state/catalogue.ts";
import type { ProductRecord, Refusal } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { redirectTo, renderPage } from "../layout.ts";
import { choiceField, generalErrors, textField } from "./form-fields.ts";
import { renderMetafields } from "./metafield-section.ts";
import { renderVariants } from "./variant-section.ts";

type Values = Record<string, string>;

const FIELDS = ["title", "descriptionHtml", "vendor", "productType", "tags"] as const;
const STATES = [{ value: "ACTIVE" }, { value: "DRAFT" }, { value: "ARCHIVED" }];
const baseOf = (shop: AdminShop): string => `/store/${shop.state.shop.handle}/products`;

const findProduct = (shop: AdminShop, request: StandInRequest): ProductRecord | undefined =>
  shop.state.products.get(Number(request.params.id));

function renderForm(action: string, values: Values, errors: Refusal[]): Markup {
  const field = (name: string, label: string, rest: { rows?: number; help?: string } = {}) =>
    textField({ name, label, value: values[name], errors, ...rest });
  return html`<form method="post" action="${action}">${generalErrors(errors, FIELDS)}
<section class="card grid"><h2>Product</h2>${field("title", "Title")}${field("vendor", "Vendor")}${field("productType", "Product type")}
${field("tags", "Tags", { help: "Separated by commas" })}${choiceField("status", "Status", STATES, values.status)}
${field("descriptionHtml", "Description", { rows: 4, help: "HTML" })}</section>
<p><button class="button primary">Save</button></p></form>`;
}

const toInput = (values: Values): ProductInput => ({
  title: values.title ?? "",
  descriptionHtml: (values.descriptionHtml ?? "").replaceAll("\r\n", "\n"),
  vendor: values.vendor,
  productType: values.productType,
  tags: (values.tags ?? "").split(","),
  status: STATES.some(({ value }) => value === values.status)
    ? (values.status as NonNullable<ProductInput["status"]>)
    : undefined,
});

const valuesOf = (product: ProductRecord): Values => ({
  title: product.title,
  descriptionHtml: product.descriptionHtml,
  vendor: product.vendor,
  productType: product.productType,
  tags: product.tags.join(", "),
  status: product.status,
});

export function showNewProduct(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  values: Values = {},
  errors: Refusal[] = [],
): StandInResponse {
  const main = html`<h1>New product</h1>${renderForm(`${baseOf(shop)}/new`, values, errors)}`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: "New product", section: "products", main, status });
}

export function addProduct(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const values: Values = Object.fromEntries(readForm(request));
  const { title, descriptionHtml, vendor, productType, tags, status } = toInput(values);
  const outcome = shop.state.products.create({
    title: title ?? "",
    descriptionHtml: descriptionHtml ?? "",
    ...(vendor?.trim() ? { vendor: vendor.trim() } : {}),
    productType: productType?.trim() ?? "",
    tags: tags ?? [],
    status: status ?? "ACTIVE",
  });
  if (!outcome.ok) return showNewProduct(admin, shop, request, values, outcome.errors);
  return redirectTo(`${baseOf(shop)}/${outcome.value.id}`, "Product created.");
}

export function showProduct(
  admin: Admin,
  shop: AdminShop,
  request: StandInRequest,
  given?: Values,
  errors: Refusal[] = [],
): StandInResponse {
  const product = findProduct(shop, request);
  if (product === undefined) return sayMissing(admin, shop, request);
  const base = `${baseOf(shop)}/${product.id}`;
  const collections = shop.state.collections.listOf(product.id).map((collection) => collection.title);
  const main = html`<p><a href="${baseOf(shop)}">Products</a></p><h1><bdi>${product.title}</bdi></h1>
${renderForm(base, given ?? valuesOf(product), errors)}
${renderVariants(base, product)}
<section class="card"><h2>About</h2><dl><dt>Product ID</dt><dd>${product.id}</dd><dt>Handle</dt><dd>${product.handle}</dd>
<dt>Collections</dt><dd>${collections.join(", ") || "–"}</dd><dt>Images</dt><dd>${product.images.length}</dd>
<dt>Made</dt><dd>${product.createdAt}</dd><dt>Last changed</dt><dd>${product.updatedAt}</dd></dl></section>
${renderMetafields(shop, `gid://shopify/Product/${product.id}`)}
<section class="card"><h2>Delete</h2><p><a class="button critical" href="${base}/delete">Delete product</a></p></section>`;
  const status = errors.length > 0 ? 422 : 200;
  return renderPage(admin, shop, request, { title: product.title, section: "products", main, status });
}

export function saveProduct(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const product = findProduct(shop, request);
  if (product === undefined) return sayMissing(admin, shop, request);
  const values: Values = Object.fromEntries(readForm(request));
  const outcome = shop.state.products.update(product.id, toInput(values));
  if (!outcome.ok) return showProduct(admin, shop, request, values, outcome.errors);
  return redirectTo(`${baseOf(shop)}/${product.id}`, "Product saved.");
}

export function confirmDeleteProduct(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const product = findProduct(shop, request);
  if (product === undefined) return sayMissing(admin, shop, request);
  const base = `${baseOf(shop)}/${product.id}`;
  const main = html`<h1>Delete this product?</h1><section class="card"><p><bdi>${product.title}</bdi> and its ${product.variants.length} variants are gone for good.</p>
<form method="post" action="${base}/delete"><a class="button" href="${base}">Cancel</a> <button class="button critical">Delete product</button></form></section>`;
  return renderPage(admin, shop, request, { title: "Delete product", section: "products", main });
}

export function deleteProduct(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  shop.state.products.delete(Number(request.params.id));
  return redirectTo(baseOf(shop), "Product deleted.");
}

function sayMissing(admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const main = html`<h1>There is no such product</h1><p><a href="${baseOf(shop)}">All products</a></p>`;
  return renderPage(admin, shop, request, { title: "Not found", section: "products", main, status: 404 });
}
