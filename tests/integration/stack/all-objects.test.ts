import { afterEach, expect, test } from "vitest";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { startTestStack } from "#tests/support/test-stack.ts";
import { measure } from "../../../bin/demo/measure.ts";
import { allObjects, setUp, watchUntilInStep } from "../../../bin/demo/play.ts";
import { findGaps } from "../../../bin/demo/report.ts";

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

async function syncAll(running: TestStack) {
  const said: string[] = [];
  const merchant = createMerchant(running.sandbox);
  await setUp(merchant, (text) => said.push(text), allObjects);
  const progress = await watchUntilInStep(
    merchant,
    () => undefined,
    () => running.sandbox.isIdle(),
    280_000,
  );
  return { said, report: await measure(running, progress, 0) };
}

test("everything of the sample shop arrives, but for what a rule names", { timeout: 300_000 }, async () => {
  stack = await startTestStack();

  const { report } = await syncAll(stack);

  expect(findGaps(report)).toEqual([]);
  expect(Object.keys(report.objects)).toEqual(allObjects);
  for (const object of allObjects) expect(report.objects[object]?.inSync, object).toBeGreaterThan(0);
  const { customers, companies, products, orders, carts } = report.objects;
  expect(Object.keys(customers?.reasons ?? {}).sort()).toEqual(["guest", "no_email"]);
  expect([companies, products, orders].map((one) => one?.excluded)).toEqual([0, 0, 0]);
  expect(Object.keys(carts?.reasons ?? {})).toEqual(["no_contact"]);
  expect(stack.sandbox.unexpected()).toEqual([]);
});

test("a shop that sells to no companies syncs the rest, and theirs stays off", { timeout: 120_000 }, async () => {
  stack = await startTestStack({ shops: [{ ...DEMO_SHOP, b2b: false }] });
  stack.sandbox.shopify.shop(DEMO_SHOP.domain).customers.load({ email: "ann@example.com", firstName: "Ann" });

  const { said, report } = await syncAll(stack);

  expect(said).toContain("This shop has no companies: their sync stays off");
  expect(findGaps(report)).toEqual([]);
  expect(report.objects["customers"]).toMatchObject({ shopify: 1, hubspot: 1, inSync: 1 });
  expect(report.objects["companies"]).toEqual({ ...report.objects["companies"], shopify: 0, hubspot: 0, inSync: 0 });
});
