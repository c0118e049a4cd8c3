import { expect, test } from "vitest";
import type { Job } from "#app/jobs/queue-names.ts";
import { createHashValue } from "#app/lib/hash-value.ts";
import { loadRecords } from "#app/routes/app.records._index/records.server.ts";
import { loadRecord } from "#app/routes/app.records.$id/record.server.ts";
import { loadSyncs } from "#app/routes/app.sync._index/syncs.server.ts";
import { changeSync, loadSync } from "#app/routes/app.sync.$object/sync.server.ts";
import type { SyncForm } from "#app/routes/app.sync.$object/sync-form.ts";
import { findRecords } from "#app/services/find-records.ts";
import { readProgress } from "#app/services/read-progress.ts";
import { resyncConnection } from "#app/services/resync-connection.ts";
import { syncRecordNow } from "#app/services/sync-record-now.ts";
import type { AdminClient } from "#app/shopify/admin-client.ts";
import { listActivity } from "#app/store/activity.server.ts";
import { closeConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { searchHashesOf } from "#app/sync/plan/search-hashes.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import { connectShop, makeShopName } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";
import { emptyPortal } from "#tests/support/empty-portal.ts";
import { formData, submission } from "#tests/support/sync-form.ts";

const database = withDatabase();
const hash = createHashValue("s".repeat(32));
const userId = "901";

function fakeBoss() {
  const jobs: Job[] = [];
  const boss = {
    jobs,
    ensureQueues: async () => undefined,
    enqueue: async (_tx: unknown, added: readonly Job[]) => void jobs.push(...added),
  };
  return boss;
}

/** Shopify's answer to whether the shop sells to companies. */
function shopWithB2b(isThere: boolean) {
  const accessScopes = [{ handle: "read_companies" }];
  const denied = [{ message: "Access denied for companiesCount field.", extensions: { code: "ACCESS_DENIED" } }];
  return {
    request: async () => ({
      data: { currentAppInstallation: { accessScopes }, companiesCount: isThere ? { count: 1 } : null },
      errors: isThere ? [] : denied,
    }),
  } as unknown as AdminClient;
}

const deps = (boss: ReturnType<typeof fakeBoss>, admin = shopWithB2b(true)) => ({
  db: database.db,
  boss,
  admin,
  hubspot: emptyPortal,
  log: { info: () => undefined },
  clock: { now: () => new Date("2026-11-21T12:00:00Z") },
});

/** A connected shop, and the person who changes one of its syncs. */
async function connected(object: MainObjectKey) {
  const connection = await connectShop(database.db);
  return { boss: fakeBoss(), connection, who: { shop: connection.shop, userId, object } };
}

/** What a page that was loaded just now sends. */
async function save(connection: Connection, object: MainObjectKey, patch: Partial<SyncForm> = {}) {
  const { form, revision } = await loadSync(database, { shop: connection.shop, object });
  return submission({ ...form, enabled: true, ...patch }, revision);
}

async function addOutcome(connection: Connection, shopifyId: string, more: object = {}) {
  const values = { email: `c${shopifyId}@example.com`, customerId: shopifyId };
  const searchHashes = [...searchHashesOf(hash, connection.id, ["email", "customerId"], values)];
  const { id } = await inShop(database.db, connection.shop, (tx) =>
    tx.outcome.create({
      data: {
        connectionId: connection.id,
        shop: connection.shop,
        object: "customers",
        shopifyId,
        hubspotId: `9${shopifyId}`,
        status: "in_sync",
        settledAt: new Date("2026-11-21T12:00:00Z"),
        searchHashes,
        ...more,
      },
    }),
  );
  return String(id);
}

test("turning the sync on saves the choices, starts a run and wakes a worker for it", async () => {
  const { boss, connection, who } = await connected("customers");
  await changeSync(deps(boss), who, formData({ intent: "pause" }));

  const answer = await changeSync(deps(boss), who, await save(connection, "customers", { winner: "hubspot" }));

  expect(answer).toEqual({ ok: true, done: "started" });
  const model = await loadSync(database, { shop: connection.shop, object: "customers" });
  expect(model.form).toMatchObject({ enabled: true, winner: "hubspot", createInShopify: false });
  const run = model.progress.objects["customers"]?.run;
  expect(run).toMatchObject({ status: "running", phase: "prepare" });
  expect(boss.jobs).toEqual([expect.objectContaining({ kind: "run-backfill", lane: "bulk", runId: run?.id })]);
});

test("saving the same choices again starts nothing", async () => {
  const { boss, connection, who } = await connected("customers");
  const choices = await save(connection, "customers", { winner: "hubspot" });
  await changeSync(deps(boss), who, choices);
  const before = boss.jobs.length;

  const answer = await changeSync(deps(boss), who, choices);

  expect(answer).toEqual({ ok: true, done: "saved" });
  expect(boss.jobs).toHaveLength(before);
});

test("syncing everything again is refused while the sync is off", async () => {
  const { boss, who } = await connected("customers");
  await changeSync(deps(boss), who, formData({ intent: "pause" }));

  expect(await changeSync(deps(boss), who, formData({ intent: "resync" }))).toMatchObject({
    ok: false,
    code: "off",
  });
  expect(boss.jobs).toEqual([]);
});

test("comparing both sides starts an audit, is noted, and waits its turn while a run is under way", async () => {
  const { boss, connection, who } = await connected("customers");

  const started = await changeSync(deps(boss), who, formData({ intent: "audit" }));
  const again = await changeSync(deps(boss), who, formData({ intent: "audit" }));

  expect([started, again]).toEqual([
    { ok: true, done: "audit_started" },
    expect.objectContaining({ ok: false, code: "busy" }),
  ]);
  const { objects } = await readProgress(database, connection.shop);
  expect(objects["customers"]?.run).toMatchObject({ kind: "audit", status: "running" });
  const activity = await listActivity(database.db, connection.shop);
  expect(activity.filter(({ kind }) => kind === "audit.started").map(({ actor, details }) => [actor, details])).toEqual(
    [[userId, { object: "customers" }]],
  );
});

test("the newest comparison that ended is shown with what differed, most frequent first", async () => {
  const connection = await connectShop(database.db);
  const run = { connectionId: connection.id, shop: connection.shop, portalId: BigInt(connection.portalId) };
  const ended = { object: "customers", kind: "audit", phase: "done", settingsVersion: 1, status: "done" } as const;
  const finishedAt = new Date("2026-11-21T11:00:00Z");
  const drift = { firstname: 2, their_own: 5, _missing: 1 };
  await inShop(database.db, connection.shop, (tx) =>
    tx.backfillRun.create({ data: { ...run, ...ended, finishedAt, processed: 40, drift } }),
  );

  const { audit } = await loadSync(database, { shop: connection.shop, object: "customers" });

  expect(audit).toEqual({
    at: finishedAt.toISOString(),
    processed: 40,
    drift: [
      { field: "their_own", count: 5 },
      { field: "firstName", count: 2 },
      { field: "_missing", count: 1 },
    ],
  });
});

test("orders go one way whatever the form says, from the day that was chosen", async () => {
  const { boss, connection, who } = await connected("orders");

  const answer = await changeSync(
    deps(boss),
    who,
    await save(connection, "orders", { history: "days", historyDays: "30" }),
  );

  expect(answer).toEqual({ ok: true, done: "started" });
  expect(await objectSettings(database.db, connection, "orders")).toMatchObject({
    direction: "to_hubspot",
    historyFrom: "2026-10-22T12:00:00.000Z",
    limit: [],
  });
});

test("companies are switched on only where Shopify says that the shop has them, and the screens remember it", async () => {
  const { boss, connection, who } = await connected("companies");
  const change = async (isThere: boolean) =>
    changeSync(deps(boss, shopWithB2b(isThere)), who, await save(connection, "companies"));
  const obstacles = async () =>
    (await loadSyncs(database, connection.shop)).rows.find(({ object }) => object === "companies")?.obstacles ?? [];

  expect(await change(false)).toMatchObject({ ok: false, code: "b2b_unavailable" });
  expect((await obstacles()).map(({ kind }) => kind)).toContain("no_b2b");
  expect(boss.jobs).toEqual([]);

  expect(await change(true)).toEqual({ ok: true, done: "started" });
  expect((await obstacles()).map(({ kind }) => kind)).not.toContain("no_b2b");
});

test("the list names all objects in the order in which they depend on each other, with what stands in their way", async () => {
  const connection = await connectShop(database.db);

  const { rows } = await loadSyncs(database, connection.shop);

  expect(rows.map(({ object, direction }) => [object, direction])).toEqual([
    ["customers", "both"],
    ["companies", "both"],
    ["products", "both"],
    ["orders", "to_hubspot"],
    ["carts", "to_hubspot"],
  ]);
  expect(rows.find(({ object }) => object === "orders")?.obstacles.map(({ kind }) => kind)).toContain(
    "recent_orders_only",
  );
});

test("pausing ends the run that is under way", async () => {
  const { boss, connection, who } = await connected("customers");
  await changeSync(deps(boss), who, formData({ intent: "resync" }));

  await changeSync(deps(boss), who, formData({ intent: "pause" }));

  const { objects } = await readProgress(database, connection.shop);
  expect(objects["customers"]).toMatchObject({ enabled: false, run: { status: "cancelled" } });
});

test("a connection that comes back compares everything that is switched on, and nothing else", async () => {
  const boss = fakeBoss();
  const connection = await connectShop(database.db);
  await saveObjectSettings(database.db, connection, "products", { enabled: false });

  await resyncConnection({ db: database.db, boss }, connection);

  expect(boss.jobs.map(({ kind, object }) => [kind, object])).toEqual([["run-backfill", "customers"]]);
});

test("a form that cannot be read and a shop without a connection change nothing", async () => {
  const { boss, connection, who } = await connected("customers");

  expect(await changeSync(deps(boss), who, submission({ direction: "up" as "both" }))).toMatchObject({
    ok: false,
    code: "invalid",
    faults: { fields: ["direction"] },
  });
  await closeConnection(database.db, connection.shop);
  expect(await changeSync(deps(boss), who, submission())).toMatchObject({
    ok: false,
    code: "not_connected",
  });
  expect(await readProgress(database, connection.shop)).toEqual({ connected: false, objects: {}, reviews: {} });
  expect(await readProgress(database, makeShopName())).toEqual({ connected: false, objects: {}, reviews: {} });
});

test("a record is found by its e-mail in any case, its number and HubSpot's id, and by nobody else's shop", async () => {
  const connection = await connectShop(database.db);
  const other = await connectShop(database.db);
  await addOutcome(connection, "71");
  const find = (query: string, shop = connection.shop) =>
    findRecords({ db: database.db, hash }, { shop, object: "customers", query });

  for (const query of [" C71@Example.com", "71", "971"]) {
    expect((await find(query)).map(({ shopifyId }) => shopifyId)).toEqual(["71"]);
  }
  expect(await find("c7@example.com")).toEqual([]);
  expect(await find("  ")).toEqual([]);
  expect(await find("71", other.shop)).toEqual([]);
});

test("the list counts by state and pages without losing or repeating a record", async () => {
  const connection = await connectShop(database.db);
  for (let n = 1; n <= 30; n++) await addOutcome(connection, String(n));
  await addOutcome(connection, "99", { status: "failing", reason: "email_taken" });

  const first = await loadRecords(database, connection.shop, new URLSearchParams());
  const second = await loadRecords(database, connection.shop, new URLSearchParams({ after: first.next ?? "" }));
  const failing = await loadRecords(database, connection.shop, new URLSearchParams({ status: "failing", after: "x" }));

  expect(first.counts).toEqual({ all: 31, in_sync: 30, excluded: 0, failing: 1 });
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(31);
  expect([first.next !== null, second.next, second.paged]).toEqual([true, null, true]);
  expect(failing.rows.map(({ reason }) => reason)).toEqual(["email_taken"]);
});

test("one record is shown with its fields and links, and never to another shop", async () => {
  const connection = await connectShop(database.db);
  const other = await connectShop(database.db);
  const id = await addOutcome(connection, "81", {
    changedFields: { toShopify: [], toHubspot: ["firstname", "their_own", "tandem_customer_key"] },
    details: { fields: "firstname, zip" },
  });
  const load = (shop: string, row = id) => loadRecord(database, { shop, object: "customers", id: row });

  expect(await load(connection.shop)).toMatchObject({
    toHubspot: ["firstName", "their_own"],
    newInHubspot: true,
    concerned: ["firstName", "zip"],
    shopifyUrl: expect.stringMatching(/\/customers\/81$/),
    hubspotUrl: expect.stringContaining(`/contacts/${connection.portalId}/record/0-1/981`),
  });
  expect(await load(other.shop)).toBeNull();
  expect(await load(connection.shop, "not-a-number")).toBeNull();
  expect(await load(connection.shop, "9".repeat(19))).toBeNull();
});

test("syncing a record now marks the side that is still there in the live lane", async () => {
  const connection = await connectShop(database.db);
  const id = await addOutcome(connection, "91", { status: "excluded", reason: "deleted_in_shopify" });
  const store = createEngineStore(database.db, null);
  const sync = (outcomeId: string) =>
    syncRecordNow(
      { db: database.db, store },
      { shop: connection.shop, object: "customers", outcomeId, forced: "recreate" },
    );

  expect([await sync(id), await sync("12345678"), await sync("x")]).toEqual(["marked", "gone", "gone"]);

  const marks = await inShop(database.db, connection.shop, (tx) => tx.pendingChange.findMany());
  expect(marks.map(({ side, recordId, lane, forced }) => [side, recordId, lane, forced])).toEqual([
    ["hubspot", "991", "live", "recreate"],
  ]);
});

test("a variant's page is its product's, which its link tells", async () => {
  const connection = await connectShop(database.db);
  const load = async (shopifyId: string) => {
    const id = await addOutcome(connection, shopifyId, { object: "products" });
    return loadRecord(database, { shop: connection.shop, object: "products", id });
  };
  await inShop(database.db, connection.shop, (tx) =>
    tx.recordLink.create({
      data: {
        ...{ connectionId: connection.id, shop: connection.shop, portalId: BigInt(connection.portalId) },
        ...{ object: "products", shopifyId: "5", hubspotId: "95", groupId: "7", baseline: {}, settingsVersion: 1 },
        settledAt: new Date(),
      },
    }),
  );

  expect((await load("5"))?.shopifyUrl).toMatch(/\/products\/7$/);
  expect((await load("6"))?.shopifyUrl).toBeNull();
});
