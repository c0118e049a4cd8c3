import { expect, test } from "vitest";
import { customers } from "../objects/customers/definition.ts";
import type { Value, Values } from "../record.ts";
import type { ConsentInput } from "./plan-consent.ts";
import { planConsent } from "./plan-consent.ts";

const now = "2026-03-01T00:00:00.000Z";
const early = "2026-01-01T00:00:00Z";
const late = "2026-02-01T00:00:00Z";

const both = { shopify: true, hubspot: true };
const inShopify = { shopify: true, hubspot: false };
const inHubspot = { shopify: false, hubspot: true };

const shopify = (smsConsent: Value, smsConsentAt: Value = early): Values => ({
  phone: "+12025550123",
  smsConsent,
  smsConsentAt,
});
const hubspot = (tandem_sms_consent: Value, smsDecidedAt: Value = early): Values => ({
  tandem_sms_consent,
  smsDecidedAt,
});

type Input = Partial<Omit<ConsentInput, "changedOf">> & { changed?: ReturnType<ConsentInput["changedOf"]> };

const plan = ({ changed = null, ...input }: Input) =>
  planConsent({
    definition: customers,
    settings: { direction: "both", consentFromHubspot: false },
    shopify: shopify("subscribed"),
    hubspot: hubspot("subscribed"),
    owner: true,
    changedOf: ({ channel }) => (channel === "sms" ? changed : null),
    now,
    ...input,
  });

const nothing = { toShopify: {}, effect: null };
const write = (smsConsent: string, smsConsentAt: string) => ({ toShopify: { smsConsent, smsConsentAt }, effect: null });
const raise = { direction: "both", consentFromHubspot: true } as const;

const shopifyStates = ["not_subscribed", "pending", "subscribed", "unsubscribed", "redacted", null] as const;
const hubspotStates = [...shopifyStates, "invalid"] as const;
const pairs = shopifyStates.flatMap((own) => hubspotStates.map((theirs) => [own, theirs] as const));

test.each(pairs)("a first sync writes nothing in Shopify: %s there, %s in HubSpot", (own, theirs) => {
  expect(plan({ settings: raise, shopify: shopify(own), hubspot: hubspot(theirs, late) })).toEqual(nothing);
});

test.each(pairs)("what Shopify says (%s) is told by the property's own field, whatever it said (%s)", (own, theirs) => {
  expect(plan({ settings: raise, changed: inShopify, shopify: shopify(own), hubspot: hubspot(theirs) })).toEqual(
    nothing,
  );
});

test.each(pairs)(
  "an unsubscribe in HubSpot reaches Shopify, other states do not: %s there, %s in HubSpot",
  (own, theirs) => {
    const isTaken = theirs === "unsubscribed" && own !== "unsubscribed" && own !== "redacted";

    const move = plan({ changed: inHubspot, shopify: shopify(own), hubspot: hubspot(theirs, late) });

    expect(move).toEqual(isTaken ? write("unsubscribed", late) : nothing);
  },
);

test.each(pairs)("where the merchant lets it, a subscription does too: %s there, %s in HubSpot", (own, theirs) => {
  const isTaken = (theirs === "unsubscribed" || theirs === "subscribed") && own !== theirs && own !== "redacted";

  const move = plan({ settings: raise, changed: inHubspot, shopify: shopify(own), hubspot: hubspot(theirs, late) });

  expect(move).toEqual(isTaken && theirs ? write(theirs, late) : nothing);
});

const cases: readonly [string, Input, ReturnType<typeof plan>][] = [
  [
    "of two changes the newer wins: HubSpot's",
    { changed: both, hubspot: hubspot("unsubscribed", late) },
    write("unsubscribed", late),
  ],
  [
    "of two changes the newer wins: HubSpot's subscription, where the merchant lets it",
    { changed: both, settings: raise, shopify: shopify("unsubscribed"), hubspot: hubspot("subscribed", late) },
    write("subscribed", late),
  ],
  [
    "of two changes the newer wins: Shopify's",
    { changed: both, shopify: shopify("subscribed", late), hubspot: hubspot("unsubscribed") },
    nothing,
  ],
  [
    "of two at once the unsubscribe wins: HubSpot's",
    { changed: both, hubspot: hubspot("unsubscribed") },
    write("unsubscribed", early),
  ],
  [
    "of two at once the unsubscribe wins: Shopify's",
    { changed: both, settings: raise, shopify: shopify("unsubscribed"), hubspot: hubspot("subscribed") },
    nothing,
  ],
  [
    "an unsubscribe of unknown date wins, and holds from now",
    { changed: both, shopify: shopify("subscribed", late), hubspot: hubspot("unsubscribed", null) },
    write("unsubscribed", now),
  ],
  [
    "Shopify takes no consent without a number",
    { changed: inHubspot, shopify: { ...shopify("subscribed"), phone: null }, hubspot: hubspot("unsubscribed") },
    nothing,
  ],
  [
    "to HubSpot only, Shopify is not written",
    { changed: inHubspot, hubspot: hubspot("unsubscribed"), settings: { ...raise, direction: "to_hubspot" } },
    nothing,
  ],
  [
    "to Shopify only, an unsubscribe still gets there",
    { changed: inHubspot, hubspot: hubspot("unsubscribed"), settings: { ...raise, direction: "to_shopify" } },
    write("unsubscribed", early),
  ],
  [
    "a shop that another shop's property is about takes nothing from it",
    { changed: inHubspot, owner: false, hubspot: hubspot("unsubscribed", late) },
    nothing,
  ],
  [
    "with its field switched off the property says nothing",
    {
      changed: inHubspot,
      definition: { ...customers, fields: customers.fields.filter(({ shopify: name }) => name !== "smsConsent") },
      hubspot: hubspot("unsubscribed", late),
    },
    nothing,
  ],
];

test.each(cases)("%s", (_says, input, expected) => {
  expect(plan(input)).toEqual(expected);
});

test("the channels do not mind each other", () => {
  const email = { email: "a@x.io", emailConsent: "subscribed", emailConsentAt: early };
  const optedOut = { emailOptOut: "true", emailOptOutAt: late };

  const move = planConsent({
    definition: customers,
    settings: { direction: "both", consentFromHubspot: false },
    shopify: { ...email, ...shopify("subscribed") },
    hubspot: { ...optedOut, ...hubspot("unsubscribed", late) },
    owner: true,
    changedOf: () => inHubspot,
    now,
  });

  expect(move).toEqual({
    toShopify: { emailConsent: "unsubscribed", emailConsentAt: late, smsConsent: "unsubscribed", smsConsentAt: late },
    effect: null,
  });
});
