import type { ObjectSettingsPatch, StoredObjectSettings } from "#app/store/settings.server.ts";
import { readyMadeLimits } from "#app/sync/limits/ready-made.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { FormMapping, SyncForm } from "./sync-form.ts";
import { isSameChoice } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

const dayMs = 86_400_000;
const sameMomentMs = 60_000;

/** What is preselected before anyone saved creates nothing in the shop and leaves out whom HubSpot cannot tell apart. */
export function toForm(object: MainObjectKey, settings: StoredObjectSettings | null, offers: SyncOffers): SyncForm {
  const [firstDirection = "both"] = offers.directions;
  const direction = settings?.direction ?? firstDirection;
  return {
    enabled: settings?.enabled ?? false,
    direction: offers.directions.includes(direction) ? direction : firstDirection,
    winner: settings?.winner ?? "shopify",
    createInShopify: offers.creates && (settings?.createInShopify ?? false),
    consentFromHubspot: offers.consent && (settings?.consentFromHubspot ?? false),
    switches: offers.switches.filter((name) => settings?.options[name] === true),
    history: settings?.historyFrom ? "kept" : "all",
    historyDays: "90",
    mappings: (settings?.mappings ?? []).map(withoutOptions),
    limit: {
      match: settings?.limitMatch ?? "all",
      scope: settings?.limitScope ?? "always",
      conditions: settings && !isUntouched(settings) ? settings.limit : preselectedLimit(object),
    },
    stages: settings?.stages ?? [],
  };
}

/** The app itself keeps settings of an object before anybody has chosen any: what it could not write in HubSpot. */
function isUntouched({ revision, enabled, limit }: StoredObjectSettings): boolean {
  return revision === 0 && !enabled && limit.length === 0;
}

function preselectedLimit(object: MainObjectKey) {
  return readyMadeLimits[object].filter(({ preselected }) => preselected).map(({ condition }) => condition);
}

export interface PatchContext {
  readonly offers: SyncOffers;
  /** the settings as they are stored */
  readonly before: StoredObjectSettings | null;
  readonly now: Date;
  /** the form's mappings with their dropdowns' options, where they are not those that are stored */
  readonly mappings?: readonly FieldMapping[];
}

/**
 * What of an object's settings the form says. What it does not show stays: switches that are not the merchant's. A list that says the same
 * as the stored one in another order is that one, so that saving it changes nothing.
 */
export function toSettingsPatch(form: SyncForm, { offers, before, now, mappings }: PatchContext): ObjectSettingsPatch {
  const { enabled, direction, winner, createInShopify, consentFromHubspot, limit } = form;
  const isOn = (name: string) => form.switches.includes(name);
  const switched = offers.switches.filter((name) => isOn(name) !== (before?.options[name] === true));
  return {
    ...{ enabled, direction, winner, createInShopify, consentFromHubspot },
    ...{ limitMatch: limit.match, limitScope: limit.scope },
    limit: isSameChoice(limit.conditions, before?.limit) ? (before?.limit ?? []) : limit.conditions,
    stages: isSameChoice(form.stages, before?.stages) ? (before?.stages ?? []) : form.stages,
    mappings: hasSameMappings(form, before) ? (before?.mappings ?? []) : (mappings ?? form.mappings),
    ...(switched.length > 0 && {
      options: { ...before?.options, ...Object.fromEntries(switched.map((name) => [name, isOn(name)])) },
    }),
    ...historyOf(form, before?.historyFrom ?? null, now),
  };
}

/** Whether the form's mappings are those that are stored: nobody need be asked whether they fit. */
export function hasSameMappings(
  { mappings }: Pick<SyncForm, "mappings">,
  before: StoredObjectSettings | null,
): boolean {
  return isSameChoice(mappings, (before?.mappings ?? []).map(withoutOptions));
}

function withoutOptions({ options: _options, ...mapping }: FieldMapping): FormMapping {
  return mapping;
}

function historyOf(
  { history, historyDays }: SyncForm,
  saved: string | null,
  now: Date,
): Pick<ObjectSettingsPatch, "historyFrom"> {
  if (history === "kept") return {};
  if (history === "all") return { historyFrom: null };
  const days = history === "days" ? Number(historyDays) : 0;
  const from = new Date(now.getTime() - days * dayMs);
  // The same choice sent twice is one choice, though the clock has moved on.
  const isSaved = saved !== null && Math.abs(Date.parse(saved) - from.getTime()) < sameMomentMs;
  return isSaved ? {} : { historyFrom: from.toISOString() };
}
