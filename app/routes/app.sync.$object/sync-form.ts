import type { SyncOffers } from "./sync-offers.ts";

/** What the merchant chooses for an object. Choices that the object does not offer rest. */
export interface SyncForm {
  readonly enabled: boolean;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly winner: "shopify" | "hubspot";
  /** false: records that are only in HubSpot are left there */
  readonly createInShopify: boolean;
  readonly consentFromHubspot: boolean;
  readonly onlyWithEmail: boolean;
  /** names of the object's own switches that are on */
  readonly switches: readonly string[];
  /** all · the last days · from now on · as it was saved */
  readonly history: "all" | "days" | "now" | "kept";
  /** the number of days as it was typed */
  readonly historyDays: string;
}

export const directions = ["both", "to_hubspot", "to_shopify"] as const;
export const winners = ["shopify", "hubspot"] as const;
export const histories = ["all", "days", "now", "kept"] as const;

/** The form as the browser sends it: ticked boxes only. */
export function toFields({ switches, direction, winner, history, historyDays, ...boxes }: SyncForm) {
  const ticked = [...Object.keys(boxes).filter((name) => boxes[name as keyof typeof boxes]), ...switches];
  return {
    direction,
    winner,
    history,
    historyDays,
    ...Object.fromEntries(ticked.map((name) => [name, "on"])),
  } as Record<string, string>;
}

export function isSameForm(a: SyncForm, b: SyncForm): boolean {
  return (Object.keys(a) as (keyof SyncForm)[]).every((key) => String(a[key]) === String(b[key]));
}

/**
 * What these choices mean, as keys of sentences in the order in which a merchant asks: who is synced, which way, who wins, what is made
 * new, what becomes of consent and of deletions.
 */
export function explainForm(form: SyncForm, offers: SyncOffers): readonly string[] {
  const toShopify = form.direction !== "to_hubspot";
  const toHubspot = form.direction !== "to_shopify";
  return [
    ...(offers.emailLimit ? [form.onlyWithEmail ? "limit_email" : "limit_none"] : []),
    ...(offers.history && (form.history !== "all" || !offers.emailLimit) ? [`history_${form.history}`] : []),
    `direction_${form.direction}`,
    ...(form.direction === "both" ? [`winner_${form.winner}`] : []),
    ...offers.switches.map((name) => `${name}_${form.switches.includes(name) ? "on" : "off"}`),
    ...(toHubspot ? ["creates_in_hubspot"] : []),
    ...(toShopify && offers.creates ? [form.createInShopify ? "creates_in_shopify" : "never_creates_in_shopify"] : []),
    ...(toShopify && offers.consent ? [form.consentFromHubspot ? "consent_raised" : "consent_lowered_only"] : []),
    `on_delete_${offers.onDelete}`,
  ];
}
