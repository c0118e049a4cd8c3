import { expect, test } from "vitest";
import { SyncError } from "#app/sync/errors.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { drainEffects } from "./drain-effects.ts";

async function settle(engine: MemoryEngine): Promise<void> {
  for (let round = 0; round < 12; round++) {
    await engine.deliverAll();
    await engine.drain();
    await engine.drainEffects();
    engine.clock.advance(2_000);
  }
}

async function pair(consent: string, settings: Partial<ObjectSettings> = {}) {
  const engine = new MemoryEngine(settings);
  const id = engine.shopify.create({ email: "ada@x.io", emailConsent: consent });
  await settle(engine);
  return { engine, id, contactId: engine.tables.links.get(id)?.hubspotId ?? "" };
}

const contact = (engine: MemoryEngine, id: string) => engine.hubspot.contacts.get(id)?.values ?? {};
const customer = (engine: MemoryEngine, id: string) => engine.shopify.customers.get(id)?.values ?? {};

test("a first sync tells consent by our own property, with no call a contact", async () => {
  const { engine, contactId } = await pair("unsubscribed");

  expect(contact(engine, contactId)).toMatchObject({ tandem_email_consent: "unsubscribed" });
  expect(contact(engine, contactId).emailOptOut ?? "false").toBe("false");
  expect(engine.counts.hubspot.other).toBe(0);
});

test("an unsubscribe in Shopify opts the contact out", async () => {
  const { engine, id, contactId } = await pair("subscribed");

  engine.shopify.update(id, { emailConsent: "unsubscribed" });
  await settle(engine);

  expect(contact(engine, contactId)).toMatchObject({ emailOptOut: "true", tandem_email_consent: "unsubscribed" });
  expect(engine.tables.effects.size).toBe(0);
});

test("an opt-out in HubSpot unsubscribes in Shopify, and our own property says so", async () => {
  const { engine, id, contactId } = await pair("subscribed");

  engine.hubspot.setOptOut(contactId, true);
  await settle(engine);

  expect(customer(engine, id)).toMatchObject({ emailConsent: "unsubscribed" });
  expect(contact(engine, contactId)).toMatchObject({ tandem_email_consent: "unsubscribed" });
  expect(engine.counts.hubspot.other).toBe(0);
});

test("who opted out in HubSpot cannot be subscribed from Shopify: that is told", async () => {
  const { engine, id, contactId } = await pair("subscribed");
  engine.hubspot.setOptOut(contactId, true);
  await settle(engine);

  engine.clock.advance(60_000);
  engine.shopify.update(id, { emailConsent: "subscribed" });
  await settle(engine);

  expect(contact(engine, contactId).emailOptOut).toBe("true");
  expect([...engine.tables.outcomes]).toMatchObject([{ status: "failing", reason: "consent_refused" }]);
});

test("HubSpot subscribes only where the merchant lets it", async () => {
  for (const consentFromHubspot of [false, true]) {
    const { engine, id, contactId } = await pair("subscribed", { consentFromHubspot });
    engine.hubspot.setOptOut(contactId, true);
    await settle(engine);
    engine.clock.advance(60_000);

    engine.hubspot.setOptOut(contactId, false);
    await settle(engine);

    expect(customer(engine, id).emailConsent).toBe(consentFromHubspot ? "subscribed" : "unsubscribed");
  }
});

test("an effect that a later change overtook is dropped", async () => {
  const { engine, id, contactId } = await pair("unsubscribed");
  engine.shopify.update(id, { emailConsent: "subscribed" });
  await engine.deliverAll();
  await engine.drain();
  expect(engine.tables.effects.size).toBe(1);

  engine.clock.advance(5_000);
  engine.hubspot.setOptOut(contactId, true);
  await engine.deliverAll();
  await engine.drain();
  await engine.drainEffects();

  expect(contact(engine, contactId).emailOptOut).toBe("true");
  expect(customer(engine, id).emailConsent).toBe("unsubscribed");
  expect([...engine.tables.outcomes]).toMatchObject([{ status: "in_sync" }]);
});

test("a failure that passes puts the effect back", async () => {
  const { engine, id, contactId } = await pair("subscribed");
  engine.shopify.update(id, { emailConsent: "unsubscribed" });
  await engine.deliverAll();
  await engine.drain();
  engine.faults.load(["transient"]);

  await engine.drainEffects();
  expect([...engine.tables.effects.values()]).toMatchObject([{ attempts: 1, leaseId: null }]);
  engine.faults.calm();
  await settle(engine);

  expect(contact(engine, contactId).emailOptOut).toBe("true");
});

test("consent that may not be written, for want of a scope, makes its record failing", async () => {
  const { engine, id } = await pair("subscribed");
  engine.shopify.update(id, { emailConsent: "unsubscribed" });
  await engine.deliverAll();
  await engine.drain();
  const set = async () => Promise.reject(new SyncError("permanent", { code: "missing_scope" }));
  const deps = { ...engine.deps, vendors: { ...engine.deps.vendors, consents: () => ({ set }) } };

  await drainEffects(deps, { connection: engine.connection });

  expect([...engine.tables.outcomes]).toMatchObject([{ status: "failing", reason: "missing_scope" }]);
  expect(engine.tables.effects.size).toBe(0);
});

test.each([
  ["an answer that nobody understands", "bug", 10],
  ["a vendor that is down for hours", "transient", 100],
] as const)("consent ends, and its record is failing, after %s", async (_what, kind, most) => {
  const { engine, id } = await pair("subscribed");
  engine.shopify.update(id, { emailConsent: "unsubscribed" });
  await engine.deliverAll();
  await engine.drain();
  let calls = 0;
  const set = async () => {
    calls += 1;
    throw new SyncError(kind, { code: "odd_answer" });
  };
  const deps = { ...engine.deps, vendors: { ...engine.deps.vendors, consents: () => ({ set }) } };

  for (let round = 0; round < most + 5; round++) {
    if (round === most - 1) expect([...engine.tables.outcomes]).toMatchObject([{ status: "in_sync" }]);
    await drainEffects(deps, { connection: engine.connection });
    engine.clock.advance(400_000);
  }

  expect(calls).toBe(most);
  expect(engine.tables.effects.size).toBe(0);
  expect([...engine.tables.outcomes]).toMatchObject([
    { status: "failing", reason: "unexpected", details: { kind: "consent", code: "odd_answer" } },
  ]);
});

test("while HubSpot has to be connected again, consent waits", async () => {
  const { engine, id, contactId } = await pair("subscribed");
  engine.shopify.update(id, { emailConsent: "unsubscribed" });
  await engine.deliverAll();
  await engine.drain();
  const set = async () => Promise.reject(new SyncError("reconnect", { code: "token_revoked" }));
  const deps = { ...engine.deps, vendors: { ...engine.deps.vendors, consents: () => ({ set }) } };
  for (let round = 0; round < 20; round++) {
    await drainEffects(deps, { connection: engine.connection });
    engine.clock.advance(400_000);
  }

  await engine.drainEffects();

  expect(contact(engine, contactId).emailOptOut).toBe("true");
});
