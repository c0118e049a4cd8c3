import { AS_DEALS } from "#app/sync/objects/deals.ts";
import type { EditorTab } from "./editor-tabs.ts";
import type { SyncForm } from "./sync-form.ts";

/** What is chosen there is for one HubSpot type, and means nothing to another. */
const tabsOfMode: readonly EditorTab[] = ["fields", "stages"];

/** Whether a tab has to wait until it is saved that records become something else in HubSpot. */
export function waitsForMode(tab: EditorTab, form: SyncForm, saved: SyncForm): boolean {
  return tabsOfMode.includes(tab) && form.switches.includes(AS_DEALS) !== saved.switches.includes(AS_DEALS);
}
