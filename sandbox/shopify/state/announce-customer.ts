import type { StateContext } from "./context.ts";
import { emailConsentPayload, smsConsentPayload, tagsPayload } from "./customer-payload.ts";
import type { CustomerRecord } from "./records.ts";

/** Tells what has topics of its own: tags and consents, which customers/* no longer carries. */
export function announceParts(context: StateContext, before: CustomerRecord, after: CustomerRecord): void {
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  if (added.length > 0) context.emit("customer.tags_added", tagsPayload(after.id, added, context.now()));
  if (removed.length > 0) context.emit("customer.tags_removed", tagsPayload(after.id, removed, context.now()));
  if (isOther(before.emailConsent, after.emailConsent))
    context.emit("customers_email_marketing_consent/update", emailConsentPayload(after, context.shop));
  if (isOther(before.smsConsent, after.smsConsent))
    context.emit("customers_marketing_consent/update", smsConsentPayload(after, context.shop));
}

export function isOther(one: object, other: object): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
