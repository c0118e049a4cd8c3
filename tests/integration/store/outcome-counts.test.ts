import fc from "fast-check";
import { expect, test } from "vitest";
import { inShop } from "#app/store/db.server.ts";
import { eraseObject } from "#app/store/erase-object.server.ts";
import { addUpCounts, readOverview } from "#app/store/overview.server.ts";
import { dropOutcomes, writeOutcomes } from "#app/store/write-outcomes.ts";
import type { OutcomeWrite } from "#app/sync/ports.ts";
import type { Connection, ObjectKey } from "#app/sync/record.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();

const reasons = { in_sync: [null], excluded: ["no_email", "deleted_in_shopify"], failing: ["invalid_email", null] };

const outcomes: fc.Arbitrary<OutcomeWrite> = fc
  .record({
    pair: fc.integer({ min: 1, max: 6 }),
    sides: fc.constantFrom("both", "shopify", "hubspot"),
    status: fc.constantFrom("in_sync", "excluded", "failing"),
    second: fc.boolean(),
  })
  .map(({ pair, sides, status, second }) => ({
    ...{ details: null, lastAction: null, changedFields: null, searchHashes: null, status },
    shopifyId: sides === "hubspot" ? null : `${pair}`,
    hubspotId: sides === "shopify" ? null : `9${pair}`,
    reason: reasons[status][second ? reasons[status].length - 1 : 0] ?? null,
  }));

const steps = fc.oneof(
  { weight: 6, arbitrary: fc.array(outcomes, { minLength: 1, maxLength: 5 }).map((writes) => ({ writes })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }).map((drop) => ({ drop: String(drop) })) },
  { weight: 1, arbitrary: fc.constant({ addUp: true }) },
);

/** What the counts must say, read from the outcomes themselves. */
async function countRows(connection: Connection, object: ObjectKey) {
  const rows = await inShop(database.db, connection.shop, (tx) =>
    tx.outcome.findMany({ where: { connectionId: connection.id, object } }),
  );
  const count = (of: (row: (typeof rows)[number]) => boolean) => rows.filter(of).length;
  return {
    inShopify: count((row) => row.shopifyId !== null && row.reason !== "deleted_in_shopify"),
    inHubspot: count((row) => row.hubspotId !== null && row.reason !== "deleted_in_hubspot"),
    inSync: count(({ status }) => status === "in_sync"),
    excluded: count(({ status }) => status === "excluded"),
    failing: count(({ status }) => status === "failing"),
    hubspotOnlyExcluded: count((row) => row.status === "excluded" && row.shopifyId === null),
    hubspotOnlyFailing: count((row) => row.status === "failing" && row.shopifyId === null),
  };
}

const none = {
  ...{ inShopify: 0, inHubspot: 0, inSync: 0, excluded: 0, failing: 0, hubspotOnlyExcluded: 0, hubspotOnlyFailing: 0 },
};

async function write(connection: Connection, writes: readonly OutcomeWrite[]): Promise<void> {
  await inShop(database.db, connection.shop, (tx) => writeOutcomes(tx, connection, "customers", writes, {}));
}

test("whatever is written, matched, taken apart and dropped, the counts are those of the outcomes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 12 }), async (history) => {
      const connection = await connectShop(database.db);
      for (const step of history) {
        if ("writes" in step) await write(connection, step.writes);
        if ("addUp" in step) await addUpCounts(database.db, 1);
        if ("drop" in step)
          await inShop(database.db, connection.shop, (tx) =>
            dropOutcomes(tx, connection, "customers", [{ side: "shopify", recordId: step.drop }]),
          );
      }

      const { totals } = await readOverview(database.db, connection);

      expect({ ...none, ...totals.customers }).toMatchObject(await countRows(connection, "customers"));
    }),
    { numRuns: 40 },
  );
});

const pair = (n: number, status: "in_sync" | "failing"): OutcomeWrite => ({
  ...{ shopifyId: `${n}`, hubspotId: `9${n}`, status, reason: status === "failing" ? "invalid_email" : null },
  ...{ details: null, lastAction: null, changedFields: null, searchHashes: null },
});

test("counts that are added up while others write lose nothing and count nothing twice", async () => {
  const connection = await connectShop(database.db);
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; n < 15; n += 1) await write(connection, [pair(writer * 100 + n, n % 2 ? "failing" : "in_sync")]);
  });
  const adding = (async () => {
    let gone = 0;
    for (let n = 0; n < 15; n += 1) gone += await addUpCounts(database.db, 1);
    return gone;
  })();
  await Promise.all(writers);
  await adding;

  await addUpCounts(database.db, 1);

  const { totals, reasons: why } = await readOverview(database.db, connection);
  expect(totals.customers).toMatchObject({ inSync: 32, failing: 28, inShopify: 60, lastSettledAt: expect.any(Date) });
  expect(why).toEqual([{ object: "customers", status: "failing", reason: "invalid_email", count: 28 }]);
});

test("of few rows none is folded, of many one stays for each group", async () => {
  const connection = await connectShop(database.db);
  const countOf = () =>
    inShop(database.db, connection.shop, (tx) => tx.outcomeCount.count({ where: { connectionId: connection.id } }));
  for (let n = 0; n < 5; n += 1) await write(connection, [pair(n, "in_sync")]);

  await addUpCounts(database.db);
  const few = await countOf();
  await addUpCounts(database.db, 1);

  expect([few, await countOf()]).toEqual([5, 1]);
});

test("an object that is forgotten has no counts", async () => {
  const connection = await connectShop(database.db);
  await write(connection, [pair(1, "in_sync"), pair(2, "failing")]);

  await inShop(database.db, connection.shop, (tx) =>
    tx.objectSetting.updateMany({ where: { connectionId: connection.id }, data: { enabled: false } }),
  );
  await eraseObject(database.db, connection, "customers");

  expect(await readOverview(database.db, connection)).toEqual({ totals: {}, reasons: [] });
});
