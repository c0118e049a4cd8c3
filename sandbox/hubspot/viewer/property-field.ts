import type { PropertyDefinition } from "#sandbox/hubspot/crm/property-definition.ts";
import type { Html } from "#sandbox/hubspot/viewer/html.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";

/** Prefix of the hidden field that keeps what a property was when the page was opened. */
export const WAS = "was:";

/** A labelled input for one property, named after it. */
export function propertyField(definition: PropertyDefinition, value: string): Html {
  const { name, label } = definition;
  const id = `property-${name}`;
  const caption = html`<label for="${id}">${label}</label>`;
  const isChoice = definition.options.length > 0 && definition.fieldType !== "checkbox";
  if (isChoice) {
    const options = definition.options.map(
      (option) =>
        html`<option value="${option.value}" ${option.value === value ? html`selected` : ""}>${option.label}</option>`,
    );
    return html`<div>${caption}<select id="${id}" name="${name}"><option value="">--</option>${options}</select></div>`;
  }
  if (definition.fieldType === "textarea" || definition.fieldType === "html") {
    return html`<div>${caption}<textarea id="${id}" name="${name}" rows="3">${value}</textarea></div>`;
  }
  return html`<div>${caption}<input type="text" id="${id}" name="${name}" value="${value}" autocomplete="off"></div>`;
}
