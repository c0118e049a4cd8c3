import { expect, test } from "vitest";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import type { InvitationModel } from "./invitation-model.ts";
import { InvitationScreen } from "./invitation-screen.tsx";

const offer = {
  ...{
    inviterDomain: "first.myshopify.com",
    inviterName: "First Shop",
    portalId: "4242",
    hubDomain: "mine.hubspot.com",
  },
  expiresAt: "2026-11-28T12:00:00Z",
};
const open: InvitationModel = { state: "open", offer, shop: "second.myshopify.com" };
const render = (model: InvitationModel, failure: string | null = null) =>
  renderScreen(<InvitationScreen model={model} failure={failure} busy={false} onAccept={() => undefined} />);

test("an open invitation names both stores, the account and what will be shared, and asks", () => {
  const screen = render(open);

  for (const part of ["First Shop (first.myshopify.com)", "second.myshopify.com", "mine.hubspot.com", "4242"]) {
    expect(wordsOf(screen)).toContain(part);
  }
  expect(wordsOf(screen)).toContain("people who use it in HubSpot can see them");
  expect(screen.querySelectorAll("button").map((button) => button.text)).toEqual(["Connect to mine.hubspot.com"]);
});

test("an account without a name goes by its id", () => {
  expect(wordsOf(render({ ...open, offer: { ...offer, hubDomain: null } }))).toContain("Connect to 4242");
});

test("what cannot be accepted says why, each in words of its own, and has no button that agrees", () => {
  const states = ["unknown", "expired", "used", "withdrawn", "own", "already_here", "connected_elsewhere"] as const;

  const screens = states.map((state) => render({ state, offer: null, shop: open.shop }));

  expect(new Set(screens.map(wordsOf)).size).toBe(states.length);
  expect(screens.flatMap((screen) => screen.querySelectorAll("button"))).toHaveLength(0);
});

test("an attempt that came too late says so above the offer", () => {
  expect(wordsOf(render(open, "changed"))).toContain("another HubSpot account than the one shown here");
});
