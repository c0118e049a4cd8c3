import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { applyVariantInput } from "#sandbox/shopify/state/apply-variant-input.ts";
import { completeVariant } from "#sandbox/shopify/state/complete-product.ts";
import { stamp } from "#sandbox/shopify/state/context.ts";
import type { ProductRecord, VariantRecord } from "#sandbox/shopify/state/records.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { redirectTo } from "../layout.ts";

/** More would make a form that no browser likes to send. */
const MAX_SHOWN = 250;
const PRICE = /^\d+(\.\d+)?$/;

/** A product's variants with SKU and price to edit, and a form for one more. */
export function renderVariants(base: string, product: ProductRecord): Markup {
  const cell = (variant: VariantRecord, name: "price" | "sku", label: string): Markup =>
    html`<td><input name="${name}-${variant.id}" value="${variant[name]}" aria-label="${label} of ${variant.title}" autocomplete="off" ${name === "price" && html`inputmode="decimal"`}></td>`;
  const rows = product.variants.slice(0, MAX_SHOWN).map(
    (
      variant,
    ) => html`<tr><th scope="row"><bdi>${variant.title}</bdi></th>${cell(variant, "sku", "SKU")}${cell(variant, "price", "Price")}<td>${variant.inventoryQuantity}</td>
<td>${product.variants.length > 1 && html`<button class="button" name="delete" value="${variant.id}" aria-label="Delete ${variant.title}">Delete</button>`}</td></tr>`,
  );
  const options = product.options.map(
    (option, index) =>
      html`<p class="field"><label for="option-${index}">${option.name}</label><input id="option-${index}" name="option-${index}" required autocomplete="off"></p>`,
  );
  return html`<section class="card"><h2>Variants</h2><form method="post" action="${base}/variants">
<div class="scroll" tabindex="0" role="region" aria-label="Variants"><table><thead><tr><th scope="col">Variant</th><th scope="col">SKU</th><th scope="col">Price</th><th scope="col">Stock</th><th scope="col">Remove</th></tr></thead><tbody>${rows}</tbody></table></div>
<p><button class="button primary" name="save" value="all">Save variants</button></p></form>
<h3>Add a variant</h3><form method="post" action="${base}/variants/new"><div class="grid">${options}
<p class="field"><label for="new-sku">SKU</label><input id="new-sku" name="sku" autocomplete="off"></p>
<p class="field"><label for="new-price">Price</label><input id="new-price" name="price" value="0.00" inputmode="decimal" autocomplete="off"></p></div>
<button class="button">Add variant</button></form></section>`;
}

export function saveVariants(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { products, shop: profile } = shop.state;
  const product = products.get(Number(request.params.id));
  const base = `/store/${profile.handle}/products`;
  if (!product) return redirectTo(base, "There is no such product.");
  const form = readForm(request);
  const gone = Number(form.get("delete") ?? "0");
  const problems: string[] = [];
  const variants = product.variants
    .filter((variant) => variant.id !== gone)
    .map((variant) => {
      const price = form.get(`price-${variant.id}`)?.trim() ?? variant.price;
      const sku = form.get(`sku-${variant.id}`) ?? variant.sku;
      if (!PRICE.test(price)) problems.push(`The price of ${variant.title} is not a number.`);
      const { after, errors } = applyVariantInput(
        variant,
        { price: PRICE.test(price) ? price : "0", sku },
        profile.currency,
      );
      problems.push(...errors.map((error) => error.message));
      return after;
    });
  if (variants.length === 0) problems.push("The last variant of a product stays.");
  if (problems.length > 0) return redirectTo(`${base}/${product.id}`, problems.join(" "));
  products.setVariants(product, variants);
  return redirectTo(`${base}/${product.id}`, gone === 0 ? "Variants saved." : "Variant deleted.");
}

export function addVariant(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const { products, shop: profile, now, nextId } = shop.state;
  const product = products.get(Number(request.params.id));
  const base = `/store/${profile.handle}/products`;
  if (!product) return redirectTo(base, "There is no such product.");
  const form = readForm(request);
  const read = (name: string): string => form.get(name)?.trim() ?? "";
  const options = product.options.map(({ name }, index) => ({ name, value: read(`option-${index}`) }));
  const title = options.map((option) => option.value).join(" / ");
  const back = `${base}/${product.id}`;
  if (options.some((option) => option.value === "")) return redirectTo(back, "Each option needs a value.");
  if (product.variants.some((variant) => variant.title.toLowerCase() === title.toLowerCase()))
    return redirectTo(back, `The variant '${title}' already exists.`);
  if (!PRICE.test(read("price"))) return redirectTo(back, "The price is not a number.");
  const context = { shop: profile, now, nextId, emit: () => undefined, touch: () => undefined };
  const seed = { price: read("price"), sku: read("sku") || null, options };
  const added = completeVariant(context, seed, product.variants.length + 1, stamp({ now }));
  products.setVariants(product, [...product.variants, added]);
  return redirectTo(back, "Variant added.");
}
