import type { SideRecord, Value } from "#app/sync/record.ts";
import type { ObjectScope } from "./object-scope.ts";

/** A record of any CRM endpoint, as far as it is needed. */
export interface CrmRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly updatedAt?: Date;
  /** versions of a property, newest first */
  readonly propertiesWithHistory?: Readonly<Record<string, readonly { value: string; timestamp: Date }[]>>;
}

/**
 * A record as named texts. A property HubSpot returns as "" or null is null. Composed attributes are made where the answer carries all
 * their properties. Two more are made from what is read of a contact: `emailOptOut` is "true" when the person opted out of all e-mail or of marketing e-mail, "false" otherwise, where the answer carries either property;
 * `emailOptOutAt` is when that last changed, where the answer carries their history; and so with the properties in which people decide about other channels.
 */
export function flattenRecord(scope: ObjectScope, record: CrmRecord): SideRecord {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(record.properties)) values[name] = value === "" ? null : value;
  for (const [name, parts] of Object.entries(scope.composed)) {
    if (parts.every((part) => part in values)) values[name] = compose(parts.map((part) => values[part] ?? null));
  }
  if (scope.optOutProperties.some((name) => name in values)) {
    values.emailOptOut = String(hasOptedOut(scope, record));
    values.emailOptOutAt = optOutTime(scope, record);
  }
  for (const { property, at } of scope.decidedProperties) {
    const history = record.propertiesWithHistory?.[property];
    if (history) values[at] = history[0] ? new Date(history[0].timestamp).toISOString() : null;
  }
  const modified = values[scope.modifiedProperty] ?? record.updatedAt?.toISOString() ?? new Date(0).toISOString();
  return { side: "hubspot", id: record.id, modifiedAt: new Date(modified).toISOString(), values };
}

/** Half a name names nothing. */
function compose(parts: readonly Value[]): Value {
  return parts.includes(null) ? null : parts.join("|");
}

/** Whether one of the opt-out properties says so. */
function hasOptedOut(scope: ObjectScope, record: CrmRecord): boolean {
  return scope.optOutProperties.some((name) => record.properties[name] === "true");
}

/** Whether somebody unsubscribed in some channel: then it matters since when. */
export function hasUnsubscribed(scope: ObjectScope, record: CrmRecord): boolean {
  const decided = scope.decidedProperties.some(({ property }) => record.properties[property] === "unsubscribed");
  return decided || hasOptedOut(scope, record);
}

/** Of several opt-outs the last one counts; of somebody who came back, the time of the return. */
function optOutTime(scope: ObjectScope, record: CrmRecord): Value {
  const isOut = hasOptedOut(scope, record);
  const times = scope.optOutProperties.flatMap((name) => {
    const latest = record.propertiesWithHistory?.[name]?.[0];
    return latest && (!isOut || latest.value === "true") ? [new Date(latest.timestamp).toISOString()] : [];
  });
  return times.sort().at(-1) ?? null;
}
