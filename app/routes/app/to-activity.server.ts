import type { ActivityEntry } from "#app/components/activity.ts";
import type { Activity } from "#app/store/generated/client.ts";

/** An activity as screens show it. Who did it is told without asking Shopify for a name: the one who looks, or somebody else. */
export function toActivity(row: Activity, userId: string): ActivityEntry {
  const details = (row.details ?? {}) as Readonly<Record<string, unknown>>;
  const plain = Object.entries(details).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return {
    id: String(row.id),
    kind: row.kind,
    actor: row.actor === null ? "app" : row.actor === userId ? "you" : "person",
    object: typeof details["object"] === "string" ? details["object"] : null,
    details: { ...Object.fromEntries(plain), ...drifted(details["drift"]) } as ActivityEntry["details"],
    at: row.at.toISOString(),
  };
}

/** How many differences a comparison found, all fields together. */
function drifted(drift: unknown): { drifted?: number } {
  if (typeof drift !== "object" || drift === null) return {};
  return { drifted: Object.values(drift).reduce((sum: number, count) => sum + Number(count), 0) };
}
