import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { loadHealth } from "#app/routes/app.health._index/health.server.ts";
import { exportTroubled } from "#app/routes/app.health.export/export.server.ts";
import { cleanUp } from "#app/store/clean-up.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { Prisma } from "#app/store/generated/client.ts";
import { countRetrying, recordsSql, troubledRecords, troubleGroups } from "#app/store/health.server.ts";
import { customerHoldings, eraseCustomer } from "#app/store/privacy.server.ts";
import { findWrites } from "#app/store/write-log.server.ts";
import type { WriteEntry } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { createTranslator } from "#app/words/all.ts";
import { makeLink, settlement } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const many = 100_000;
let connection: Connection;

/** 100,000 failing records of one reason, some of another, and as many in sync. */
beforeAll(async () => {
  connection = await connectShop(database.db);
  await inShop(database.db, connection.shop, async (tx) => {
    await tx.$executeRaw`
      insert into outcome (connection_id, shop, object, shopify_id, hubspot_id, status, reason, settled_at,
        search_hashes)
      select ${connection.id}::uuid, ${connection.shop}, 'customers', n::text, null,
        case when n <= ${many + 3} then 'failing' else 'in_sync' end,
        case when n <= ${many} then 'email_taken' when n <= ${many + 3} then 'invalid_phone' end, now(),
        array[rpad(n::text, 22, 'a'), rpad(n::text, 22, 'b'), rpad(n::text, 22, 'c'), rpad(n::text, 22, 'd'), rpad(n::text, 22, 'e')]
      from generate_series(1, ${2 * many}) n`;
  });
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query("vacuum (analyze) outcome");
  await owner.end();
}, 120_000);

/**
 * Names of the plan's steps that read the table of outcomes. Where half of the records fail, reading the table from end to end is as good
 * as reading the index, so the former is ruled out: what counts is that an index can answer, for shops of which a few fail.
 */
async function stepsOf(sql: Prisma.Sql): Promise<readonly string[]> {
  const rows = await inShop(database.db, connection.shop, async (tx) => {
    await tx.$executeRaw`set local enable_seqscan = off`;
    return await tx.$queryRaw<Record<"QUERY PLAN", string>[]>(Prisma.sql`explain ${sql}`);
  });
  return rows.map((row) => row["QUERY PLAN"]).filter((line) => /outcome/.test(line));
}

test("a hundred thousand failing records are paged by an index", async () => {
  const query = { status: "failing", object: "customers", reason: "email_taken", limit: 51 } as const;

  const paging = await stepsOf(recordsSql(connection, { ...query, after: "50000" }));

  expect(paging.join()).toMatch(/Index (Only )?Scan/);
  expect(paging.join()).not.toMatch(/Seq Scan on outcome/);
});

test("the screen has the groups with their counts, and of a chosen one a page", async () => {
  const all = await loadHealth({ db: database.db }, connection.shop, new URLSearchParams());
  const one = new URLSearchParams({ object: "customers", reason: "email_taken" });
  const first = await loadHealth({ db: database.db }, connection.shop, one);
  one.set("after", first.chosen?.next ?? "");
  const second = await loadHealth({ db: database.db }, connection.shop, one);

  expect(all.groups).toMatchObject([
    { object: "customers", reason: "email_taken", count: many },
    { object: "customers", reason: "invalid_phone", count: 3 },
  ]);
  expect(all.chosen).toBeNull();
  expect([first.chosen?.rows.length, first.chosen?.paged, second.chosen?.paged]).toEqual([25, false, true]);
  expect(second.chosen?.rows[0]?.id).not.toBe(first.chosen?.rows[0]?.id);
});

test("all of them are tried again by one statement, and how many are left is known", async () => {
  const store = createEngineStore(database.db, null);

  const marked = await store.markGroup(connection, "customers", { status: "failing", reason: "email_taken" });
  const again = await store.markGroup(connection, "customers", { status: "failing", reason: "email_taken" });

  expect([marked, again]).toEqual([many, many]);
  expect(await countRetrying(database.db, connection)).toBe(many);
});

test("the file has a line for each record, page by page, without what is not held", async () => {
  const active = await activeConnection(database.db, connection.shop);
  if (!active) throw new Error("not connected");
  const { t } = createTranslator("en");
  let [lines, largest] = [0, 0];
  let head = "";
  for await (const part of exportTroubled({ db: database.db }, active, {
    status: "failing",
    object: null,
    reason: null,
    t,
  })) {
    if (lines === 0) head = part;
    const count = part.split("\r\n").length - 1;
    lines += count;
    largest = Math.max(largest, count);
  }

  expect([lines, largest]).toEqual([many + 3 + 1, 1000]);
  expect(head).toBe("\uFEFFKind,State,Reason,Code,What to do,Fields,Shopify ID,HubSpot ID,Since (UTC)\r\n");
});

test("another shop sees none of them", async () => {
  const other = await connectShop(database.db);
  const query = { status: "failing", object: "customers", reason: "email_taken", limit: 5 } as const;

  expect(await troubleGroups(database.db, other)).toEqual([]);
  expect(await troubledRecords(database.db, { ...connection, shop: other.shop }, query)).toEqual([]);
});

const entry = (more: Partial<WriteEntry> = {}): WriteEntry => ({
  ...{ side: "hubspot", shopifyId: "7", hubspotId: "97", created: false, trigger: "change" },
  fields: { shopify_changed: ["city"] },
  ...more,
});

async function write(to: Connection, writes: readonly WriteEntry[]): Promise<void> {
  const store = createEngineStore(database.db, null);
  const { leaseId } = await store.lockNew(to, "customers", ["s:7"], 60_000);
  await store.settle(to, "customers", leaseId, [settlement({ link: makeLink("7", "97", new Date()), writes })]);
}

test("what was written is found by either id, newest first", async () => {
  const own = await connectShop(database.db);
  await write(own, [entry({ created: true, fields: { created: ["email", "city"] } })]);
  await write(own, [entry({ side: "shopify", fields: { hubspot_changed: ["firstName"] } })]);

  const byShopify = await findWrites(database.db, own, "customers", { shopifyId: "7", hubspotId: null });
  const byHubspot = await findWrites(database.db, own, "customers", { shopifyId: null, hubspotId: "97" });

  expect(byShopify).toMatchObject([
    { side: "shopify", fields: { hubspot_changed: ["firstName"] } },
    { side: "hubspot", created: true, fields: { created: ["email", "city"] } },
  ]);
  expect(byHubspot).toEqual(byShopify);
});

test("of a record's history fifty entries stay, and none that is older than half a year", async () => {
  const own = await connectShop(database.db);
  await write(
    own,
    Array.from({ length: 60 }, (_, n) => entry({ fields: { shopify_changed: [`field${n}`] } })),
  );
  await inShop(
    database.db,
    own.shop,
    (tx) =>
      tx.$executeRaw`
      insert into write_log (connection_id, shop, object, shopify_id, side, created, trigger, fields, at)
      values (${own.id}::uuid, ${own.shop}, 'customers', '8', 'hubspot', false, 'change', '{}', now() - interval '181 days')`,
  );

  await cleanUp(database.db);

  const kept = await findWrites(database.db, own, "customers", { shopifyId: "7", hubspotId: null });
  const old = await findWrites(database.db, own, "customers", { shopifyId: "8", hubspotId: null });
  expect([kept.length, kept[0]?.fields, old.length]).toEqual([50, { shopify_changed: ["field59"] }, 0]);
});

test("a customer is told what was written for them, and redacted with it", async () => {
  const own = await connectShop(database.db);
  await write(own, [entry()]);

  const held = await customerHoldings(database.db, own, "7");
  await eraseCustomer(
    database.db,
    own,
    { customerId: "7", orderIds: [], searchHashes: [], buyerHashes: [] },
    new Date(),
  );

  expect(held.writes).toMatchObject([{ side: "hubspot", trigger: "change", fields: { shopify_changed: ["city"] } }]);
  expect(await findWrites(database.db, own, "customers", { shopifyId: "7", hubspotId: "97" })).toEqual([]);
});
