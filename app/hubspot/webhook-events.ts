import { z } from "zod";

const id = z.union([z.number().int(), z.string()]).transform(String);

const eventSchema = z
  .object({
    eventId: id.optional(),
    subscriptionId: id.optional(),
    portalId: id,
    appId: id.optional(),
    occurredAt: z.number(),
    subscriptionType: z.string().optional(),
    eventType: z.string().optional(),
    objectId: id.optional(),
    objectTypeId: z.string().optional(),
    propertyName: z.string().optional(),
    propertyValue: z.string().nullish(),
    primaryObjectId: id.optional(),
    mergedObjectIds: z.array(id).optional(),
    newObjectId: id.optional(),
  })
  .transform(({ subscriptionType, eventType, ...event }) => ({ ...event, type: subscriptionType ?? eventType ?? "" }));

/** One event of HubSpot's webhooks, as far as it is used. */
export type HubspotWebhookEvent = z.infer<typeof eventSchema>;

/** What an event says happened, whichever of its two spellings HubSpot used (`object.creation`, `contact.creation`). */
export type EventKind = "creation" | "deletion" | "change" | "merge" | "restore" | "privacy_deletion" | "other";

const kinds: Record<string, EventKind> = {
  creation: "creation",
  deletion: "deletion",
  propertychange: "change",
  merge: "merge",
  restore: "restore",
  privacydeletion: "privacy_deletion",
};

/** Singular names in old subscription types; new ones carry objectTypeId. */
const typeIds: Record<string, string> = { contact: "0-1", company: "0-2", deal: "0-3", product: "0-7" };

/** @returns the events of a delivery, null when it is not HubSpot's form: an array of events. */
export function parseEvents(rawBody: string): readonly HubspotWebhookEvent[] | null {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return null;
  }
  const parsed = z.array(eventSchema).safeParse(body);
  return parsed.success ? parsed.data : null;
}

export function kindOf(event: HubspotWebhookEvent): EventKind {
  return kinds[event.type.split(".").at(-1)?.toLowerCase() ?? ""] ?? "other";
}

/** The kind of record the event is about: "0-1" for contacts; contacts' events may leave it out. */
export function objectTypeIdOf(event: HubspotWebhookEvent): string | null {
  return event.objectTypeId ?? typeIds[event.type.split(".")[0]?.toLowerCase() ?? ""] ?? null;
}
