import type { ConsentChannel, SyncObjectDefinition } from "../definition.ts";
import type { ConsentState, ObjectSettings } from "../ports.ts";
import type { Side, Values } from "../record.ts";
import { consentChannels, consentInHubspot, consentInShopify } from "./consent-state.ts";

export interface ConsentInput {
  readonly definition: SyncObjectDefinition;
  readonly settings: Pick<ObjectSettings, "direction" | "consentFromHubspot">;
  readonly shopify: Values;
  readonly hubspot: Values;
  /** whether this shop writes the pair's properties of ours */
  readonly owner: boolean;
  /** which sides of a channel have changed since the pair settled; null: it has never settled */
  readonly changedOf: (channel: ConsentChannel) => Readonly<Record<Side, boolean>> | null;
  /** ISO 8601, for a change whose own time is not known */
  readonly now: string;
}

export interface ConsentMove {
  /** states to write in Shopify, with the times they hold from */
  readonly toShopify: Values;
  readonly effect: ConsentState | null;
}

const nothing: ConsentMove = { toShopify: {}, effect: null };

/**
 * Marketing consent, each channel for itself: the newest change wins and an unsubscribe wins a tie; HubSpot raises nobody to subscribed
 * unless the merchant switched that on. A first sync tells HubSpot by our own properties alone, a later change by its communication
 * preferences where it has them for the channel.
 */
export function planConsent(input: ConsentInput): ConsentMove {
  return consentChannels(input.definition)
    .map((channel) => planChannel(channel, input))
    .reduce(
      (all, move) => ({ toShopify: { ...all.toShopify, ...move.toShopify }, effect: all.effect ?? move.effect }),
      nothing,
    );
}

function planChannel(channel: ConsentChannel, input: ConsentInput): ConsentMove {
  // A property of ours holds one shop's consent: of the portal's other shops it says nothing.
  if (channel.hubspot.kind === "property" && !input.owner) return nothing;
  const changed = input.changedOf(channel);
  if (!changed) return planFirst(channel, input);
  if (changed.shopify && changed.hubspot)
    return isShopifyNewer(channel, input) ? fromShopify(channel, input) : fromHubspot(channel, input);
  if (changed.shopify) return fromShopify(channel, input);
  return changed.hubspot ? fromHubspot(channel, input) : nothing;
}

/** What a property of ours says before a pair has settled nobody has decided here: it may be another shop's, or an earlier connection's. */
function planFirst(channel: ConsentChannel, input: ConsentInput): ConsentMove {
  if (channel.hubspot.kind === "property" || consentInHubspot(channel, input.hubspot) !== "unsubscribed")
    return nothing;
  return isShopifyNewer(channel, input) ? nothing : fromHubspot(channel, input);
}

/** Unknown times are a tie, and of a tie the side that unsubscribes is taken for the newer. */
function isShopifyNewer(channel: ConsentChannel, { shopify, hubspot }: ConsentInput): boolean {
  const shopifyAt = Date.parse(shopify[channel.shopifyAt] ?? "");
  const hubspotAt = Date.parse(hubspot[channel.hubspot.at] ?? "");
  const [shopifySecond, hubspotSecond] = [Math.floor(shopifyAt / 1000), Math.floor(hubspotAt / 1000)];
  if (Number.isNaN(shopifyAt) || Number.isNaN(hubspotAt) || shopifySecond === hubspotSecond)
    return consentInHubspot(channel, hubspot) !== "unsubscribed";
  return shopifySecond > hubspotSecond;
}

/** Where a property of ours is all that HubSpot has, its field tells it. */
function fromShopify(channel: ConsentChannel, { settings, shopify, hubspot }: ConsentInput): ConsentMove {
  const state = consentInShopify(channel, shopify);
  if (channel.hubspot.kind === "property" || settings.direction === "to_shopify" || state === null) return nothing;
  const isTold = state === "unsubscribed" && consentInHubspot(channel, hubspot) === "unsubscribed";
  return isTold ? nothing : { toShopify: {}, effect: state };
}

function fromHubspot(channel: ConsentChannel, { settings, shopify, hubspot, now }: ConsentInput): ConsentMove {
  const before = shopify[channel.shopifyState];
  // Shopify holds the consent of customers with an address (a number) only, and takes no change of these two states.
  if (settings.direction === "to_hubspot" || !shopify[channel.shopifyAddress]) return nothing;
  if (before === "invalid" || before === "redacted") return nothing;
  const state = consentInHubspot(channel, hubspot);
  if (state === null || before === state || (state === "subscribed" && !settings.consentFromHubspot)) return nothing;
  const at = hubspot[channel.hubspot.at] ?? now;
  return { toShopify: { [channel.shopifyState]: state, [channel.shopifyAt]: at }, effect: null };
}
