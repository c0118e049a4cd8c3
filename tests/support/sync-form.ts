import type { SyncForm } from "#app/routes/app.sync.$object/sync-form.ts";
import { toSubmission } from "#app/routes/app.sync.$object/sync-form.ts";

/** A form in which nothing is chosen but that the sync is on. */
export const plainForm: SyncForm = {
  enabled: true,
  direction: "both",
  winner: "shopify",
  createInShopify: false,
  consentFromHubspot: false,
  switches: [],
  history: "all",
  historyDays: "90",
  mappings: [],
  limit: { match: "all", scope: "always", conditions: [] },
  stages: [],
};

/** The form as the browser sends it. `revision` is what the page was loaded with. */
export function submission(patch: Partial<SyncForm> = {}, revision = "0"): FormData {
  return formData({ ...toSubmission({ ...plainForm, ...patch }, revision), intent: "save" });
}

export function formData(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}
