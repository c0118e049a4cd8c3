import type { SideRecord, Values } from "./record.ts";

/** How records of an object change by the passing of time alone. All of it is a function of the record and an instant. */
export interface Ageing {
  /** a Shopify record as it stands at an instant */
  readonly adjust: (record: SideRecord, now: Date) => SideRecord;
  /** when the record will stand otherwise, ISO 8601; null: never */
  readonly nextAt: (record: SideRecord, now: Date) => string | null;
  /** a record whose `property` holds `value` and that Shopify shows no more is deleted in HubSpot, so long after `since` */
  readonly expires: {
    readonly property: string;
    readonly value: string;
    /** HubSpot property that holds an instant */
    readonly since: string;
    readonly afterMs: number;
  };
}

/** When a HubSpot record that Shopify shows no more expires, ISO 8601; null: it stays. */
export function expiresAt({ expires }: Ageing, hubspot: Values): string | null {
  const since = Date.parse(hubspot[expires.since] ?? "");
  if (hubspot[expires.property] !== expires.value || Number.isNaN(since)) return null;
  return new Date(since + expires.afterMs).toISOString();
}
