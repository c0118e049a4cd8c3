import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../bin/demo/play.ts";
import { waitFor } from "../../bin/serve/wait-for.ts";

const edits = 50;

/** How long an edit on one side takes to be readable on the other, after the first sync, over both stand-ins' webhooks. */
export default async function freshness(): Promise<void> {
  const stack = await startTestStack();
  try {
    const merchant = createMerchant(stack.sandbox);
    await setUp(merchant, () => undefined);
    await watchUntilInStep(
      merchant,
      () => undefined,
      () => stack.sandbox.isIdle(),
      120_000,
    );
    const { customers } = stack.sandbox.shopify.shop(DEMO_SHOP.domain);
    const portal = hubspotOf(stack.sandbox).portal(DEMO_PORTAL.id);
    const pairs = customers
      .list()
      .flatMap((customer) => {
        const contact = customer.email ? portal.contacts.findBy("email", customer.email.toLowerCase()) : undefined;
        return contact ? [{ customerId: customer.id, contactId: contact.id }] : [];
      })
      .slice(0, edits);

    const toHubspot = await timeEach(pairs, async ({ customerId, contactId }, name) => {
      customers.update(customerId, { firstName: name });
      await waitFor(
        "the contact to change",
        20_000,
        async () => portal.contacts.find(contactId)?.values.get("firstname") === name,
        2,
      );
    });
    const toShopify = await timeEach(pairs, async ({ customerId, contactId }, name) => {
      portal.updateRecord("0-1", contactId, { firstname: name });
      await waitFor("the customer to change", 20_000, async () => customers.get(customerId)?.firstName === name, 2);
    });
    console.table({ "Shopify → HubSpot": describe(toHubspot), "HubSpot → Shopify": describe(toShopify) });
  } finally {
    await stack.stop();
  }
}

async function timeEach<T>(items: readonly T[], work: (item: T, name: string) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (const [index, item] of items.entries()) {
    const before = performance.now();
    await work(item, `Bench ${index} ${Math.round(before)}`);
    times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b);
}

function describe(sorted: readonly number[]) {
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { edits: sorted.length, "median ms": at(0.5), "p95 ms": at(0.95), "max ms": at(1) };
}
