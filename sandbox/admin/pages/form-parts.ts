import type { LineItemSeed } from "#sandbox/shopify/state/orders.ts";
import type { Refusal } from "#sandbox/shopify/state/records.ts";
import { sellVariant } from "#sandbox/shopify/state/sell-variant.ts";
import type { ShopState } from "#sandbox/shopify/state.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";

const ROWS = 3;
/** A list that a person can still choose from. */
const MOST_VARIANTS = 500;

export type Values = Record<string, string>;

export function renderErrors(errors: Refusal[]): Markup | false {
  if (errors.length === 0) return false;
  return html`<div class="error" role="alert"><ul>${errors.map((error) => html`<li>${error.message}</li>`)}</ul></div>`;
}

export function textField(name: string, label: string, values: Values = {}, type = "text"): Markup {
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${values[name]}" autocomplete="off" dir="auto"></p>`;
}

export function choice(name: string, label: string, options: [value: string, text: string][], chosen = ""): Markup {
  return html`<p class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">
${options.map(([value, text]) => html`<option value="${value}" ${value === chosen && html`selected`}>${text}</option>`)}</select></p>`;
}

export function checkbox(name: string, label: string, isOn = false): Markup {
  return html`<p class="check"><label><input type="checkbox" name="${name}" ${isOn && html`checked`}> ${label}</label></p>`;
}

/** Rows to choose products with their quantities: as many as fit a form without scripts. */
export function renderLinePicker(state: ShopState, values: Values = {}, rows = ROWS): Markup {
  const options = state.products
    .list()
    .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
    .slice(0, MOST_VARIANTS)
    .map(({ product, variant }): [string, string] => {
      const name = variant.title === "Default Title" ? product.title : `${product.title} – ${variant.title}`;
      return [String(variant.id), `${name} (${variant.price})`];
    });
  return html`${Array.from({ length: rows }, (_, index) => [
    choice(`variant${index}`, `Product ${index + 1}`, [["", "–"], ...options], values[`variant${index}`]),
    textField(
      `quantity${index}`,
      `Quantity ${index + 1}`,
      { [`quantity${index}`]: values[`quantity${index}`] ?? "1" },
      "number",
    ),
  ])}`;
}

export function readLines(state: ShopState, form: URLSearchParams): LineItemSeed[] {
  return Array.from({ length: ROWS }, (_, index): LineItemSeed[] => {
    const found = state.products.findVariant(Number(form.get(`variant${index}`) || -1));
    return found ? [sellVariant(found, Number(form.get(`quantity${index}`) ?? "1"))] : [];
  }).flat();
}

/** Who buys: the customer with this e-mail, or a guest with it. */
export function readBuyer(
  state: ShopState,
  form: URLSearchParams,
): { customerId: number | null; email: string | null } {
  const email = form.get("email")?.trim() || null;
  const customer = email === null ? undefined : state.customers.findByEmail(email);
  return { customerId: customer?.id ?? null, email: email ?? null };
}

/** A discount in percent, with its code if there is one; nothing where the field is empty. */
export function readDiscount(form: URLSearchParams): { discountCodes?: string[]; discountPercent?: string } {
  const percent = form.get("discountPercent")?.trim() ?? "";
  const code = form.get("discountCode")?.trim() ?? "";
  if (!/^\d{1,3}(\.\d+)?$/.test(percent) || Number(percent) > 100) return {};
  return { discountPercent: percent, ...(code !== "" && { discountCodes: [code] }) };
}

/** An amount that a person typed; nothing where it is none. */
export function readMoney(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name)?.trim() ?? "";
  return /^\d+(\.\d+)?$/.test(text) ? text : undefined;
}
