import type { Refusal } from "#sandbox/shopify/state/records.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";
import { tellState } from "./record-lists.ts";

export interface FieldParts {
  name: string;
  label: string;
  value?: string | null | undefined;
  /** What Shopify refused; the field's own refusal stands below it. */
  errors?: Refusal[];
  rows?: number;
  isRequired?: boolean;
  help?: string;
}

/** A labelled text field, or a text area when it has rows. `name` is its id too. */
export function textField({ name, label, value, errors = [], rows, isRequired, help }: FieldParts): Markup {
  const error = errors.find((one) => one.field?.at(-1) === name);
  const described = [error && `${name}-error`, help && `${name}-help`].filter(Boolean).join(" ");
  const attributes = html`id="${name}" name="${name}" dir="auto" ${isRequired && html`required`} ${error && html`aria-invalid="true"`} ${described !== "" && html`aria-describedby="${described}"`}`;
  const input = rows
    ? html`<textarea ${attributes} rows="${rows}">${value}</textarea>`
    : html`<input ${attributes} value="${value}" autocomplete="off">`;
  return html`<p class="field"><label for="${name}">${label}</label>${input}
${error && html`<span class="error" id="${name}-error">${error.message}</span>`}${help && html`<span class="help" id="${name}-help">${help}</span>`}</p>`;
}

/** A labelled choice; options are their own labels unless named. */
export function choiceField(
  name: string,
  label: string,
  options: readonly { value: string; label?: string }[],
  current?: string,
): Markup {
  return html`<p class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">
${options.map((one) => html`<option value="${one.value}" ${one.value === current && html`selected`}>${one.label ?? tellState(one.value)}</option>`)}</select></p>`;
}

/** Refusals that belong to none of the form's fields. */
export function generalErrors(errors: Refusal[], fields: readonly string[]): Markup | false {
  const general = errors.filter((error) => !fields.includes(error.field?.at(-1) ?? ""));
  return (
    general.length > 0 &&
    html`<div class="error" role="alert"><ul>${general.map((error) => html`<li>${error.message}</li>`)}</ul></div>`
  );
}

/** A button that is a form of its own. */
export function postButton(action: string, label: string, fields: Record<string, number | string> = {}): Markup {
  return html`<form method="post" action="${action}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="button">${label}</button></form>`;
}
