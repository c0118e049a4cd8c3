import { afterAll, beforeAll, expect, test } from "vitest";
import type { Merchant } from "#sandbox/play-merchant.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../../bin/demo/play.ts";
import { waitFor } from "../../../bin/serve/wait-for.ts";

const SECOND_SHOP = { domain: "second-shop.myshopify.com", name: "Second Shop" };
let stack: TestStack;

const shopOf = (domain: string) => stack.sandbox.shopify.shop(domain).customers;
const contacts = () => [...hubspotOf(stack.sandbox).portal(DEMO_PORTAL.id).contacts.list()];
const quiet = (merchant: Merchant) =>
  watchUntilInStep(
    merchant,
    () => undefined,
    () => stack.sandbox.isIdle(),
    90_000,
  );

beforeAll(async () => {
  stack = await startTestStack({ shops: [{ ...DEMO_SHOP }, SECOND_SHOP] });
  shopOf(DEMO_SHOP.domain).load({ email: "shared@example.com", firstName: "Ann", tags: ["first"] });
  shopOf(DEMO_SHOP.domain).load({ email: "one@example.com", firstName: "One" });
  shopOf(SECOND_SHOP.domain).load({ email: "shared@example.com", firstName: "Ann", tags: ["second"] });
  shopOf(SECOND_SHOP.domain).load({ email: "two@example.com", firstName: "Two" });
});

afterAll(async () => {
  await stack?.stop();
});

test("two shops share a HubSpot account: one contact for a person of both, and no fight over it", {
  timeout: 240_000,
}, async () => {
  const first = createMerchant(stack.sandbox);
  const second = createMerchant({ ...stack.sandbox, handle: "second-shop" });
  await setUp(first, () => undefined);
  await quiet(first);
  await setUp(second, () => undefined);
  await quiet(second);

  expect(
    contacts()
      .map((contact) => contact.values.get("email"))
      .sort(),
  ).toEqual(["one@example.com", "shared@example.com", "two@example.com"]);
  const shared = () => contacts().find((contact) => contact.values.get("email") === "shared@example.com");
  expect(shared()?.values.get("tandem_tags"), "the shop that was linked first tells what goes one way").toBe("first");
  expect(shared()?.values.get("tandem_shop")).toBe(DEMO_SHOP.domain);
  const both = [DEMO_SHOP.domain, SECOND_SHOP.domain].sort().join(", ");
  await waitFor("the first shop to tell of both", 30_000, async () => shared()?.values.get("tandem_shops") === both);

  const [customer] = shopOf(SECOND_SHOP.domain).list();
  shopOf(SECOND_SHOP.domain).update(customer?.id ?? 0, { firstName: "Anna" });
  await waitFor("the name to be everywhere", 60_000, async () => {
    const names = [DEMO_SHOP, SECOND_SHOP].map(
      ({ domain }) => shopOf(domain).findByEmail("shared@example.com")?.firstName,
    );
    return shared()?.values.get("firstname") === "Anna" && names.every((name) => name === "Anna");
  });
  await quiet(first);
  await quiet(second);
  const before = await stack.sandbox.requestTotals();
  const writes = hubspotOf(stack.sandbox).log.counts().byRoute["POST /crm/objects/:version/:type/batch/update"];

  expect(writes, "one write carried it over, one told of both shops").toBeLessThanOrEqual(4);
  await first.uninstall();
  shopOf(SECOND_SHOP.domain).update(customer?.id ?? 0, { lastName: "Lee" });
  await waitFor("the other shop to go on", 60_000, async () => shared()?.values.get("lastname") === "Lee");
  expect((await stack.sandbox.requestTotals()).hubspot - before.hubspot).toBeLessThan(20);
});
