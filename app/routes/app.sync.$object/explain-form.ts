import type { SyncForm } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

/**
 * What these choices mean, as keys of sentences in the order in which a merchant asks: who is synced, which way, who wins, what is made
 * new, what becomes of consent and of deletions.
 */
export function explainForm(form: SyncForm, offers: SyncOffers): readonly string[] {
  const toShopify = form.direction !== "to_hubspot";
  const toHubspot = form.direction !== "to_shopify";
  return [
    explainLimit(form),
    ...(offers.history ? [`history_${form.history}`] : []),
    `direction_${form.direction}`,
    ...(form.direction === "both" ? [`winner_${form.winner}`] : []),
    ...offers.switches.map((name) => `${name}_${form.switches.includes(name) ? "on" : "off"}`),
    ...(toHubspot ? ["creates_in_hubspot"] : []),
    ...(toShopify && offers.creates ? [form.createInShopify ? "creates_in_shopify" : "never_creates_in_shopify"] : []),
    ...(toShopify && offers.consent ? [form.consentFromHubspot ? "consent_raised" : "consent_lowered_only"] : []),
    `on_delete_${offers.onDelete}`,
  ];
}

function explainLimit({ limit: { conditions, match, scope } }: SyncForm): string {
  const [only] = conditions;
  if (!only) return "limit_none";
  if (conditions.length === 1 && only.field === "email" && only.operator === "is_known") return "limit_email";
  return `limit_${match}_${scope}`;
}
