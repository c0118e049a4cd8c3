import type { ConsentChannel, SyncObjectDefinition } from "../definition.ts";
import type { ConsentState } from "../ports.ts";
import type { Side, Value, Values } from "../record.ts";

/** Name of a channel's entry in a baseline; no property can be called so. */
export function consentName({ channel }: Pick<ConsentChannel, "channel">): `consent:${string}` {
  return `consent:${channel}`;
}

/**
 * The channels that sync under a merchant's settings (`definition` is the effective one): what a property says goes nowhere once its
 * field is switched off, or the portal lacks it.
 */
export function consentChannels({ consent, fields }: SyncObjectDefinition): readonly ConsentChannel[] {
  return (consent ?? []).filter(({ hubspot }) => {
    return hubspot.kind === "opt_out" || fields.some((field) => field.hubspot === hubspot.property);
  });
}

/** "subscribed" and "unsubscribed" are decisions; null is everything else that Shopify says. */
export function consentInShopify({ shopifyState }: ConsentChannel, shopify: Values): ConsentState | null {
  return decision(shopify[shopifyState]);
}

/** HubSpot leaves an opt-out blank until somebody opts out, so that who has not counts as subscribed; a property may say neither. */
export function consentInHubspot({ hubspot: own }: ConsentChannel, hubspot: Values): ConsentState | null {
  if (own.kind === "property") return decision(hubspot[own.property]);
  return hubspot[own.optOut] === "true" ? "unsubscribed" : "subscribed";
}

function decision(state: Value | undefined): ConsentState | null {
  return state === "subscribed" || state === "unsubscribed" ? state : null;
}

/** The form of a side's consent that its hash is made of. */
export function comparableConsent(channel: ConsentChannel, side: Side, values: Values): Value {
  if (side === "shopify") return consentInShopify(channel, values);
  const state = consentInHubspot(channel, values);
  return channel.hubspot.kind === "opt_out" ? String(state === "unsubscribed") : state;
}
