import { expect, test } from "vitest";
import { PlainContent } from "#app/components/plain-page.tsx";
import type { ReadInvitation } from "#app/services/invite/read-invitation.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { describeInvitation } from "./invitation-page.ts";

const open: ReadInvitation = {
  kind: "open",
  key: { shop: "first.myshopify.com", nonceHash: "h" },
  offer: {
    invitedBy: { domain: "first.myshopify.com", name: "First Shop" },
    portalId: "4242",
    hubDomain: "mine.hubspot.com",
    expiresAt: new Date("2026-11-28T00:00:00Z"),
  },
};

const render = (read: ReadInvitation) => renderScreen(<PlainContent {...describeInvitation(read)} />);

test("an open invitation names the account and the store, and says how to go on with and without the app", () => {
  const words = wordsOf(render(open));

  expect(words).toContain("First Shop");
  expect(words).toContain("mine.hubspot.com (4242)");
  expect(words).toContain("install");
  expect(render(open).querySelectorAll("li")).toHaveLength(3);
});

test("one that leads nowhere says why, each in words of its own", () => {
  const kinds = ["unknown", "expired", "used", "withdrawn"] as const;

  const texts = kinds.map((kind) => wordsOf(render({ kind })));

  expect(new Set(texts).size).toBe(kinds.length);
});
