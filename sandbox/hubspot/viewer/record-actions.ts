import { readForm } from "#sandbox/http/read-body.ts";
import type { StandInResponse } from "#sandbox/http/serve.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { HubspotError, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import { UI_SOURCE } from "#sandbox/hubspot/portal.ts";
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
    visit.space.records.purge(record, UI_SOURCE);
    return listAddress(visit.portal, visit.space);
  },
  merge: (visit, record, form) => {
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
