import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { Delivery } from "#sandbox/hubspot/testing/start-receiver.ts";
import { startReceiver } from "#sandbox/hubspot/testing/start-receiver.ts";
import { CLIENT, OTHER_PORTAL, PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import type { WebhookEvent } from "#sandbox/hubspot/webhooks/to-webhook-events.ts";
import { RETRY_AFTER_MINUTES } from "#sandbox/hubspot/webhooks/webhook-sender.ts";

const kinds = (events: WebhookEvent[]) =>
  events.map(({ subscriptionType, propertyName = "" }) => `${subscriptionType} ${propertyName}`.trim()).sort();

test("a create tells of itself and of each subscribed property, in one signed array", async () => {
  const { create, quiet, deliveries, appOrigin } = await startReceiver();

  const id = await create({ email: "ann@example.com", firstname: "Ann", city: "Paris" });
  await quiet();

  const [delivery] = deliveries;
  expect(deliveries).toHaveLength(1);
  expect(delivery?.url).toBe("/webhooks/hubspot?from=hubspot");
  expect(kinds(delivery?.events ?? [])).toEqual([
    "object.creation",
    "object.propertyChange email",
    "object.propertyChange firstname",
  ]);
  expect(delivery?.events.find((event) => event.propertyName === "email")).toMatchObject({
    portalId: PORTAL,
    appId: CLIENT.appId,
    objectId: Number(id),
    objectTypeId: "0-1",
    propertyValue: "ann@example.com",
    attemptNumber: 0,
    changeSource: "INTEGRATION",
    sourceId: String(CLIENT.appId),
    occurredAt: expect.any(Number),
    eventId: expect.any(Number),
    subscriptionId: expect.any(Number),
  });
  const uri = `${appOrigin}${delivery?.url}`;
  const { headers = {}, rawBody = "" } = delivery ?? {};
  const timestamp = headers["x-hubspot-request-timestamp"] ?? "";
  const v3 = createHmac("sha256", CLIENT.clientSecret).update(`POST${uri}${rawBody}${timestamp}`).digest("base64");
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(headers["x-hubspot-signature-v3"]).toBe(v3);
  expect(headers["x-hubspot-signature"]).toBe(sha(CLIENT.clientSecret + rawBody));
  expect(headers["x-hubspot-signature-v2"]).toBe(sha(`${CLIENT.clientSecret}POST${uri}${rawBody}`));
  expect(Math.abs(Date.now() - Number(timestamp))).toBeLessThan(60_000);
});

test("only real changes are told, with their source", async () => {
  const { create, quiet, call, portal, events, deliveries } = await startReceiver();
  const id = await create({ firstname: "Ann" });
  await quiet();
  deliveries.splice(0);

  await call("PATCH", `/crm/objects/2026-09/contacts/${id}`, { properties: { firstname: "Ann ", city: "Paris" } });
  portal(PORTAL).updateRecord("0-1", id, { firstname: "Anna" });
  await quiet();

  expect(events()).toMatchObject([{ propertyValue: "Anna", changeSource: "CRM_UI", sourceId: "userId:1001" }]);
});

test("deletion, restore, merge and privacy deletion are told", async () => {
  const { create, quiet, call, portal, events, deliveries } = await startReceiver();
  const [a, b] = [await create({ firstname: "A" }), await create({ firstname: "B" })];
  await quiet();
  deliveries.splice(0);

  await call("DELETE", `/crm/objects/2026-09/contacts/${a}`);
  portal(PORTAL).contacts.restore(a, { changeSource: "CRM_UI", sourceId: "userId:1" });
  const merged = await call("POST", "/crm/objects/2026-09/contacts/merge", { primaryObjectId: a, objectIdToMerge: b });
  await call("POST", "/crm/objects/2026-09/contacts/gdpr-delete", { objectId: merged.body.id });
  await quiet();

  expect(kinds(events())).toEqual(["contact.privacyDeletion", "object.deletion", "object.merge", "object.restore"]);
  expect(events().find((event) => event.subscriptionType === "object.merge")).toMatchObject({
    primaryObjectId: Number(a),
    mergedObjectIds: [Number(b)],
    newObjectId: Number(merged.body.id),
    numberOfPropertiesMoved: expect.any(Number),
  });
});

test("arrays hold at most 100 events and no more requests run at once than the app allows", async () => {
  const { portal, quiet, deliveries, events, receiver, webhookCounts } = await startReceiver();

  let release = () => {};
  receiver.held = new Promise((resolve) => {
    release = resolve;
  });

  for (let n = 0; n < 500; n += 1) portal(PORTAL).createRecord("0-1", { email: `c${n}@example.com`, firstname: "C" });
  await expect.poll(() => deliveries.length).toBe(2);
  expect(webhookCounts()).toMatchObject({ attempts: 2, pending: 1_500 });
  release();
  await quiet();

  expect(events()).toHaveLength(1_500);
  expect(Math.max(...deliveries.map((delivery) => delivery.events.length))).toBe(100);
  const ids = events().map((event) => event.eventId);
  expect(ids).not.toEqual(ids.toSorted((x, y) => x - y));
});

test("nothing is told about portals without the app", async () => {
  const { portal, webhookCounts, uninstall } = await startReceiver();

  portal(OTHER_PORTAL).createRecord("0-1", { firstname: "Ann" });
  uninstall(PORTAL);
  portal(PORTAL).createRecord("0-1", { firstname: "Ann" });

  expect(webhookCounts()).toMatchObject({ pending: 0, attempts: 0 });
});

test("a refusal is tried again ten times within a day, then given up", async () => {
  const { create, clock, deliveries, receiver, webhookCounts, isIdle } = await startReceiver();
  receiver.status = 500;
  await create({ city: "Paris" });
  await expect.poll(webhookCounts).toMatchObject({ attempts: 1, pending: 1 });

  for (const [retry, minutes] of RETRY_AFTER_MINUTES.entries()) {
    await expect.poll(() => clock.pending()).toBe(1);
    expect(isIdle()).toBe(false);
    clock.advance(minutes * 60_000 - 30_000);
    expect(clock.pending()).toBe(1);
    clock.advance(30_000);
    await expect.poll(() => deliveries.length).toBe(retry + 2);
  }

  await expect.poll(webhookCounts).toMatchObject({ attempts: 11, failed: 1, delivered: 0, pending: 0 });
  expect(deliveries.map((delivery) => delivery.events[0]?.attemptNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(RETRY_AFTER_MINUTES.reduce((sum, minutes) => sum + minutes)).toBeLessThanOrEqual(24 * 60);
});

test("no answer in time and no connection are tried again and succeed later", async () => {
  const { create, clock, quiet, receiver, webhookCounts, setAppOrigin, appOrigin } = await startReceiver({
    webhookTimeoutMs: 1_000,
  });
  receiver.isSilent = true;
  await create({ city: "Paris" });
  await expect.poll(() => webhookCounts().attempts).toBe(1);
  await expect.poll(() => clock.pending()).toBeGreaterThan(0);

  receiver.isSilent = false;
  setAppOrigin("http://127.0.0.1:9");
  clock.advance(60_000);
  await expect.poll(() => webhookCounts().attempts).toBe(2);
  await expect.poll(() => clock.pending()).toBeGreaterThan(0);
  setAppOrigin(appOrigin);
  clock.advance(120_000);
  await quiet();

  expect(webhookCounts()).toMatchObject({ delivered: 1, failed: 0, attempts: 3 });
});

test("deliveries can be dropped, doubled, late and reordered on purpose", async () => {
  const { create, faults, clock, quiet, events, webhookCounts } = await startReceiver();
  const topic = "object.creation";

  faults.add({ kind: "webhook_drop", match: { topic, tenant: String(PORTAL) } });
  const dropped = await create({ city: "1" });
  faults.add({ kind: "webhook_duplicate", match: { topic } });
  const doubled = await create({ city: "2" });
  await quiet();
  expect(webhookCounts().dropped).toBe(1);
  expect(events().map((event) => event.objectId)).toEqual([Number(doubled), Number(doubled)]);
  expect(events().map((event) => event.objectId)).not.toContain(Number(dropped));

  faults.add({ kind: "webhook_late", match: { topic } });
  const late = await create({ city: "3" });
  faults.add({ kind: "webhook_reorder", match: { topic } });
  const reordered = await create({ city: "4" });
  const last = await create({ city: "5" });
  await expect.poll(() => events().at(-1)?.objectId).toBe(Number(last));
  clock.advance(3_000);
  await expect.poll(() => events().at(-1)?.objectId).toBe(Number(reordered));
  await expect.poll(() => webhookCounts().pending).toBe(1);
  clock.advance(24 * 3_600_000);
  await quiet();
  expect(events().at(-1)?.objectId).toBe(Number(late));
});

test("a bad signature is sent once; the retry is good", async () => {
  const { create, faults, deliveries, receiver, clock, quiet, appOrigin } = await startReceiver();
  faults.add({ kind: "webhook_bad_signature" });
  receiver.status = 401;
  await create({ city: "Paris" });
  await expect.poll(() => deliveries.length).toBe(1);
  await expect.poll(() => clock.pending()).toBeGreaterThan(0);
  receiver.status = 200;
  clock.advance(60_000);
  await quiet();

  const isGood = ({ url, headers, rawBody }: Delivery) =>
    createHmac("sha256", CLIENT.clientSecret)
      .update(`POST${appOrigin}${url}${rawBody}${headers["x-hubspot-request-timestamp"]}`)
      .digest("base64") === headers["x-hubspot-signature-v3"];
  expect(deliveries.map(isGood)).toEqual([false, true]);
});
