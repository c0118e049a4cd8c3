import { expect, test } from "vitest";
import { kindOf, objectTypeIdOf, parseEvents } from "./webhook-events.ts";

const event = {
  portalId: 1,
  occurredAt: 5,
  objectId: 9_007_199,
  subscriptionType: "object.creation",
  objectTypeId: "0-1",
};

test("reads an array of events, ids as text, and nothing else", () => {
  expect(parseEvents(JSON.stringify([event]))).toMatchObject([
    { portalId: "1", objectId: "9007199", type: "object.creation" },
  ]);
  expect(parseEvents("[]")).toEqual([]);
  for (const body of ["{}", "null", "no json", '"text"']) {
    expect(parseEvents(body)).toBeNull();
  }
});

test("one event that cannot be read does not sink the others, and null says nothing", () => {
  const sparse = { ...event, propertyValue: null, newObjectId: null, mergedObjectIds: null };

  expect(parseEvents(JSON.stringify([{ portalId: 1 }, null, { ...event, occurredAt: 1e300 }, sparse]))).toMatchObject([
    { portalId: "1", objectId: "9007199" },
  ]);
});

test("knows both spellings of a subscription type", () => {
  const kinds = (types: readonly string[]) => types.map((type) => kindOf({ portalId: "1", occurredAt: 0, type }));

  expect(
    kinds([
      "object.propertyChange",
      "contact.propertyChange",
      "contact.privacyDeletion",
      "object.associationChange",
      "",
    ]),
  ).toEqual(["change", "change", "privacy_deletion", "other", "other"]);
  expect(objectTypeIdOf({ portalId: "1", occurredAt: 0, type: "contact.privacyDeletion" })).toBe("0-1");
  expect(objectTypeIdOf({ portalId: "1", occurredAt: 0, type: "object.creation", objectTypeId: "0-3" })).toBe("0-3");
  expect(objectTypeIdOf({ portalId: "1", occurredAt: 0, type: "object.creation" })).toBeNull();
});
