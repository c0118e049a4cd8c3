import type { SyncObjectDefinition } from "../definition.ts";
import type { ConsentState, ObjectSettings } from "../ports.ts";
import type { Side, Values } from "../record.ts";
import { consentOfShopify, hasOptedOut } from "./baseline.ts";

export interface ConsentInput {
  readonly definition: SyncObjectDefinition;
  readonly settings: Pick<ObjectSettings, "direction" | "consentFromHubspot">;
  readonly shopify: Values;
  readonly hubspot: Values;
  /** null: the pair has never settled */
  readonly changed: Readonly<Record<Side, boolean>> | null;
  /** ISO 8601, for a change whose own time is not known */
  readonly now: string;
}

export interface ConsentMove {
  /** state to write in Shopify, with the time it holds from */
  readonly toShopify: Values;
  readonly effect: ConsentState | null;
}

const nothing: ConsentMove = { toShopify: {}, effect: null };

/**
 * Marketing consent by e-mail: the newest change wins and an unsubscribe wins a tie; HubSpot raises nobody to subscribed unless the
 * merchant switched that on. A first sync tells HubSpot by our own properties alone, a later change by its communication preferences.
 */
export function planConsent(input: ConsentInput): ConsentMove {
  if (!input.definition.consent) return nothing;
  const optedOut = hasOptedOut(input.definition, input.hubspot);
  if (!input.changed) return optedOut && !isShopifyNewer(input) ? fromHubspot(input, true) : nothing;
  if (input.changed.shopify && input.changed.hubspot)
    return isShopifyNewer(input) ? fromShopify(input, optedOut) : fromHubspot(input, optedOut);
  if (input.changed.shopify) return fromShopify(input, optedOut);
  return input.changed.hubspot ? fromHubspot(input, optedOut) : nothing;
}

/** Unknown times are a tie, and of a tie the side that unsubscribes is taken for the newer. */
function isShopifyNewer({ definition, shopify, hubspot }: ConsentInput): boolean {
  const shopifyAt = Date.parse(shopify[definition.consent?.shopifyAt ?? ""] ?? "");
  const hubspotAt = Date.parse(hubspot[definition.consent?.hubspotAt ?? ""] ?? "");
  const [shopifySecond, hubspotSecond] = [Math.floor(shopifyAt / 1000), Math.floor(hubspotAt / 1000)];
  if (Number.isNaN(shopifyAt) || Number.isNaN(hubspotAt) || shopifySecond === hubspotSecond)
    return !hasOptedOut(definition, hubspot);
  return shopifySecond > hubspotSecond;
}

function fromShopify({ definition, settings, shopify }: ConsentInput, optedOut: boolean): ConsentMove {
  const state = consentOfShopify(definition, shopify);
  if (settings.direction === "to_shopify" || state === null) return nothing;
  return state === "unsubscribed" && optedOut ? nothing : { toShopify: {}, effect: state };
}

function fromHubspot({ definition, settings, shopify, hubspot, now }: ConsentInput, optedOut: boolean): ConsentMove {
  const consent = definition.consent;
  const before = consent ? shopify[consent.shopifyState] : null;
  // Shopify holds consent by e-mail of customers with an address only, and takes no change of these two states.
  if (!consent || settings.direction === "to_hubspot" || !shopify.email) return nothing;
  if (before === "invalid" || before === "redacted") return nothing;
  const state: ConsentState = optedOut ? "unsubscribed" : "subscribed";
  if (before === state || (state === "subscribed" && !settings.consentFromHubspot)) return nothing;
  const at = hubspot[consent.hubspotAt] ?? now;
  return { toShopify: { [consent.shopifyState]: state, [consent.shopifyAt]: at }, effect: null };
}
