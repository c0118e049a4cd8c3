import type { HubspotWebhookEvent } from "#app/hubspot/webhook-events.ts";
import { kindOf } from "#app/hubspot/webhook-events.ts";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { dueAtOfEvent } from "#app/sync/plan/echo.ts";
import { hashEvent } from "#app/sync/plan/hash-field.ts";
import type { HashValue, Mark } from "#app/sync/ports.ts";

export interface EventContext {
  readonly hash: HashValue;
  readonly connectionId: string;
  readonly definition: SyncObjectDefinition;
  readonly now: Date;
  readonly backfilling: boolean;
}

type Hashes = Readonly<Record<string, string>>;

/**
 * One mark a record for all events of a delivery, with the hashes of the values they carry, by which the drain knows our own writes.
 * Two values of one property, or an event whose value tells nothing, leave the mark without hashes: then the record is read.
 */
export function marksOfEvents(context: EventContext, events: readonly HubspotWebhookEvent[]): readonly Mark[] {
  const marks = new Map<string, Mark>();
  const add = (mark: Mark) => {
    const known = marks.get(mark.recordId);
    marks.set(mark.recordId, known ? merge(known, mark) : mark);
  };
  for (const event of events) for (const mark of toMarks(context, event)) add(mark);
  return [...marks.values()];
}

function toMarks(context: EventContext, event: HubspotWebhookEvent): readonly Mark[] {
  const { definition, now, backfilling } = context;
  const base = { object: definition.key, side: "hubspot", lane: "live" } as const;
  const kind = kindOf(event);
  const at = new Date(event.occurredAt).toISOString();
  if (kind === "merge") return mergeMarks(base, event, at);
  const recordId = event.objectId;
  if (!recordId) return [];
  if (kind === "deletion" || kind === "privacy_deletion") return [{ ...base, recordId, deletedAt: at }];
  if (kind === "restore") return [{ ...base, recordId, restoredAt: at }];
  if (kind !== "creation" && kind !== "change") return [];
  const said =
    kind === "creation"
      ? { kind }
      : {
          kind,
          property: event.propertyName ?? "",
          value: event.propertyValue === "" ? null : (event.propertyValue ?? null),
        };
  const echoHashes = hashEvent(context.hash, context.connectionId, definition, said);
  const dueAt = dueAtOfEvent(kind, { now, backfilling });
  return [{ ...base, recordId, ...(echoHashes ? { echoHashes } : {}), ...(dueAt ? { dueAt } : {}) }];
}

function mergeMarks(
  base: Pick<Mark, "object" | "side" | "lane">,
  { primaryObjectId, mergedObjectIds, newObjectId, objectId }: HubspotWebhookEvent,
  at: string,
): readonly Mark[] {
  const survivor = newObjectId ?? primaryObjectId ?? objectId;
  if (!survivor) return [];
  const ended = new Set([...(mergedObjectIds ?? []), primaryObjectId ?? survivor]);
  ended.delete(survivor);
  return [
    ...[...ended].map((recordId) => ({ ...base, recordId, deletedAt: at, mergedInto: survivor })),
    { ...base, recordId: survivor },
  ];
}

function merge(known: Mark, mark: Mark): Mark {
  const { echoHashes: _old, dueAt: _oldDue, ...first } = known;
  const { echoHashes: _new, dueAt: _newDue, ...second } = mark;
  const echoHashes = mergeHashes(known.echoHashes, mark.echoHashes);
  // The later of the two: a creation and its properties arrive together, and are one thing to wait for.
  const dueAt = [known.dueAt, mark.dueAt]
    .filter((due) => due !== undefined)
    .sort()
    .at(-1);
  return { ...first, ...second, ...(echoHashes ? { echoHashes } : {}), ...(dueAt ? { dueAt } : {}) };
}

function mergeHashes(one: Hashes | undefined, other: Hashes | undefined): Hashes | undefined {
  if (!one || !other) return undefined;
  const differs = Object.entries(other).some(
    ([property, hash]) => one[property] !== undefined && one[property] !== hash,
  );
  return differs ? undefined : { ...one, ...other };
}
