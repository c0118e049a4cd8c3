import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { afterEach, expect, test } from "vitest";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { setUp, watchUntilInStep } from "../../../bin/demo/play.ts";

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

const sample = parse(readFileSync("sandbox/data/sample-shop/customers_export.csv"), {
  columns: true,
  bom: true,
}) as Record<string, string>[];

test("the sample shop's customers arrive, but for those that the limit names, within the promised requests", async () => {
  stack = await startTestStack();
  const merchant = createMerchant(stack.sandbox);
  const withoutEmail = sample.filter((row) => row["Email"]?.trim() === "");

  await setUp(merchant, () => undefined);
  const progress = await watchUntilInStep(
    merchant,
    () => undefined,
    () => stack?.sandbox.isIdle() ?? Promise.resolve(false),
    120_000,
  );
  const { hubspot } = await stack.sandbox.requestTotals();

  const customers = progress.objects["customers"];
  expect(customers).toMatchObject({
    failing: 0,
    excluded: withoutEmail.length,
    inSync: sample.length - withoutEmail.length,
  });
  expect(customers?.reasons).toEqual({ no_email: withoutEmail.length });
  expect(hubspot).toBeLessThanOrEqual((2.2 * sample.length) / 100 + 30);
  const emails = new Set(
    [...hubspotOf(stack.sandbox).portal(DEMO_PORTAL.id).contacts.list()].map((contact) => contact.values.get("email")),
  );
  const expected = sample.map((row) => row["Email"]?.trim().toLowerCase()).filter(Boolean);
  expect([...emails].sort()).toEqual([...new Set(expected)].sort());
  expect(stack.sandbox.unexpected()).toEqual([]);
  const metrics = await (await fetch(`${stack.workerOrigin}/metrics`)).text();
  expect(metrics).toMatch(/tandem_vendor_requests_total\{vendor="hubspot",status="20[017]"\} [1-9]/);
  expect(metrics).toMatch(/tandem_pending_changes\{lane="live"\} 0/);
  expect(metrics).not.toMatch(/demo-shop|@example/);
});

test("with a contact of the same address already there, it is linked and not doubled", async () => {
  stack = await startTestStack({
    portals: [{ ...DEMO_PORTAL, contacts: [{ email: "ann@example.com", firstname: "Ann", phone: "+14155550101" }] }],
    shops: [{ ...DEMO_SHOP }],
  });
  stack.sandbox.shopify
    .shop(DEMO_SHOP.domain)
    .customers.load({ email: " Ann@Example.com ", firstName: "Anna", lastName: "Lee" });
  const merchant = createMerchant(stack.sandbox);

  await setUp(merchant, () => undefined);
  await watchUntilInStep(
    merchant,
    () => undefined,
    () => stack?.sandbox.isIdle() ?? Promise.resolve(false),
    60_000,
  );

  const contacts = [...hubspotOf(stack.sandbox).portal(DEMO_PORTAL.id).contacts.list()];
  expect(contacts).toHaveLength(1);
  expect(contacts[0]?.values.get("firstname")).toBe("Anna");
  expect(contacts[0]?.values.get("lastname")).toBe("Lee");
  const [customer] = stack.sandbox.shopify.shop(DEMO_SHOP.domain).customers.list();
  expect(customer?.phone, "a blank is filled").toBe("+14155550101");
});
