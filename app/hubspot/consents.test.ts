import { expect, test } from "vitest";
import { createMarketingTypes } from "./consents.ts";

const caller = { portalId: "77", lane: "live" } as const;
const clock = { now: () => new Date(0) };

function typesOf(answer: { readonly status: number; readonly text: string }) {
  const transport = { send: async () => ({ headers: {}, ...answer }) };
  return createMarketingTypes({ transport, clock, mayRead: async () => true });
}

const type = {
  name: "Marketing Information",
  purpose: "Marketing",
  isActive: true,
  isInternal: false,
  communicationMethod: "Email",
};

test("finds the portal's type for marketing", async () => {
  const text = JSON.stringify({
    results: [
      { ...type, id: "1", name: "News" },
      { ...type, id: "2" },
    ],
  });

  expect(await typesOf({ status: 200, text }).find(caller)).toBe("2");
});

test.each([
  [403, "{}"],
  [404, '{"message":"resource not found"}'],
  [200, "<html>"],
  [200, '{"total":0}'],
])("an account that answers %i %s has none, and its records sync all the same", async (status, text) => {
  expect(await typesOf({ status, text }).find(caller)).toBeNull();
});
