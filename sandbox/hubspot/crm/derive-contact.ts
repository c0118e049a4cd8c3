import type { ChangeSource } from "#sandbox/hubspot/crm/change-source.ts";
import { LIFECYCLE_STAGES } from "#sandbox/hubspot/crm/contact-properties.ts";
import type { WriteContext } from "#sandbox/hubspot/crm/object-type.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";

const rank = (stage: string) => LIFECYCLE_STAGES.findIndex(([value]) => value === stage);

/** What a new contact has before anything is written to it, as live portals answer to a create. */
export function startContact({ id, source }: WriteContext): [string, string][] {
  return [
    ["lifecyclestage", "lead"],
    ["hs_all_contact_vids", id],
    ["hs_is_contact", "true"],
    ["hs_is_unworked", "true"],
    ["hs_marketable_status", "false"],
    ["hs_pipeline", "contacts-lifecycle-pipeline"],
    ["hs_object_source", source.changeSource],
    ["hs_object_source_id", source.sourceId],
    ["hs_object_source_label", source.changeSource],
  ];
}

/** Swaps a promoted secondary address with the primary one, as HubSpot does when `email` is set to it. */
function promoteSecondaryEmail(before: ReadonlyMap<string, string>, after: Map<string, string>): void {
  const email = after.get("email");
  const secondary = after.get("hs_additional_emails")?.split(";") ?? [];
  if (!email || !secondary.includes(email)) return;
  const former = before.get("email");
  const rest = secondary.filter((one) => one !== email);
  if (former && former !== email) rest.unshift(former);
  after.set("hs_additional_emails", rest.join(";"));
}

/** A stage set by an app only ever moves forward; clearing it first is the documented way back. */
function holdLifecycleStage(before: ReadonlyMap<string, string>, after: Map<string, string>, source: ChangeSource) {
  const from = before.get("lifecyclestage");
  const to = after.get("lifecyclestage");
  if (source.changeSource !== "CRM_UI" && from && to && rank(to) < rank(from)) after.set("lifecyclestage", from);
}

/** Completes a write of a contact with what HubSpot itself changes along. */
export function deriveContact(
  before: ReadonlyMap<string, string>,
  after: Map<string, string>,
  { at, source }: WriteContext,
): void {
  promoteSecondaryEmail(before, after);
  holdLifecycleStage(before, after, source);
  const email = after.get("email") ?? "";
  if (email !== (before.get("email") ?? "")) after.set("hs_email_domain", email.slice(email.lastIndexOf("@") + 1));
  const name = [after.get("firstname"), after.get("lastname")].filter(Boolean).join(" ");
  if (name || email) after.set("hs_full_name_or_email", name || email);
  const stage = after.get("lifecyclestage");
  if (stage !== before.get("lifecyclestage") && (stage === "lead" || stage === "customer")) {
    after.set(`hs_lifecyclestage_${stage}_date`, toInstant(at));
  }
}
