import { expect, test } from "vitest";
import type { HubspotWebhookEvent } from "#app/hubspot/webhook-events.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { marksOfEvents } from "./marks-of-events.ts";

const context = {
  hash: (_: string, name: string, value: string | null) => `${name}=${value}`,
  connectionId: "c",
  definition: syncObject("customers"),
  now: new Date("2026-11-21T12:00:00Z"),
  backfilling: false,
};
const event = (type: string, more: Partial<HubspotWebhookEvent> = {}): HubspotWebhookEvent => ({
  portalId: "1",
  occurredAt: Date.parse("2026-11-21T11:59:59Z"),
  objectId: "5",
  type: `object.${type}`,
  ...more,
});
const change = (propertyName: string, propertyValue: string) =>
  event("propertyChange", { propertyName, propertyValue });

test("values of one contact become one mark's hashes, blank ones too", () => {
  const [mark, ...rest] = marksOfEvents(context, [change("firstname", "Ann"), change("city", "")]);

  expect(rest).toEqual([]);
  expect(Object.keys(mark?.echoHashes ?? {})).toEqual(["firstname", "city"]);
  expect(mark?.dueAt).toBeUndefined();
});

test("the same value told twice stays known; two values do not", () => {
  expect(marksOfEvents(context, [change("city", "A"), change("city", "A")])[0]?.echoHashes).toBeDefined();
  expect(marksOfEvents(context, [change("city", "A"), change("city", "B")])[0]?.echoHashes).toBeUndefined();
});

test("during a backfill marks wait, so that the chunk that made them is settled first", () => {
  const [mark] = marksOfEvents({ ...context, backfilling: true }, [change("city", "A")]);

  expect(Date.parse(mark?.dueAt ?? "")).toBeGreaterThan(context.now.getTime());
});

test("a merge ends every id but the survivor's", () => {
  const marks = marksOfEvents(context, [event("merge", { primaryObjectId: "5", mergedObjectIds: ["6", "7"] })]);

  expect(marks.map(({ recordId, mergedInto }) => [recordId, mergedInto])).toEqual([
    ["6", "5"],
    ["7", "5"],
    ["5", undefined],
  ]);
});

test("events about nothing we know leave no mark", () => {
  expect(marksOfEvents(context, [event("associationChange")])).toEqual([]);
});
