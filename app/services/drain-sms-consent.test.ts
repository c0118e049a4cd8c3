import { expect, test } from "vitest";
import type { ObjectSettings } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";

async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 6; round++) {
    await engine.deliverAll();
    await engine.drain();
    engine.clock.advance(2_000);
  }
}

/** HubSpot tells nobody of properties that are ours: the sweep finds their edits, which comes to a mark. */
async function setInHubspot(engine: MemoryEngine, id: string, state: string | null): Promise<void> {
  engine.clock.advance(60_000);
  engine.hubspot.update(id, { tandem_sms_consent: state });
  await engine.store.mark(engine.connection, [{ object: "customers", side: "hubspot", recordId: id, lane: "bulk" }]);
  await settle(engine);
}

async function pair(smsConsent: string, settings: Partial<ObjectSettings> = {}, phone: string | null = "+12025550123") {
  const engine = new MemoryEngine(settings);
  const at = "2026-01-01T00:00:00Z";
  const id = engine.shopify.create({ email: "ada@x.io", phone, smsConsent, smsConsentAt: at });
  await settle(engine);
  return { engine, id, contactId: engine.tables.links.get(id)?.hubspotId ?? "" };
}

const contact = (engine: MemoryEngine, id: string) => engine.hubspot.contacts.get(id)?.values ?? {};
const customer = (engine: MemoryEngine, id: string) => engine.shopify.customers.get(id)?.values ?? {};

test("Shopify's consent by text message, and each change of it, is told by our own properties", async () => {
  const { engine, id, contactId } = await pair("subscribed");
  expect(contact(engine, contactId)).toMatchObject({ tandem_sms_consent: "subscribed" });

  engine.shopify.update(id, { smsConsent: "unsubscribed", smsConsentAt: "2026-05-01T00:00:00Z" });
  await settle(engine);

  expect(contact(engine, contactId)).toMatchObject({
    tandem_sms_consent: "unsubscribed",
    tandem_sms_consent_at: "2026-05-01T00:00:00.000Z",
  });
  expect(engine.counts.records.shopify).toBe(0);
});

test("an unsubscribe in HubSpot unsubscribes in Shopify, and its date comes back", async () => {
  const { engine, id, contactId } = await pair("subscribed");

  await setInHubspot(engine, contactId, "unsubscribed");

  expect(customer(engine, id)).toMatchObject({ smsConsent: "unsubscribed" });
  const { tandem_sms_consent_at: at } = contact(engine, contactId);
  expect(Math.floor(Date.parse(at ?? "") / 1000)).toBe(Date.parse(customer(engine, id).smsConsentAt ?? "") / 1000);
});

test("our own write come back is no change, on either side", async () => {
  const { engine, id, contactId } = await pair("subscribed");
  await setInHubspot(engine, contactId, "unsubscribed");
  const before = { ...engine.counts.records };

  for (const [side, recordId] of [["shopify", id] as const, ["hubspot", contactId] as const])
    await engine.store.mark(engine.connection, [{ object: "customers", side, recordId, lane: "live" }]);
  await settle(engine);

  expect(engine.counts.records).toEqual(before);
  expect([...engine.tables.links.values()]).toMatchObject([{ putBackCount: 0 }]);
});

test("HubSpot subscribes only where the merchant lets it; else Shopify's word comes back", async () => {
  for (const consentFromHubspot of [false, true]) {
    const { engine, id, contactId } = await pair("unsubscribed", { consentFromHubspot });

    await setInHubspot(engine, contactId, "subscribed");

    const expected = consentFromHubspot ? "subscribed" : "unsubscribed";
    expect(customer(engine, id).smsConsent).toBe(expected);
    expect(contact(engine, contactId).tandem_sms_consent).toBe(expected);
  }
});

test.each(["pending", "redacted", null])("a state that nobody can decide (%s) is put back", async (state) => {
  const { engine, id, contactId } = await pair("subscribed");

  await setInHubspot(engine, contactId, state);

  expect(customer(engine, id).smsConsent).toBe("subscribed");
  expect(contact(engine, contactId).tandem_sms_consent).toBe("subscribed");
});

test("without a phone number nothing is written to Shopify", async () => {
  const { engine, contactId } = await pair("", {}, null);

  await setInHubspot(engine, contactId, "unsubscribed");

  expect(engine.counts.records.shopify).toBe(0);
  expect(contact(engine, contactId).tandem_sms_consent).toBeNull();
});

test("a crash after the write does not make it look like a person's decision", async () => {
  const { engine, id, contactId } = await pair("subscribed");
  engine.clock.advance(60_000);
  engine.shopify.update(id, { smsConsent: "unsubscribed" });
  await engine.deliverAll();
  // The process dies between its write in HubSpot and settling: its lease runs out with nothing settled.
  const { settle: settling } = engine.store;
  engine.store.settle = async () => false;
  await engine.drain();
  engine.store.settle = settling.bind(engine.store);
  expect(contact(engine, contactId).tandem_sms_consent).toBe("unsubscribed");

  engine.shopify.update(id, { smsConsent: "subscribed" });
  engine.clock.advance(600_000);
  await settle(engine);

  expect(customer(engine, id).smsConsent).toBe("subscribed");
  expect(contact(engine, contactId).tandem_sms_consent).toBe("subscribed");
});
