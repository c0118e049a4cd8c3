import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import type { Html } from "#sandbox/hubspot/viewer/html.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { recordAddress } from "#sandbox/hubspot/viewer/viewer-routes.ts";

/** Where the record is in its pipeline, and the form that moves it, into another pipeline too. */
export function stageCard({ portal, space }: Visit, record: CrmRecord): Html {
  const { type, pipelines } = space;
  if (!type.pipeline || !pipelines) return html``;
  const present = record.values.get(type.pipeline.stage);
  const pipeline = pipelines.find(record.values.get(type.pipeline.pipeline) ?? "");
  const stage = pipeline?.stages.find(({ id }) => id === present);
  const groups = pipelines
    .list()
    .map(
      ({ id: pipelineId, label, stages }) =>
        html`<optgroup label="${label}">${stages.map(
          ({ id, label: name }) =>
            html`<option value="${[pipelineId, id].map(encodeURIComponent).join(" ")}" ${id === present ? html`selected` : ""}>${name}</option>`,
        )}</optgroup>`,
    );
  return html`<section class="card"><h2>Pipeline</h2><p>${pipeline?.label ?? "No pipeline"}: <strong>${stage?.label ?? "no stage"}</strong></p>
<form method="post" action="${recordAddress(portal, space, record.id)}/stage" class="row">
<div><label for="move-to-stage">Stage</label><select id="move-to-stage" name="stage">${groups}</select></div><button class="plain">Move</button></form></section>`;
}
