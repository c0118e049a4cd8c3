import { afterAll, beforeAll, expect, test } from "vitest";
import type { Merchant } from "#sandbox/play-merchant.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { addCustomers } from "#tests/support/add-customers.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../../bin/demo/play.ts";
import { waitFor } from "../../../bin/serve/wait-for.ts";

const kinds = [
  "webhook_drop",
  "webhook_duplicate",
  "webhook_late",
  "webhook_reorder",
  "webhook_bad_signature",
] as const;
const count = 20;
let stack: TestStack;
let merchant: Merchant;

beforeAll(async () => {
  stack = await startTestStack({ shops: [{ ...DEMO_SHOP }] });
  addCustomers(stack.sandbox.shopify.shop(DEMO_SHOP.domain), count);
  merchant = createMerchant(stack.sandbox);
  await setUp(merchant, () => undefined);
  await watchUntilInStep(
    merchant,
    () => undefined,
    () => stack.sandbox.isIdle(),
    60_000,
  );
});

afterAll(async () => {
  await stack?.stop();
});

test("edits arrive on the other side though webhooks are lost, doubled, late, out of order or forged", {
  timeout: 240_000,
}, async () => {
  const { shopify } = stack.sandbox;
  const hubspot = hubspotOf(stack.sandbox);
  const { customers } = shopify.shop(DEMO_SHOP.domain);
  const { contacts } = hubspot.portal(DEMO_PORTAL.id);
  const pairs = customers.list().map((customer) => ({
    customerId: customer.id,
    contactId: contacts.findBy("email", customer.email ?? "")?.id ?? "",
  }));
  for (const { faults } of [shopify, hubspot])
    for (const kind of kinds) faults.add({ kind, times: 4, probability: 0.7, delayMs: 2_000 });

  for (const [index, { customerId, contactId }] of pairs.entries()) {
    customers.update(customerId, { lastName: `Edited ${index}` });
    hubspot.portal(DEMO_PORTAL.id).updateRecord("0-1", contactId, { city: `Town ${index}` });
  }

  const bothArrived = ({ customerId, contactId }: (typeof pairs)[number], index: number) => {
    const customer = customers.get(customerId);
    const address = customer?.addresses.find(({ id }) => id === customer.defaultAddressId);
    return contacts.find(contactId)?.values.get("lastname") === `Edited ${index}` && address?.city === `Town ${index}`;
  };
  // What no webhook told is found by the sweep, which runs every minute.
  await waitFor("every edit to be on both sides", 200_000, async () => pairs.every(bothArrived), 250);
  expect([...contacts.list()]).toHaveLength(count);
  const { objects } = await merchant.readProgress();
  expect(objects["customers"]).toMatchObject({ failing: 0, inSync: count });
});
