import type { SideRecord, Value } from "#app/sync/record.ts";
import type { ObjectScope } from "./object-scope.ts";

/** A record of any CRM endpoint, as far as it is needed. */
export interface CrmRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly updatedAt?: Date;
}

/**
 * A record as named texts. A property HubSpot returns as "" or null is null. Two attributes are made from what is read: `emailOptOut`
 * is "true" when the person opted out of all e-mail or of marketing e-mail, "false" otherwise, where the answer carries either property.
 */
export function flattenRecord(scope: ObjectScope, record: CrmRecord): SideRecord {
  const values: Record<string, Value> = {};
  for (const [name, value] of Object.entries(record.properties)) values[name] = value === "" ? null : value;
  const optOuts = ["hs_email_optout", scope.optOutProperty].flatMap((name) =>
    name && name in values ? [values[name]] : [],
  );
  if (optOuts.length > 0) values.emailOptOut = String(optOuts.includes("true"));
  const modified = values[scope.modifiedProperty] ?? record.updatedAt?.toISOString() ?? new Date(0).toISOString();
  return { side: "hubspot", id: record.id, modifiedAt: new Date(modified).toISOString(), values };
}
