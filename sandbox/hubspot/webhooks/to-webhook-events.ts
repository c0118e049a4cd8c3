import type { WebhookSubscription } from "#sandbox/hubspot/app-definition.ts";
import type { AssociationChange } from "#sandbox/hubspot/crm/associations/association-store.ts";
import type { ChangeSource, RecordEvent } from "#sandbox/hubspot/crm/change-source.ts";
import { findObjectType } from "#sandbox/hubspot/crm/object-types.ts";

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
  fromObjectTypeId?: string;
  fromObjectId?: number;
  toObjectTypeId?: string;
  toObjectId?: number;
  associationType?: string;
  associationCategory?: string;
  associationTypeId?: number;
  associationRemoved?: boolean;
  isPrimaryAssociation?: boolean;
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

/** Legacy names of kinds of association: CONTACT_TO_COMPANY. */
function nameOf(typeId: string): string {
  return findObjectType(typeId)?.legacyName ?? typeId;
}

function associationDetail({ from, to, type, isRemoved }: AssociationChange): Partial<WebhookEvent> {
  return {
    fromObjectTypeId: from.typeId,
    fromObjectId: Number(from.id),
    toObjectTypeId: to.typeId,
    toObjectId: Number(to.id),
    associationType: `${nameOf(from.typeId)}_TO_${nameOf(to.typeId)}`,
    associationCategory: type.category,
    associationTypeId: type.typeId,
    associationRemoved: isRemoved,
    isPrimaryAssociation: type.isPrimary,
  };
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
  if (event.kind === "associationChange") return associationDetail(event.change);
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
      // Changes of associations name the types of both ends instead.
      ...(change.event.kind === "associationChange" ? {} : { objectTypeId: change.typeId }),
      ...detail(change.event),
      changeSource: change.source.changeSource,
      sourceId: change.source.sourceId,
    }));
}
