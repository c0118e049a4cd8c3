import { z } from "zod";

const id = z.union([z.number().int(), z.string()]).transform(String);

const eventSchema = z
  .object({
    eventId: id.optional(),
    subscriptionId: id.optional(),
    portalId: id,
    appId: id.optional(),
    occurredAt: z.number().min(0).max(8.64e15),
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

/**
 * @returns the events of a delivery, null when it is not HubSpot's form: an array. An event that cannot be read is left out, for a delivery
 * mixes portals and is refused as a whole; the sweep finds what it spoke of.
 */
export function parseEvents(rawBody: string): readonly HubspotWebhookEvent[] | null {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return null;
  }
  if (!Array.isArray(body)) return null;
  return body.flatMap((event: unknown) => eventSchema.safeParse(withoutNulls(event)).data ?? []);
}

/** A field that says nothing is left out or null. */
function withoutNulls(event: unknown): unknown {
  if (typeof event !== "object" || event === null) return event;
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
}

export function kindOf(event: HubspotWebhookEvent): EventKind {
  return kinds[event.type.split(".").at(-1)?.toLowerCase() ?? ""] ?? "other";
}

/** The kind of record the event is about: "0-1" for contacts; contacts' events may leave it out. */
export function objectTypeIdOf(event: HubspotWebhookEvent): string | null {
  return event.objectTypeId ?? typeIds[event.type.split(".")[0]?.toLowerCase() ?? ""] ?? null;
}
