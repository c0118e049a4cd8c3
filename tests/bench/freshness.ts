import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../bin/demo/play.ts";
import { waitFor } from "../../bin/serve/wait-for.ts";
import { timeOrders } from "./support/order-freshness.ts";
import { describeTimes, timeEach } from "./support/time-each.ts";

const edits = 50;

/** How long an edit on one side takes to be readable on the other, after the first sync, over both stand-ins' webhooks; orders as well. */
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
    console.table({ "Shopify → HubSpot": describeTimes(toHubspot), "HubSpot → Shopify": describeTimes(toShopify) });
  } finally {
    await stack.stop();
  }
  console.table(await timeOrders(edits));
}
