import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInResponse } from "#sandbox/http/serve.ts";
import { assertOneParent } from "#sandbox/hubspot/crm/associations/check-associations.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { HubspotError, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import { UI_SOURCE } from "#sandbox/hubspot/portal.ts";
import { KIND } from "#sandbox/hubspot/viewer/associations-card.ts";
import { explain } from "#sandbox/hubspot/viewer/new-record-page.ts";
import { seeOther } from "#sandbox/hubspot/viewer/page.ts";
import { WAS } from "#sandbox/hubspot/viewer/property-field.ts";
import { showRecord } from "#sandbox/hubspot/viewer/record-page.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { listAddress, recordAddress } from "#sandbox/hubspot/viewer/viewer-routes.ts";

type Act = (visit: Visit, record: CrmRecord, form: URLSearchParams) => string;

const onRecord = ({ portal, space }: Visit, id: string, done: string) =>
  `${recordAddress(portal, space, id)}?done=${done}`;

/** Saves only what the person changed, so that the page does not undo what has happened since it was opened. */
const save: Act = (visit, record, form) => {
  const { portal, space } = visit;
  const changed = [...form].filter(
    ([name, value]) => !name.startsWith(WAS) && value !== (form.get(WAS + name) ?? record.values.get(name) ?? ""),
  );
  portal.updateRecord(space.type.typeId, record.id, Object.fromEntries(changed));
  return onRecord(visit, record.id, "saved");
};

const ACTIONS: Record<string, Act> = {
  delete: (visit, record) => {
    visit.space.records.archive(record, UI_SOURCE);
    return listAddress(visit.portal, visit.space);
  },
  "privacy-delete": (visit, record) => {
    if (!visit.space.type.primaryKey) throw notFound();
    visit.space.records.purge(record, UI_SOURCE);
    return listAddress(visit.portal, visit.space);
  },
  stage: (visit, record, form) => {
    const { portal, space } = visit;
    const { pipeline, stage } = space.type.pipeline ?? {};
    if (!pipeline || !stage) throw notFound();
    const [pipelineId = "", stageId = ""] = (form.get("stage") ?? "").split(" ").map(decodeURIComponent);
    portal.updateRecord(space.type.typeId, record.id, { [pipeline]: pipelineId, [stage]: stageId });
    return onRecord(visit, record.id, "moved");
  },
  associate: (visit, record, form) => {
    const { portal, space } = visit;
    const [, toTypeId = "", category = "", typeId = ""] = KIND.exec(form.get("kind") ?? "") ?? [];
    const type = portal.associationTypes.find(space.type.typeId, category, Number(typeId));
    if (!type || type.to !== toTypeId) throw notFound();
    const from = { typeId: space.type.typeId, id: record.id };
    const id = portal.space(toTypeId).records.find((form.get("toId") ?? "").trim())?.id;
    if (id === undefined)
      throw new HubspotError(400, { message: "There is no record with this ID to associate with." });
    const to = { typeId: toTypeId, id };
    assertOneParent(portal, from, to, type);
    portal.associations.associate(from, to, [type], UI_SOURCE);
    return onRecord(visit, record.id, "associated");
  },
  dissociate: (visit, record, form) => {
    const to = { typeId: form.get("toTypeId") ?? "", id: form.get("toId") ?? "" };
    visit.portal.associations.dissociate({ typeId: visit.space.type.typeId, id: record.id }, to, UI_SOURCE);
    return onRecord(visit, record.id, "dissociated");
  },
  merge: (visit, record, form) => {
    if (!visit.space.type.canMerge) throw notFound();
    const loser = visit.space.records.find((form.get("objectIdToMerge") ?? "").trim());
    if (!loser) throw new HubspotError(400, { message: "There is no record with this ID to merge with." });
    return onRecord(visit, visit.space.records.merge(record, loser, UI_SOURCE).id, "merged");
  },
  subscription: (visit, record, form) => {
    const { subscriptions } = visit.portal;
    const state = form.get("state") === "SUBSCRIBED" ? "SUBSCRIBED" : "UNSUBSCRIBED";
    const type = subscriptions.type(Number(form.get("subscriptionId")));
    subscriptions.set(record.values.get("email") ?? "", type.id, { state, source: "CRM_UI" }, UI_SOURCE);
    return onRecord(visit, record.id, "consent");
  },
  "unsubscribe-all": (visit, record) => {
    visit.portal.subscriptions.unsubscribeAll(record.values.get("email") ?? "", UI_SOURCE);
    return onRecord(visit, record.id, "consent");
  },
};

/** Carries out a form of the record's page and sends the person on. */
export function actOnRecord(visit: Visit): StandInResponse {
  const { space, request } = visit;
  const { id = "", action } = request.params;
  try {
    if (action === "restore") return seeOther(onRecord(visit, space.records.restore(id, UI_SOURCE).id, "restored"));
    const record = space.records.find(id);
    const act = action === undefined ? save : ACTIONS[action];
    if (!record || !act) throw notFound();
    return seeOther(act(visit, record, readForm(request)));
  } catch (cause) {
    if (cause instanceof HubspotError && cause.status !== 404) return showRecord(visit, explain(cause));
    throw cause;
  }
}
