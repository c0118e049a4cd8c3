import type { ActivityKind } from "#app/lib/activity-kinds.ts";

/** What happened, in a shape that screens share. Instants are ISO 8601. */
export interface ActivityEntry {
  readonly id: string;
  /** noun.past, such as `sync.enabled` */
  readonly kind: string;
  /** you: who looks at the page; person: someone else of the shop's staff; app: Tandem by itself */
  readonly actor: "you" | "person" | "app";
  readonly object: string | null;
  readonly details: Readonly<Record<string, string | number>>;
  readonly at: string;
}

/** What an activity is about, for a filter: each group with the kinds that belong to it. */
export const activityGroups = {
  syncs: ["sync.enabled", "sync.disabled", "sync.changed", "sync.deleted"],
  runs: ["sync.restarted", "sync.requested", "run.paused", "run.resumed", "run.cancelled"],
  audits: ["audit.started", "audit.finished"],
  connection: [
    "connection.opened",
    "connection.renewed",
    "connection.closed",
    "app.installed",
    "app.reinstalled",
    "app.uninstalled",
  ],
  stores: ["invitation.created", "invitation.accepted", "invitation.revoked", "invited.disconnected"],
  records: ["record.excluded", "record.included", "record.unlinked", "record.matched", "options.created"],
  notifications: ["recipient.added", "recipient.removed", "mail.undelivered"],
  privacy: ["privacy.data_requested", "privacy.customer_redacted"],
} as const satisfies Readonly<Record<string, readonly ActivityKind[]>>;
export type ActivityGroup = keyof typeof activityGroups;
