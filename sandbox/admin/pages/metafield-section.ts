import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInRequest, StandInResponse } from "#sandbox/http/serve.ts";
import { checkName } from "#sandbox/shopify/state/metafield-definitions.ts";
import { checkMetafieldValue, checkValidations, METAFIELD_TYPES } from "#sandbox/shopify/state/metafield-values.ts";
import { kindOf } from "#sandbox/shopify/state/metafields.ts";
import type { Admin, AdminShop } from "../admin-shop.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { redirectTo } from "../layout.ts";
import { textField } from "./form-fields.ts";

/** Where each kind of owner has its page. */
const PAGES: Record<string, string> = { Company: "companies", Customer: "customers", Product: "products" };

/** A record's metafields and defined ones that it does not have yet, each with a form of its own. */
export function renderMetafields(shop: AdminShop, ownerId: string): Markup {
  const { metafields, definitions } = shop.state;
  const action = `/store/${shop.state.shop.handle}/metafields`;
  const list = metafields.list(ownerId);
  const kind = kindOf(ownerId);
  const unset = definitions
    .listOf(kind)
    .filter(({ namespace, key }) => !list.some((one) => one.namespace === namespace && one.key === key))
    .map((one) => ({ ...one, value: "" }));
  const rows = [...list, ...unset].map(({ namespace, key, type, value }) => {
    const id = `metafield-${namespace}-${key}`;
    const name = definitions.get(kind, namespace, key)?.name ?? `${namespace}.${key}`;
    const hidden = { ownerId, namespace, key, type };
    return html`<form method="post" action="${action}">${Object.entries(hidden).map(([field, text]) => html`<input type="hidden" name="${field}" value="${text}">`)}
<p class="field"><label for="${id}">${name} <span class="help">(${type})</span></label><textarea id="${id}" name="value" rows="1" dir="auto">${value}</textarea></p>
<button class="button" aria-label="Save ${name}">Save</button></form>`;
  });
  return html`<section class="card"><h2>Metafields</h2><p class="help">An empty value removes a metafield.</p>${rows}
<h3>Add a metafield</h3><form method="post" action="${action}"><input type="hidden" name="ownerId" value="${ownerId}">
<div class="grid">${textField({ name: "namespace", label: "Namespace", value: "custom", isRequired: true })}${textField({ name: "key", label: "Key", isRequired: true })}
${textField({ name: "type", label: "Type", value: "single_line_text_field", isRequired: true })}${textField({ name: "value", label: "Value", isRequired: true })}</div>
<button class="button">Add metafield</button></form></section>`;
}

export function saveMetafield(_admin: Admin, shop: AdminShop, request: StandInRequest): StandInResponse {
  const form = readForm(request);
  const read = (name: string): string => form.get(name)?.trim() ?? "";
  const [ownerId, namespace, key, type] = [read("ownerId"), read("namespace"), read("key"), read("type")];
  const value = read("value").replaceAll("\r\n", "\n");
  const kind = kindOf(ownerId);
  const page = PAGES[kind];
  if (page === undefined) return { status: 400, body: "Such a record has no metafields here." };
  const back = `/store/${shop.state.shop.handle}/${page}/${/\d+$/.exec(ownerId)?.[0]}`;
  const { metafields, definitions, touchOwner } = shop.state;
  if (value === "") {
    if (metafields.delete(ownerId, namespace, key)) touchOwner(ownerId);
    return redirectTo(back, "Metafield removed.");
  }
  const definition = definitions.get(kind, namespace, key);
  const isTaken =
    definition?.isUnique && metafields.findOwners(kind, namespace, key, value).some((owner) => owner !== ownerId);
  const refusal =
    checkName({ namespace, key })[0]?.message ??
    (METAFIELD_TYPES.test(type) ? null : `Type ${type} is not a valid type.`) ??
    checkMetafieldValue(type, value) ??
    checkValidations(type, value, definition?.validations ?? []) ??
    (isTaken ? "Value has already been assigned to another metafield." : null);
  if (refusal) return redirectTo(back, refusal);
  if (metafields.set(ownerId, { namespace, key, type, value }).isChanged) touchOwner(ownerId);
  return redirectTo(back, "Metafield saved.");
}
