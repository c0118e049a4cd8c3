import type { NameRecord } from "./use-nouns.ts";
import { nameRecord } from "./use-nouns.ts";

/** What is known of the route that a page shows. */
export interface ShownRoute {
  readonly id: string;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** what its loader answered; nothing after an error */
  readonly data: unknown;
}

const screens: Readonly<Record<string, string>> = {
  "routes/app._index": "home.title",
  "routes/app.$": "page_error.not_found.title",
  "routes/app.activity": "activity.title",
  "routes/app.connection": "connection.title",
  "routes/app.discover": "discover.title",
  "routes/app.health._index": "health.title",
  "routes/app.invitation": "invitation.title",
  "routes/app.notifications": "notifications.title",
  "routes/app.records._index": "records.title",
  "routes/app.records.$id": "records.title",
  "routes/app.sync._index": "syncs.title",
  "routes/app.sync.$object": "syncs.title",
};

/**
 * @param t gives a key's text in the page's language
 * @returns the document's title: the screen's own, as its heading has it, before the app's name. App Bridge shows it in the admin's title
 * bar (https://shopify.dev/docs/api/app-bridge-library/web-components/ui-title-bar).
 */
export function titleOf(t: NameRecord["t"], route: ShownRoute | undefined): string {
  const own = route && ownTitle(t, route);
  return own ? `${own} · Tandem` : "Tandem";
}

function ownTitle(t: NameRecord["t"], { id, params, data }: ShownRoute): string | null {
  if (id === "routes/app.sync.$object" && data) return t(`sync.titles.${params["object"]}`);
  if (id === "routes/app.records.$id" && data) return nameRecord({ ...(data as Omit<NameRecord, "t">), t });
  const key = screens[id];
  return key ? t(key) : null;
}
