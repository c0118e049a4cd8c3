import { expect, test } from "vitest";
import { customers } from "../objects/customers/definition.ts";
import type { Values } from "../record.ts";
import type { ConsentInput } from "./plan-consent.ts";
import { planConsent } from "./plan-consent.ts";

const now = "2026-03-01T00:00:00.000Z";
const early = "2026-01-01T00:00:00Z";
const late = "2026-02-01T00:00:00Z";
const shopify = (state: string, at: string | null = early): Values => ({
  email: "a@x.io",
  emailConsent: state,
  emailConsentAt: at,
});
const hubspot = (optOut: boolean, at: string | null = early): Values => ({
  emailOptOut: String(optOut),
  emailOptOutAt: at,
});
const both = { shopify: true, hubspot: true };
const inShopify = { shopify: true, hubspot: false };
const inHubspot = { shopify: false, hubspot: true };
const raise = { direction: "both", consentFromHubspot: true } as const;

type Input = Partial<Omit<ConsentInput, "changedOf">> & { changed?: ReturnType<ConsentInput["changedOf"]> };

const plan = ({ changed = null, ...input }: Input) =>
  planConsent({
    definition: customers,
    settings: { direction: "both", consentFromHubspot: false },
    shopify: shopify("subscribed"),
    hubspot: hubspot(false),
    owner: true,
    changedOf: ({ channel }) => (channel === "email" ? changed : null),
    now,
    ...input,
  });

const nothing = { toShopify: {}, effect: null };
const unsubscribe = (at: string) => ({ toShopify: { emailConsent: "unsubscribed", emailConsentAt: at }, effect: null });

const cases: readonly [string, Input, ReturnType<typeof plan>][] = [
  ["the first sync tells HubSpot nothing", {}, nothing],
  ["the first sync tells HubSpot nothing of an unsubscribe either", { shopify: shopify("unsubscribed") }, nothing],
  [
    "an older opt-out loses against a newer subscription",
    { shopify: shopify("subscribed", late), hubspot: hubspot(true) },
    nothing,
  ],
  ["a newer opt-out unsubscribes in Shopify", { hubspot: hubspot(true, late) }, unsubscribe(late)],
  ["a tie unsubscribes", { hubspot: hubspot(true) }, unsubscribe(early)],
  ["an opt-out of unknown date unsubscribes", { hubspot: hubspot(true, null) }, unsubscribe(now)],
  [
    "a change in Shopify is told HubSpot",
    { changed: inShopify, shopify: shopify("unsubscribed") },
    { toShopify: {}, effect: "unsubscribed" },
  ],
  ["a subscription in Shopify is told HubSpot", { changed: inShopify }, { toShopify: {}, effect: "subscribed" }],
  [
    "who opted out need not be told so",
    { changed: inShopify, shopify: shopify("unsubscribed"), hubspot: hubspot(true) },
    nothing,
  ],
  ["a pending consent is no decision", { changed: inShopify, shopify: shopify("pending") }, nothing],
  [
    "an opt-out in HubSpot unsubscribes in Shopify",
    { changed: inHubspot, hubspot: hubspot(true, late) },
    unsubscribe(late),
  ],
  [
    "it unsubscribes who never subscribed",
    { changed: inHubspot, shopify: shopify("not_subscribed"), hubspot: hubspot(true, late) },
    unsubscribe(late),
  ],
  ["it says nothing twice", { changed: inHubspot, shopify: shopify("unsubscribed"), hubspot: hubspot(true) }, nothing],
  ["HubSpot subscribes nobody", { changed: inHubspot, shopify: shopify("unsubscribed") }, nothing],
  [
    "HubSpot subscribes where the merchant lets it",
    { changed: inHubspot, shopify: shopify("unsubscribed"), hubspot: hubspot(false, late), settings: raise },
    { toShopify: { emailConsent: "subscribed", emailConsentAt: late }, effect: null },
  ],
  [
    "of two changes the newer wins: Shopify's",
    { changed: both, shopify: shopify("subscribed", late), hubspot: hubspot(true) },
    { toShopify: {}, effect: "subscribed" },
  ],
  ["of two changes the newer wins: HubSpot's", { changed: both, hubspot: hubspot(true, late) }, unsubscribe(late)],
  ["of two at once the unsubscribe wins: HubSpot's", { changed: both, hubspot: hubspot(true) }, unsubscribe(early)],
  [
    "of two at once the unsubscribe wins: Shopify's",
    { changed: both, shopify: shopify("unsubscribed") },
    { toShopify: {}, effect: "unsubscribed" },
  ],
  [
    "Shopify takes no consent without an address",
    { changed: inHubspot, shopify: { ...shopify("subscribed"), email: null }, hubspot: hubspot(true) },
    nothing,
  ],
  [
    "Shopify takes no change of an invalid address",
    { changed: inHubspot, shopify: shopify("invalid"), hubspot: hubspot(true) },
    nothing,
  ],
  [
    "a redacted customer is left",
    { changed: inHubspot, shopify: shopify("redacted"), hubspot: hubspot(true) },
    nothing,
  ],
  [
    "to HubSpot only, Shopify is not written",
    { changed: inHubspot, hubspot: hubspot(true), settings: { ...raise, direction: "to_hubspot" } },
    nothing,
  ],
  [
    "to Shopify only, HubSpot is not told",
    { changed: inShopify, settings: { ...raise, direction: "to_shopify" } },
    nothing,
  ],
  [
    "an object without consent has none",
    { definition: { ...customers, consent: null }, changed: both, hubspot: hubspot(true) },
    nothing,
  ],
];

test.each(cases)("%s", (_says, input, expected) => {
  expect(plan(input)).toEqual(expected);
});
