import { expect, test } from "vitest";
import { HttpScenarioWorld } from "./http-scenario-world.ts";
import { HttpStage } from "./http-stage.ts";

const stage = new HttpStage();

/** A customer who gets text messages, linked with a contact. */
async function begin(settings: Parameters<typeof HttpScenarioWorld.begin>[1] = {}) {
  const world = await HttpScenarioWorld.begin(stage, settings);
  const id = await world.createCustomer({ email: "ada@example.com", phone: "+12025550123" });
  if (!id) throw new Error("Shopify refused the customer.");
  await world.editCustomer(id, "smsConsent", "subscribed");
  await world.startBackfill();
  await world.quiesce();
  const consents = async () => ({
    shopify: (await world.customers())[0]?.values.smsConsent,
    hubspot: (await world.contacts())[0]?.values.tandem_sms_consent,
  });
  return { world, id, contactId: (await world.contacts())[0]?.id ?? "", consents };
}

test("consent by text message goes both ways over HTTP, and once it is there nothing is written", async () => {
  const { world, id, contactId, consents } = await begin();
  expect(await consents()).toEqual({ shopify: "subscribed", hubspot: "subscribed" });

  await world.advance(60_000);
  await world.editContact(contactId, "tandem_sms_consent", "unsubscribed");
  await world.quiesce();
  expect(await consents()).toEqual({ shopify: "unsubscribed", hubspot: "unsubscribed" });

  await world.advance(60_000);
  await world.editCustomer(id, "smsConsent", "subscribed");
  await world.quiesce();
  expect(await consents()).toEqual({ shopify: "subscribed", hubspot: "subscribed" });

  const before = await world.writes();
  await world.markAll();
  await world.quiesce();
  expect(await world.writes()).toEqual(before);
});

test("of a change on each side the newer one wins, by the times that the vendors keep", async () => {
  const { world, id, contactId, consents } = await begin();
  await world.advance(60_000);
  await world.editContact(contactId, "tandem_sms_consent", "unsubscribed");
  await world.advance(60_000);
  await world.editCustomer(id, "smsConsent", "unsubscribed");
  await world.editCustomer(id, "smsConsent", "subscribed");
  await world.quiesce();
  const unchanged = await consents();

  await world.advance(60_000);
  await world.editCustomer(id, "smsConsent", "unsubscribed");
  await world.quiesce();
  const inShopify = await consents();

  expect(unchanged.shopify).toBe(unchanged.hubspot);
  expect(inShopify).toEqual({ shopify: "unsubscribed", hubspot: "unsubscribed" });
});

test("HubSpot subscribes nobody by text message unless the merchant lets it", async () => {
  for (const consentFromHubspot of [false, true]) {
    const { world, id, contactId, consents } = await begin({ consentFromHubspot });
    await world.editCustomer(id, "smsConsent", "unsubscribed");
    await world.quiesce();
    await world.advance(60_000);

    await world.editContact(contactId, "tandem_sms_consent", "subscribed");
    await world.quiesce();

    const expected = consentFromHubspot ? "subscribed" : "unsubscribed";
    expect(await consents()).toEqual({ shopify: expected, hubspot: expected });
  }
});
