import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInResponse } from "#sandbox/http/serve.ts";
import { HubspotError } from "#sandbox/hubspot/hubspot-error.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import { page, seeOther } from "#sandbox/hubspot/viewer/page.ts";
import { propertyField } from "#sandbox/hubspot/viewer/property-field.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { recordAddress } from "#sandbox/hubspot/viewer/viewer-routes.ts";

function showForm({ portal, space, links }: Visit, given: URLSearchParams, error: string): StandInResponse {
  const writable = space.definitions.list().filter((definition) => !definition.readOnlyValue && !definition.hidden);
  const body = html`${error ? html`<p class="error" role="alert">${error}</p>` : ""}
<form method="post"><div class="card grid">${writable.map((definition) => propertyField(definition, given.get(definition.name) ?? ""))}</div>
<p><button>Create ${space.type.label.one.toLowerCase()}</button></p></form>`;
  const title = `Create ${space.type.label.one.toLowerCase()}`;
  return page({ title, brand: portal.name, links, body, status: error ? 422 : 200 });
}

export function showNewRecord(visit: Visit): StandInResponse {
  return showForm(visit, new URLSearchParams(), "");
}

/** What a person may read of a refusal: the single reasons where there are some. */
export function explain(error: HubspotError): string {
  return error.body.errors?.map((detail) => detail.message).join(" ") ?? error.body.message;
}

export function createFromForm(visit: Visit): StandInResponse {
  const { portal, space, request } = visit;
  const form = readForm(request);
  const given = Object.fromEntries([...form].filter(([, value]) => value.trim() !== ""));
  try {
    const record = portal.createRecord(space.type.typeId, given);
    return seeOther(`${recordAddress(portal, space, record.id)}?done=created`);
  } catch (cause) {
    if (cause instanceof HubspotError) return showForm(visit, form, explain(cause));
    throw cause;
  }
}
