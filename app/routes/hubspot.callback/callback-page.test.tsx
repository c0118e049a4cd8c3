import { expect, test } from "vitest";
import { PlainContent } from "#app/components/plain-page.tsx";
import type { FinishedAuthorization } from "#app/services/connect-hubspot.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { describeResult } from "./callback-page.ts";

const shop = "my-shop.myshopify.com";
const connected = { kind: "connected", shop, portalId: "4242", hubDomain: "mine.hubspot.com", problems: [] } as const;
const refusals: readonly FinishedAuthorization[] = [
  { kind: "denied", shop },
  { kind: "unknown_state" },
  { kind: "already_connected", shop, portalId: "4242" },
  { kind: "failed", shop, code: "hubspot_unavailable" },
];

const render = (result: FinishedAuthorization) => renderScreen(<PlainContent {...describeResult(result)} />);
const headingOf = (result: FinishedAuthorization) => render(result).querySelector("h1")?.text;

test("however an authorisation ends, the page has words for it, and only a connection is called one", () => {
  expect(headingOf(connected)).toBe("HubSpot is connected");
  expect(new Set(refusals.map(headingOf))).toEqual(new Set(["HubSpot is not connected"]));
  expect(new Set(refusals.map((result) => wordsOf(render(result)))).size).toBe(refusals.length);
});

test("a connection names shop and account, and what to do if the shop is a stranger's", () => {
  const words = wordsOf(render(connected));

  expect(words).toContain(`The shop ${shop} is now connected to the HubSpot account mine.hubspot.com (4242).`);
  expect(words).toContain("remove Tandem under Connected apps in HubSpot");
  expect(wordsOf(render({ ...connected, hubDomain: null }))).toContain("the HubSpot account 4242.");
});

test("what could not be set up is a warning each, with what to do", () => {
  const problems = ["property_conflict", "property_refused", "tracking_refused", "rate_limited", "hubspot_unavailable"];

  const screen = render({ ...connected, problems });

  expect(screen.querySelectorAll(".Polaris-Banner")).toHaveLength(4);
  for (const part of ["is in the way", "limit of custom properties", "Storefront tracking is not", "Not everything"]) {
    expect(wordsOf(screen)).toContain(part);
  }
  expect(render(connected).querySelectorAll(".Polaris-Banner")).toHaveLength(0);
});
