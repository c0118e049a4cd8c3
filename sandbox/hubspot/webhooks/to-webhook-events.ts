import type { WebhookSubscription } from "#sandbox/hubspot/app-definition.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";

/** One element of a webhook's JSON array. */
export interface WebhookEvent {
  eventId: number;
  subscriptionId: number;
  portalId: number;
  appId: number;
  occurredAt: number;
  subscriptionType: string;
  attemptNumber: number;
  objectId?: number;
  objectTypeId?: string;
  propertyName?: string;
  propertyValue?: string;
  isSensitive?: boolean;
  changeFlag?: string;
  changeSource: string;
  sourceId: string;
  primaryObjectId?: number;
  mergedObjectIds?: number[];
  newObjectId?: number;
  numberOfPropertiesMoved?: number;
}

const CHANGE_FLAGS: Partial<Record<RecordEvent["kind"], string>> = {
  creation: "CREATED",
  deletion: "DELETED",
  restore: "RESTORED",
  privacyDeletion: "DELETED",
};

function isAbout(subscription: WebhookSubscription, typeId: string, event: RecordEvent): boolean {
  if (subscription.kind !== event.kind) return false;
  if (subscription.objectTypeId !== undefined && subscription.objectTypeId !== typeId) return false;
  return event.kind !== "propertyChange" || subscription.propertyName === event.name;
}

function detail(event: RecordEvent): Partial<WebhookEvent> {
  if (event.kind === "merge") {
    return {
      objectId: Number(event.id),
      primaryObjectId: Number(event.primaryId),
      mergedObjectIds: event.mergedIds.map(Number),
      newObjectId: Number(event.id),
      numberOfPropertiesMoved: event.propertiesMoved,
    };
  }
  const flag = CHANGE_FLAGS[event.kind];
  return {
    objectId: Number(event.id),
    ...(event.kind === "propertyChange"
      ? { propertyName: event.name, propertyValue: event.value, isSensitive: false }
      : {}),
    ...(flag ? { changeFlag: flag } : {}),
  };
}

/** The webhook events of one change: one for each subscription that is about it. */
export function toWebhookEvents(
  subscriptions: WebhookSubscription[],
  change: { portalId: number; appId: number; typeId: string; event: RecordEvent; source: ChangeSource; at: number },
  nextEventId: () => number,
): WebhookEvent[] {
  return subscriptions
    .filter((subscription) => isAbout(subscription, change.typeId, change.event))
    .map((subscription) => ({
      eventId: nextEventId(),
      subscriptionId: subscription.id,
      portalId: change.portalId,
      appId: change.appId,
      occurredAt: change.at,
      subscriptionType: subscription.subscriptionType,
      attemptNumber: 0,
      objectTypeId: change.typeId,
      ...detail(change.event),
      changeSource: change.source.changeSource,
      sourceId: change.source.sourceId,
    }));
}
