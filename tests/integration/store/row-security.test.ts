import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asSystem, inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { savePortal } from "#app/store/portals.server.ts";
import type { RecordFact } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { makeLink, settlement, shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop, makeShopName, testCipher } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
let owner: pg.Client;
let ours: Connection;
let theirs: Connection;

// Tables that hold nothing of a tenant: the migrations' own history, budgets and chores.
const notTenants = ["_prisma_migrations", "rate_budget", "chore_lease"];

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  ours = await connectShop(database.db);
  theirs = await connectShop(database.db);
  for (const connection of [ours, theirs]) await fillEveryTable(connection);
});
afterAll(() => owner.end());

async function tableNames(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  return rows.map(({ name }) => name);
}

/** One row in every tenant table, so that no test passes for want of rows. */
async function fillEveryTable(connection: Connection): Promise<void> {
  const { id: connectionId, shop, portalId } = connection;
  const store = createEngineStore(database.db, null);
  await store.mark(connection, [shopifyMark("1")]);
  const { leaseId } = await store.lockNew(connection, "customers", ["s:2"], 60_000);
  await store.settle(connection, "customers", leaseId, [
    settlement({
      link: makeLink("2", "92", new Date()),
      outcome: {
        ...{ shopifyId: "2", hubspotId: "92", status: "in_sync", reason: null, details: null, lastAction: null },
        ...{ changedFields: null, searchHashes: ["hash"] },
      },
      tombstones: [
        { side: "shopify", recordId: "3", counterpartId: null, reason: "deleted", at: new Date().toISOString() },
      ],
      effects: [{ kind: "consent", shopifyId: "2", hubspotId: "92", payload: {} }],
      matchKeys: [{ side: "hubspot", recordId: "92", keys: ["key"] }],
      associations: { shopifyId: "2", wanted: [{ to: "companies", toId: "7", toHubspotId: null, label: null }] },
      fact: makeFact("2"),
      writes: [
        {
          ...{ side: "hubspot", shopifyId: "2", hubspotId: "92", created: true, trigger: "change" },
          fields: { created: ["email"] },
        },
      ],
    }),
  ]);
  await store.lockNew(connection, "customers", ["s:4"], 60_000);
  const [object, at] = ["customers" as const, new Date()];
  await inShop(database.db, shop, async (tx) => {
    await tx.session.create({ data: { id: `offline_${shop}`, shop } });
    await tx.fieldMapping.create({
      data: { connectionId, shop, object, shopifyField: "email", property: "email", direction: "both" },
    });
    await tx.stageMapping.create({ data: { connectionId, shop, object: "orders", shopifyStatus: "paid" } });
    await tx.backfillRun.create({
      data: { connectionId, shop, portalId: BigInt(portalId), object, phase: "start_bulk", settingsVersion: 1 },
    });
    const review = await tx.syncReview.create({
      data: {
        connectionId,
        shop,
        portalId: BigInt(portalId),
        object,
        phase: "prepare",
        settings: {},
        digest: "d",
        basedOn: 1,
      },
    });
    await tx.reviewPair.create({ data: { reviewId: review.id, shop, shopifyId: "1", hubspotId: "91" } });
    await tx.delivery.create({ data: { shop, vendor: "shopify", deliveryId: "1", topic: "customers/update" } });
    await tx.oauthState.create({ data: { nonceHash: shop, shop, userId: "1", browserHash: "b", expiresAt: at } });
    await tx.activity.create({ data: { shop, kind: "shop.connected" } });
    await tx.invitation.create({
      data: { shop, connectionId, portalId: BigInt(portalId), nonceHash: shop, createdBy: "1", expiresAt: at },
    });
    await tx.notificationSetting.create({ data: { shop } });
    const { id: recipientId } = await tx.notificationRecipient.create({
      data: { shop, address: "a", addressHash: "h" },
    });
    await tx.outgoingMail.create({ data: { shop, recipientId, kind: "test", eventKey: "1" } });
    await tx.privacyRequest.create({ data: { shop, kind: "shop_redact", requestId: "1" } });
  });
}

function makeFact(shopifyId: string): RecordFact {
  const none = "0.00";
  return {
    ...{ shopifyId, kind: "order", createdAt: new Date().toISOString(), currency: "EUR", status: "paid" },
    ...{ processedAt: null, cancelledAt: null, completedAt: null, deletedAt: null, stageId: null, source: null },
    ...{ total: none, subtotal: none, tax: none, shipping: none, discount: none, refunded: none, isTest: false },
    ...{ buyerHash: null, checkoutHash: null, lines: [] },
  };
}

/** How many rows a table shows, and how many of them are not this connection's. */
async function look(
  table: string,
  shop: string,
  { portalId, shop: own }: Connection,
): Promise<{ all: number; foreign: number }> {
  const isOwn = table === "portal" ? `id = ${portalId}` : `${table === "shop" ? "domain" : "shop"} = '${own}'`;
  return await inShop(database.db, shop, async (tx) => {
    const rows = await tx.$queryRawUnsafe<[{ all: number; foreign: number }]>(
      `select count(*)::int as "all", count(*) filter (where not ${isOwn})::int as "foreign" from "${table}"`,
    );
    return rows[0];
  });
}

test("every table forces row security, so that a new one cannot be forgotten", async () => {
  const { rows } = await owner.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     and not (relrowsecurity and relforcerowsecurity) and relname <> '_prisma_migrations'`,
  );

  expect(rows).toEqual([]);
});

test("a shop sees its own rows of each table and no others, and without a shop there are none", async () => {
  const tables = (await tableNames()).filter((name) => !notTenants.includes(name));

  const wrong: string[] = [];
  for (const table of tables) {
    for (const connection of [ours, theirs]) {
      const own = await look(table, connection.shop, connection);
      const without = await look(table, "", connection);
      if (own.all < 1 || own.foreign > 0 || without.all > 0) wrong.push(table);
    }
  }

  expect(wrong).toEqual([]);
  expect(tables.length).toBeGreaterThan(15);
});

test("another shop's rows cannot be written, changed or deleted", async () => {
  const [shop, other] = [ours.shop, theirs.shop];

  const insert = () => inShop(database.db, shop, (tx) => tx.activity.create({ data: { shop: other, kind: "forged" } }));
  const move = () => inShop(database.db, shop, (tx) => tx.activity.updateMany({ data: { shop: other } }));
  const changed = await inShop(database.db, shop, (tx) =>
    tx.recordLink.updateMany({ where: { shop: other }, data: { owner: false } }),
  );
  const deleted = await inShop(database.db, shop, (tx) => tx.recordLink.deleteMany({ where: { shop: other } }));

  await expect(insert()).rejects.toThrow(/row-level security/);
  await expect(move()).rejects.toThrow(/row-level security/);
  expect([changed.count, deleted.count]).toEqual([0, 0]);
});

test("a shop cannot read the tokens of a portal it is not connected to, nor make a portal", async () => {
  const portal = {
    id: "777000777",
    tokens: { accessToken: "a", refreshToken: "r", expiresAt: new Date(), scopes: [] },
  };
  await savePortal(database.db, testCipher, portal);

  const seen = await inShop(database.db, makeShopName(), (tx) => tx.portal.findMany());
  const made = inShop(database.db, ours.shop, (tx) => tx.portal.create({ data: { id: 1n } }));

  expect(seen).toEqual([]);
  await expect(made).rejects.toThrow(/permission denied|row-level security/);
});

test.each([
  ["baselines", "select baseline from record_link"],
  ["customers' ids", "select shopify_id from record_link"],
  ["outcomes", "select * from outcome"],
  ["pending records", "select record_id from pending_change"],
  ["portals' tokens", "select access_token from portal"],
  ["portals' refresh tokens", "select refresh_token from portal"],
  ["sessions' tokens", "select access_token from session"],
  ["tombstones", "select * from tombstone"],
  ["activities", "select * from activity"],
  ["privacy requests", "select * from privacy_request"],
  ["effects' payloads", "select payload from pending_effect"],
  ["authorisations", "select nonce_hash from oauth_state"],
  ["invitations", "select nonce_hash from invitation"],
  ["recipients' addresses", "select address from notification_recipient"],
  ["what mails tell", "select facts from outgoing_mail"],
  ["what a shop was told", "select told from notification_setting"],
])("the system cannot read %s", async (_what, sql) => {
  const read = asSystem(database.db, "schedule", (tx) => tx.$queryRawUnsafe(sql));

  await expect(read).rejects.toThrow(/permission denied/);
});

test("the system cannot write a tenant's rows but to take leases, sweeps and clean up", async () => {
  const statements = [
    "update pending_change set due_at = now()",
    "update record_link set owner = true",
    "update object_setting set enabled = false",
    "update connection set status = 'disconnected'",
    "delete from pending_change",
    "delete from record_link",
    "insert into activity (shop, kind) values ('x', 'y')",
  ];

  for (const sql of statements) {
    await expect(asSystem(database.db, "schedule", (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(
      /permission denied/,
    );
  }
});

test("neither role can log in, and a shop's role reads no job", async () => {
  const { rows } = await owner.query(
    "select rolname from pg_roles where rolname like 'tandem\\_%' and (rolcanlogin or rolsuper or rolbypassrls)",
  );
  const jobs = inShop(database.db, ours.shop, (tx) => tx.$queryRawUnsafe("select data from pgboss.job_common"));

  expect(rows).toEqual([]);
  await expect(jobs).rejects.toThrow(/permission denied/);
});

test("the role and the shop end with their transaction", async () => {
  await inShop(database.db, ours.shop, (tx) => tx.shop.count());

  const [row] = await database.db.$queryRawUnsafe<{ role: string; shop: string | null }[]>(
    "select current_user::text as role, nullif(current_setting('tandem.shop', true), '') as shop",
  );

  expect(row?.role).not.toMatch(/^tandem_/);
  expect(row?.shop).toBeNull();
});
