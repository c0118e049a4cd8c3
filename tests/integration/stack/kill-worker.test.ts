import { afterAll, beforeAll, expect, test } from "vitest";
import type { Merchant } from "#sandbox/play-merchant.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { addCustomers } from "#tests/support/add-customers.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../../bin/demo/play.ts";
import { waitFor } from "../../../bin/serve/wait-for.ts";

const count = 5_000;
let stack: TestStack;
let merchant: Merchant;

beforeAll(async () => {
  stack = await startTestStack({ shops: [{ ...DEMO_SHOP }] });
  addCustomers(stack.sandbox.shopify.shop(DEMO_SHOP.domain), count);
  merchant = createMerchant(stack.sandbox);
});

afterAll(async () => {
  await stack?.stop();
});

test("a first sync whose worker is killed three times ends with every customer there once", {
  timeout: 600_000,
}, async () => {
  const contacts = () => [...hubspotOf(stack.sandbox).portal(DEMO_PORTAL.id).contacts.list()];
  await setUp(merchant, () => undefined);

  for (const share of [0.1, 0.4, 0.7]) {
    await waitFor(`${share * 100} % of the contacts`, 120_000, async () => contacts().length >= share * count, 10);
    expect(contacts().length, "killed in the middle").toBeLessThan(count);
    stack.worker().kill("SIGKILL");
    await stack.startWorker();
  }
  const progress = await watchUntilInStep(
    merchant,
    () => undefined,
    () => stack.sandbox.isIdle(),
    300_000,
  );

  const emails = contacts().map((contact) => contact.values.get("email"));
  expect(emails.length).toBe(count);
  expect(new Set(emails).size).toBe(count);
  expect(progress.objects["customers"]).toMatchObject({ inSync: count, excluded: 0, failing: 0, pending: 0 });
});
