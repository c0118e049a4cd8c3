import type { StandInResponse } from "#sandbox/http/serve.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { displayName, readValue } from "#sandbox/hubspot/crm/crm-record.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import { notFound } from "#sandbox/hubspot/hubspot-error.ts";
import { associationsCard } from "#sandbox/hubspot/viewer/associations-card.ts";
import type { Html } from "#sandbox/hubspot/viewer/html.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import { page, seeOther } from "#sandbox/hubspot/viewer/page.ts";
import { propertyField, WAS } from "#sandbox/hubspot/viewer/property-field.ts";
import { stageCard } from "#sandbox/hubspot/viewer/stage-card.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { recordAddress } from "#sandbox/hubspot/viewer/viewer-routes.ts";

const DONE: Record<string, string> = {
  created: "The record was created.",
  saved: "Your changes were saved.",
  restored: "The record was restored.",
  merged: "The records were merged.",
  consent: "The subscription was changed.",
  moved: "The record was moved.",
  associated: "The association was added.",
  dissociated: "The association was removed.",
};

const NEWEST_SHOWN = 40;

function editForm(visit: Visit, record: CrmRecord): Html {
  const { portal, space } = visit;
  // These two only change together, in a form of their own.
  const { pipeline, stage } = space.type.pipeline ?? {};
  const isHere = (name: string) => name !== pipeline && name !== stage;
  const groups = space.definitions.groups().map((group) => {
    const fields = space.definitions
      .list()
      .filter(
        ({ name, groupName, readOnlyValue, hidden }) =>
          groupName === group.name && !readOnlyValue && !hidden && isHere(name),
      )
      .map((definition) => {
        const value = readValue(space.type, record, definition.name) ?? "";
        return html`<input type="hidden" name="${WAS + definition.name}" value="${value}">${propertyField(definition, value)}`;
      });
    if (fields.length === 0) return "";
    return html`<section class="card"><h2>${group.label}</h2><div class="grid">${fields}</div></section>`;
  });
  return html`<form method="post" action="${recordAddress(portal, space, record.id)}">${groups}<p><button>Save</button></p></form>`;
}

function readOnlyValues({ space }: Visit, record: CrmRecord): Html {
  const rows = space.definitions
    .list()
    .filter((definition) => definition.readOnlyValue && readValue(space.type, record, definition.name))
    .map((definition) => html`<dt>${definition.label}</dt><dd>${readValue(space.type, record, definition.name)}</dd>`);
  return html`<section class="card"><h2>Set by HubSpot</h2><dl>${rows}</dl></section>`;
}

function history({ space }: Visit, record: CrmRecord): Html {
  const label = (name: string) => space.definitions.find(name)?.label ?? name;
  const rows = [...record.history]
    .flatMap(([name, versions]) => versions.map((version) => ({ name, ...version })))
    .sort((a, b) => b.at - a.at)
    .slice(0, NEWEST_SHOWN)
    .map(
      ({ name, value, at, source }) =>
        html`<tr><td>${toInstant(at)}</td><td>${label(name)}</td><td class="long">${value || "(empty)"}</td><td>${source.changeSource} ${source.sourceId}</td></tr>`,
    );
  return html`<section class="card" tabindex="0" aria-label="Property history"><h2>Property history</h2><table>
<thead><tr><th scope="col">When</th><th scope="col">Property</th><th scope="col">Value</th><th scope="col">Source</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function consent({ portal, space }: Visit, record: CrmRecord): Html {
  const email = record.values.get("email");
  if (space.type.typeId !== "0-1" || !email) return html``;
  const { subscriptions } = portal;
  const address = recordAddress(portal, space, record.id);
  const rows = subscriptions.types.map((type) => {
    const { state } = subscriptions.status(email, type.id);
    const wanted = state === "SUBSCRIBED" ? "UNSUBSCRIBED" : "SUBSCRIBED";
    const verb = wanted === "SUBSCRIBED" ? "Subscribe to" : "Unsubscribe from";
    return html`<tr><th scope="row">${type.name}</th><td>${state}</td><td><form method="post" action="${address}/subscription">
<input type="hidden" name="subscriptionId" value="${type.id}"><input type="hidden" name="state" value="${wanted}">
<button class="plain">${verb} ${type.name}</button></form></td></tr>`;
  });
  const isOut = subscriptions.allSince(email) !== undefined;
  return html`<section class="card"><h2>Communication subscriptions</h2><table><thead><tr><th scope="col">Subscription</th><th scope="col">Status</th><th scope="col">Change</th></tr></thead><tbody>${rows}</tbody></table>
${isOut ? html`<p>Unsubscribed from all email.</p>` : html`<form method="post" action="${address}/unsubscribe-all"><p><button class="plain">Unsubscribe from all email</button></p></form>`}</section>`;
}

function actions({ portal, space }: Visit, record: CrmRecord): Html {
  const address = recordAddress(portal, space, record.id);
  const one = space.type.label.one.toLowerCase();
  const merge = html`<form method="post" action="${address}/merge" class="row"><div><label for="merge-with">Merge with record ID</label>
<input type="text" id="merge-with" name="objectIdToMerge" inputmode="numeric" required></div><button class="plain">Merge</button></form>`;
  const purge = html`<form method="post" action="${address}/privacy-delete"><button class="plain">Delete permanently (GDPR)</button></form>`;
  return html`<section class="card"><h2>Actions</h2>${space.type.canMerge ? merge : ""}
<div class="row"><form method="post" action="${address}/delete"><button class="plain">Delete ${one}</button></form>${space.type.primaryKey ? purge : ""}</div></section>`;
}

function showDeleted(visit: Visit, record: CrmRecord, error: string): StandInResponse {
  const { portal, space, links } = visit;
  const body = html`${alert(error)}<p class="notice">This ${space.type.label.one.toLowerCase()} was deleted.</p>
<form method="post" action="${recordAddress(portal, space, record.id)}/restore"><button>Restore</button></form>${readOnlyValues(visit, record)}`;
  return page({ title: displayName(space.type, record), brand: portal.name, links, body, status: error ? 422 : 200 });
}

const alert = (error: string) => (error ? html`<p class="error" role="alert">${error}</p>` : "");

/** A record's page; `error` says why the last change was refused. */
export function showRecord(visit: Visit, error = ""): StandInResponse {
  const { portal, space, request, links } = visit;
  const id = request.params.id ?? "";
  const record = space.records.find(id);
  if (!record) {
    const deleted = space.records.find(id, true);
    if (deleted) return showDeleted(visit, deleted, error);
    throw notFound();
  }
  // A merged record lives under another id now.
  if (record.id !== id) return seeOther(recordAddress(portal, space, record.id));
  const done = DONE[request.url.searchParams.get("done") ?? ""];
  const body = html`${alert(error)}${done && !error ? html`<p class="notice" role="status">${done}</p>` : ""}
${stageCard(visit, record)}${editForm(visit, record)}${associationsCard(visit, record)}${consent(visit, record)}${actions(visit, record)}${readOnlyValues(visit, record)}${history(visit, record)}`;
  return page({ title: displayName(space.type, record), brand: portal.name, links, body, status: error ? 422 : 200 });
}
