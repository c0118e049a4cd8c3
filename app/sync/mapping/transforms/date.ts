import type { Mapped, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { toMs } from "./datetime.ts";

/** Day (UTC) of a date, an instant or HubSpot's digits, as YYYY-MM-DD; undefined when it is none, or one that no calendar has. */
function dayOf(value: string): string | undefined {
  const ms = toMs(value);
  const day = ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 10);
  // Some engines roll 31 February over into March.
  return /^\d{4}-\d{2}-\d{2}$/.test(value.trim()) && day !== value.trim() ? undefined : day;
}

const ok = (value: string | undefined): Mapped =>
  value === undefined ? { ok: false, reason: "invalid_value" } : mapped(value);

const toDay = (value: string): Mapped => ok(dayOf(value));

function toMidnight(value: string): Mapped {
  const day = dayOf(value);
  return ok(day && `${day}T00:00:00.000Z`);
}

const comparable: Transform["comparable"] = (_side, value) => dayOf(value) ?? value.trim();

/** A day on both sides. HubSpot reads its date properties in UTC. */
export const date: Transform = { toHubspot: toDay, toShopify: toDay, comparable };

/** A day in Shopify, an instant in HubSpot: its midnight, UTC. */
export const dateInstant: Transform = { toHubspot: toMidnight, toShopify: toDay, comparable };

/** An instant in Shopify, its day (UTC) in HubSpot. As long as the day is the same, the time of day stays. */
export const instantDate: Transform = { toHubspot: toDay, toShopify: toMidnight, comparable };
