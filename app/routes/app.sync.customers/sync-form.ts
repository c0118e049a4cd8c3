/** What the merchant chooses for an object. */
export interface SyncForm {
  readonly enabled: boolean;
  readonly direction: "both" | "to_hubspot" | "to_shopify";
  readonly winner: "shopify" | "hubspot";
  /** false: records that are only in HubSpot are left there */
  readonly createInShopify: boolean;
  readonly consentFromHubspot: boolean;
  readonly onlyWithEmail: boolean;
}

export const directions = ["both", "to_hubspot", "to_shopify"] as const;
export const winners = ["shopify", "hubspot"] as const;

/** The form as the browser sends it: ticked boxes only. */
export function toFields(form: SyncForm): Record<string, string> {
  const boxes = Object.entries(form).filter(([, value]) => value === true);
  return {
    direction: form.direction,
    winner: form.winner,
    ...Object.fromEntries(boxes.map(([name]) => [name, "on"])),
  };
}

export function isSameForm(a: SyncForm, b: SyncForm): boolean {
  return (Object.keys(a) as (keyof SyncForm)[]).every((key) => a[key] === b[key]);
}

/**
 * What these choices mean, as keys of sentences in the order in which a merchant asks: who is synced, which way, who wins, what is made
 * new, what becomes of consent and of deletions.
 */
export function explainForm(form: SyncForm): readonly string[] {
  const toShopify = form.direction !== "to_hubspot";
  const toHubspot = form.direction !== "to_shopify";
  return [
    form.onlyWithEmail ? "limit_email" : "limit_none",
    `direction_${form.direction}`,
    ...(form.direction === "both" ? [`winner_${form.winner}`] : []),
    ...(toHubspot ? ["creates_contacts"] : []),
    ...(toShopify ? [form.createInShopify ? "creates_customers" : "never_creates_customers"] : []),
    ...(toShopify ? [form.consentFromHubspot ? "consent_raised" : "consent_lowered_only"] : []),
    "deletions",
  ];
}
