import type { AssociationType } from "#sandbox/hubspot/crm/associations/association-types.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { displayName } from "#sandbox/hubspot/crm/crm-record.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";
import type { Html } from "#sandbox/hubspot/viewer/html.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { recordAddress } from "#sandbox/hubspot/viewer/viewer-routes.ts";

const MOST_SHOWN = 50;

const labelsOf = (types: readonly AssociationType[]) =>
  types.flatMap(({ label }) => (label === null ? [] : [label])).join(", ");

/** How the form names a kind of association: other type, category and id. */
export const KIND = /^(0-\d+) (HUBSPOT_DEFINED|USER_DEFINED) (\d+)$/;

function associated(visit: Visit, record: CrmRecord, other: ObjectSpace): Html {
  const { portal, space } = visit;
  const links = portal.associations.of({ typeId: space.type.typeId, id: record.id }, other.type.typeId);
  if (links.size === 0) return html``;
  const rows = [...links].slice(0, MOST_SHOWN).map(([id, types]) => {
    const target = other.records.find(id);
    const name = target ? displayName(other.type, target) : id;
    return html`<tr><th scope="row"><a href="${recordAddress(portal, other, id)}">${name}</a></th><td>${labelsOf(types) || "--"}</td><td>${id}</td>
<td><form method="post" action="${recordAddress(portal, space, record.id)}/dissociate"><input type="hidden" name="toTypeId" value="${other.type.typeId}">
<input type="hidden" name="toId" value="${id}"><button class="plain">Remove ${name}</button></form></td></tr>`;
  });
  const { one, many } = other.type.label;
  const count = links.size === 1 ? `1 ${one.toLowerCase()}` : `${links.size} ${many.toLowerCase()}`;
  return html`<table><caption>${count}${links.size > MOST_SHOWN ? `, the first ${MOST_SHOWN} of them` : ""}</caption>
<thead><tr><th scope="col">${one}</th><th scope="col">Labels</th><th scope="col">Record ID</th><th scope="col">Change</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** What the record is associated with, by kind of record, and the form that adds to it. */
export function associationsCard(visit: Visit, record: CrmRecord): Html {
  const { portal, space } = visit;
  const { typeId } = space.type;
  const others = portal.spaces().filter((other) => portal.associationTypes.standard(typeId, other.type.typeId));
  if (others.length === 0) return html``;
  const options = others.flatMap((other) =>
    portal.associationTypes.list(typeId, other.type.typeId).map((type) => {
      const text = type.label === null ? other.type.label.one : `${other.type.label.one}: ${type.label}`;
      return html`<option value="${other.type.typeId} ${type.category} ${type.typeId}">${text}</option>`;
    }),
  );
  const tables = others.map((other) => associated(visit, record, other));
  return html`<section class="card" tabindex="0" aria-label="Associations"><h2>Associations</h2>${tables}
<form method="post" action="${recordAddress(portal, space, record.id)}/associate" class="row">
<div><label for="associate-kind">Associate with</label><select id="associate-kind" name="kind">${options}</select></div>
<div><label for="associate-id">ID of the other record</label><input type="text" id="associate-id" name="toId" inputmode="numeric" required></div>
<button class="plain">Add association</button></form></section>`;
}
