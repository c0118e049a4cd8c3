import type { ObjectSettingsPatch, StoredObjectSettings } from "#app/store/settings.server.ts";
import type { LimitCondition } from "#app/sync/ports.ts";
import type { SyncForm } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

const emailKnown: LimitCondition = { field: "email", operator: "is_known" };
const isEmailKnown = ({ field, operator }: LimitCondition) => field === emailKnown.field && operator === "is_known";
const dayMs = 86_400_000;

/** What is preselected before anything was saved creates nothing in the shop and leaves out whom HubSpot cannot tell apart. */
export function toForm(settings: StoredObjectSettings | null, offers: SyncOffers): SyncForm {
  const [firstDirection = "both"] = offers.directions;
  const direction = settings?.direction ?? firstDirection;
  return {
    enabled: settings?.enabled ?? false,
    direction: offers.directions.includes(direction) ? direction : firstDirection,
    winner: settings?.winner ?? "shopify",
    createInShopify: offers.creates && (settings?.createInShopify ?? false),
    consentFromHubspot: offers.consent && (settings?.consentFromHubspot ?? false),
    onlyWithEmail: offers.emailLimit && (settings?.limit.some(isEmailKnown) ?? true),
    switches: offers.switches.filter((name) => settings?.options[name] === true),
    history: settings?.historyFrom ? "kept" : "all",
    historyDays: "90",
  };
}

/** What of an object's settings the form says. What it does not show stays: other conditions of the limit, other switches. */
export function toSettings(
  form: SyncForm,
  { offers, before, now }: { offers: SyncOffers; before: StoredObjectSettings | null; now: Date },
): ObjectSettingsPatch {
  const { enabled, direction, winner, createInShopify, consentFromHubspot } = form;
  const others = before?.limit.filter((condition) => !isEmailKnown(condition)) ?? [];
  const switches = Object.fromEntries(offers.switches.map((name) => [name, form.switches.includes(name)]));
  return {
    ...{ enabled, direction, winner, createInShopify, consentFromHubspot },
    ...(offers.emailLimit && { limit: form.onlyWithEmail ? [...others, emailKnown] : others }),
    ...(offers.switches.length > 0 && { options: { ...before?.options, ...switches } }),
    ...historyOf(form, now),
  };
}

function historyOf({ history, historyDays }: SyncForm, now: Date): Pick<ObjectSettingsPatch, "historyFrom"> {
  if (history === "kept") return {};
  if (history === "all") return { historyFrom: null };
  const days = history === "days" ? Number(historyDays) : 0;
  return { historyFrom: new Date(now.getTime() - days * dayMs).toISOString() };
}
