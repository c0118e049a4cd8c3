import { afterEach, expect, test } from "vitest";
import { deleteSync } from "#app/services/delete-sync.ts";
import { inShop } from "#app/store/db.server.ts";
import { createMerchant } from "#sandbox/play-merchant.ts";
import { DEMO_PORTAL, DEMO_SHOP } from "#sandbox/start-sandbox.ts";
import type { TestStack } from "#tests/support/test-stack.ts";
import { hubspotOf, startTestStack } from "#tests/support/test-stack.ts";
import { allObjects, setUp, watchUntilInStep } from "../../../bin/demo/play.ts";

let stack: TestStack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** HubSpot's numbers of what the syncs make there, parts included. */
const types = { contacts: "0-1", companies: "0-2", products: "0-7", lines: "0-8", orders: "0-123", carts: "0-142" };

function countRecords({ sandbox }: TestStack): Record<string, number> {
  const portal = hubspotOf(sandbox).portal(DEMO_PORTAL.id);
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [name, [...portal.space(type).records.list()].length]),
  );
}

test("syncs that are deleted and set up again find their records, and make none twice", {
  timeout: 600_000,
}, async () => {
  const running = await startTestStack();
  stack = running;
  const merchant = createMerchant(running.sandbox);
  const watch = () =>
    watchUntilInStep(
      merchant,
      () => undefined,
      () => running.sandbox.isIdle(),
      280_000,
    );
  await setUp(merchant, () => undefined, allObjects);
  const before = await watch();
  const records = countRecords(running);
  expect(Object.values(records).every((count) => count > 0)).toBe(true);

  for (const object of allObjects) {
    const who = { shop: DEMO_SHOP.domain, userId: "1", object };
    expect(await deleteSync(running.database, who)).toBe("deleted");
  }
  expect((await merchant.readProgress()).objects).toEqual({});
  expect(countRecords(running), "nothing is deleted in HubSpot").toEqual(records);
  await merchant.startSyncs(allObjects);
  const after = await watch();

  const bad = await inShop(running.database.db, DEMO_SHOP.domain, (tx) =>
    tx.outcome.findMany({ where: { status: "failing" } }),
  );
  expect(bad).toEqual([]);
  expect(countRecords(running)).toEqual(records);
  for (const object of allObjects) {
    const { inSync, excluded, failing } = after.objects[object] ?? {};
    const { inSync: inSyncBefore, failing: failingBefore } = before.objects[object] ?? {};
    expect([object, inSync, failing]).toEqual([object, inSyncBefore, failingBefore]);
    expect(excluded).toBeGreaterThanOrEqual(0);
  }
  expect(running.sandbox.unexpected()).toEqual([]);
});
