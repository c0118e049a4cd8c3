import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBoss } from "#app/jobs/boss.server.ts";
import { asSystem, inShop, openDb } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { deployMigrations, findDrift, readMigrationStatus } from "#app/store/migrate.server.ts";
import { withDatabaseName } from "#app/store/migrations/migrating-adapter.ts";
import { shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
});
afterAll(() => admin.end());

/** An empty database of a login role that may make roles and databases, and nothing more: as hosted PostgreSQL gives one. */
async function createHostedDatabase() {
  const name = `hosted_${randomBytes(6).toString("hex")}`;
  const password = randomBytes(12).toString("hex");
  await admin.query(`create role ${name} login nosuperuser createrole createdb password '${password}'`);
  // Shared test servers may have our roles already; who made them lets others use them.
  for (const role of ["tandem_tenant", "tandem_system"]) await admin.query(`grant ${role} to ${name}`);
  await admin.query(`create database ${name}`);
  await admin.query(`alter database ${name} owner to ${name}`);
  const url = new URL(withDatabaseName(database.url, name));
  [url.username, url.password] = [name, password];
  const drop = async () => {
    await admin.query(`drop database ${name} with (force)`);
    await admin.query(`drop role ${name}`);
  };
  return { url: url.href, drop };
}

test("the schema and the migrations agree", async () => {
  expect(await findDrift(database.url)).toBeNull();
});

test("a migrated database is up to date, and deploying again applies nothing", async () => {
  const again = await Promise.all([deployMigrations(database.url), deployMigrations(database.url)]);

  expect(again).toEqual([[], []]);
  expect(await readMigrationStatus(database.url)).toEqual({ upToDate: true, missing: [], edited: [], failed: [] });
});

test("a login role that is no superuser can deploy, check and work", async () => {
  const hosted = await createHostedDatabase();
  try {
    const before = await readMigrationStatus(hosted.url);
    const applied = await deployMigrations(hosted.url);
    const drift = await findDrift(hosted.url);
    const db = openDb(hosted.url);
    const boss = await openBoss(hosted.url);
    const connection = await connectShop(db);
    await createEngineStore(db, boss).mark(connection, [shopifyMark("1")]);
    const own = await inShop(db, connection.shop, (tx) => tx.pendingChange.count());
    const others = await inShop(db, "other.myshopify.com", (tx) => tx.pendingChange.count());
    const ids = await asSystem(db, "find_connections", (tx) => tx.$queryRaw`select id from connection`);
    await boss.stop();
    await db.$disconnect();

    expect(before.missing).toEqual(applied);
    expect(applied.length).toBeGreaterThan(0);
    expect(drift).toBeNull();
    expect([own, others]).toEqual([1, 0]);
    expect(ids).toHaveLength(1);
  } finally {
    await hosted.drop();
  }
});

test("no key of a large table holds an enum: row security would keep its index out of use", async () => {
  const { rows } = await admin.query(
    `select c.relname as table, a.attname as column from pg_index i
     join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     join pg_type t on t.oid = a.atttypid and t.typtype = 'e'
     where c.relname in ('record_link', 'pending_change', 'pending_effect', 'record_lock', 'outcome', 'tombstone', 'delivery')`,
  );

  expect(rows).toEqual([]);
});

test("words that are not of the list are refused", async () => {
  const connection = await connectShop(database.db);

  const wrong = () =>
    inShop(database.db, connection.shop, (tx) =>
      tx.recordLock.create({
        data: {
          connectionId: connection.id,
          shop: connection.shop,
          object: "pets",
          key: "s:1",
          leaseId: connection.id,
          until: new Date(),
        },
      }),
    );

  await expect(wrong()).rejects.toThrow(/check constraint/);
});

test("a shop has one active connection and an object one running backfill, whatever is tried", async () => {
  const connection = await connectShop(database.db);
  const { id: connectionId, shop } = connection;
  const portalId = BigInt(connection.portalId);
  const other = await connectShop(database.db);
  const run = { connectionId, shop, portalId, object: "customers", phase: "start_bulk", settingsVersion: 1 };

  const second = () =>
    inShop(database.db, shop, (tx) => tx.connection.create({ data: { shop, portalId: BigInt(other.portalId) } }));
  const runs = () => inShop(database.db, shop, (tx) => tx.backfillRun.createMany({ data: [run, run] }));

  await expect(second()).rejects.toThrow(/connection_one_active/);
  await expect(runs()).rejects.toThrow(/backfill_run_one_running/);
});
