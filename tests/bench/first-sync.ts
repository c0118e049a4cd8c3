import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { addCustomers } from "#tests/support/add-customers.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../bin/demo/play.ts";

const sizes = [1_000, 5_000];

/**
 * Requests and time of a first sync of N customers, counted by the stand-ins until all is quiet. The floor is one read by e-mail and one
 * create for each 100; HubSpot's own limit of 110 requests in 10 s bounds the time.
 */
export default async function firstSync(): Promise<void> {
  const rows: Record<string, object> = {};
  for (const size of sizes) rows[`${size} customers`] = await measure(size);
  console.table(rows);
}

async function measure(size: number) {
  const stack = await startTestStack({ shops: [{ ...DEMO_SHOP }] });
  try {
    addCustomers(stack.sandbox.shopify.shop(DEMO_SHOP.domain), size);
    const merchant = createMerchant(stack.sandbox);
    const before = performance.now();
    await setUp(merchant, () => undefined);
    await watchUntilInStep(
      merchant,
      () => undefined,
      () => stack.sandbox.isIdle(),
      600_000,
    );
    const seconds = (performance.now() - before) / 1000;
    const { hubspot, shopify } = await stack.sandbox.requestTotals();
    const floor = (2 * size) / 100;
    const { "429": refused = 0 } = hubspotOf(stack.sandbox).log.counts().byStatus;
    return {
      "HubSpot requests": hubspot,
      "floor 2 N/100": floor,
      ratio: Number((hubspot / floor).toFixed(2)),
      "Shopify requests": shopify,
      seconds: Number(seconds.toFixed(1)),
      "customers/s": Math.round(size / seconds),
      "429": refused,
    };
  } finally {
    await stack.stop();
  }
}
