import { expect, test } from "vitest";
import { SyncError } from "#app/sync/errors.ts";
import { withAdapters } from "./open-adapters.ts";

// A bucket that refills fast, so that the test waits for seconds and not for a minute.
const adapters = withAdapters({ shopify: { restoreRate: 1000, bucketSize: 1000 } });

/** As jobs do it: one that would have to wait for too long gives its work back, and takes it up again. */
async function untilGranted<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof SyncError) || error.code !== "rate_limited") throw error;
    }
  }
}

test("three processes that ask as fast as they can stay inside HubSpot's ten seconds", async () => {
  const processes = [adapters.reopen(), adapters.reopen(), adapters.reopen()];
  adapters.hubspotStandIn.log.reset();

  await Promise.all(
    processes.map(async ({ vendors }) => {
      const port = vendors.records(adapters.connection, "customers", "hubspot", "live");
      await Promise.all(
        Array.from({ length: 45 }, () => untilGranted(() => port.findBy("email", ["nobody@example.com"]))),
      );
    }),
  );

  const { total, peak10s, byStatus } = adapters.hubspotStandIn.log.counts();
  expect(byStatus["429"] ?? 0).toBe(0);
  expect(peak10s).toBeLessThanOrEqual(110);
  // 135 reads, and each process looks once for the marketing type.
  expect(total).toBe(138);
});

test("reads that cost more than Shopify's bucket holds wait for it and all come through", async () => {
  const ids = Array.from({ length: 400 }, (_, i) => {
    const made = adapters.shop.customers.create({ email: `budget${i}@example.com` });
    return made.ok ? String(made.value.id) : "";
  });

  const read = await adapters.reopen().vendors.records(adapters.connection, "customers", "shopify", "bulk").read(ids);

  expect([...read.values()].filter((one) => one.kind === "found")).toHaveLength(400);
});
