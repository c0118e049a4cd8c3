import { expect, test } from "vitest";
import type { Job } from "#app/jobs/queue-names.ts";
import { loadHome } from "#app/routes/app._index/home.server.ts";
import { changeActivity, loadActivity } from "#app/routes/app.activity/activity.server.ts";
import { loadDiscover } from "#app/routes/app.discover/discover.server.ts";
import { changeSyncs, loadSyncs } from "#app/routes/app.sync._index/syncs.server.ts";
import { recordActivity } from "#app/store/activity.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore, latestRun, startRun } from "#app/store/runs.server.ts";
import { markFirstSyncDone, objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import { connectShop, makeShopName } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const userId = "901";
const now = new Date("2026-11-21T12:00:00Z");
const clock = { now: () => now };
const env = { SHOPIFY_API_KEY: "key" };

interface Change {
  readonly id: string;
  readonly modifiedAt: string;
}

/** What the list's actions need: vendors that name these changes when they are asked what changed, and a shop without companies. */
function depsOf(changes: readonly Change[] = []) {
  const jobs: Job[] = [];
  const boss = {
    ensureQueues: async () => undefined,
    enqueue: async (_tx: unknown, added: readonly Job[]) => void jobs.push(...added),
  };
  const denied = [{ message: "Access denied", extensions: { code: "ACCESS_DENIED" } }];
  const data = { currentAppInstallation: { accessScopes: [{ handle: "read_companies" }] }, companiesCount: null };
  const asked: string[] = [];
  const vendors = {
    changes: (_connection: unknown, object: string, side: string) => ({
      async *since() {
        asked.push(`${object} ${side}`);
        yield { changes: side === "shopify" ? changes : [], total: changes.length };
      },
    }),
  };
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const { db } = database;
  const stores = { store: createEngineStore(db, null), runs: createRunStore(db) };
  const deps = { db, boss, clock, log, vendors, admin: { request: async () => ({ data, errors: denied }) }, ...stores };
  return { deps: deps as unknown as Parameters<typeof changeSyncs>[0], jobs, asked };
}

function form(fields: Record<string, string | readonly string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) data.append(name, one as string);
  return data;
}

test("the first choice turns on all that the shop has, each with its first sync, and keeps settings that are there", async () => {
  const connection = await connectShop(database.db);
  await saveObjectSettings(database.db, connection, "products", { enabled: false, winner: "hubspot" });
  await saveObjectSettings(database.db, connection, "customers", { enabled: false });
  const { deps, jobs } = depsOf();
  const objects = ["customers", "companies", "products", "orders"];

  const answer = await changeSyncs(deps, { shop: connection.shop, userId }, form({ intent: "start", objects }));

  expect(answer).toEqual({ ok: true, code: "syncs_started", count: 3 });
  expect(jobs.map(({ kind, object }) => [kind, object])).toEqual([
    ["run-backfill", "customers"],
    ["run-backfill", "products"],
    ["run-backfill", "orders"],
  ]);
  expect(await objectSettings(database.db, connection, "products")).toMatchObject({ enabled: true, winner: "hubspot" });
  expect(await objectSettings(database.db, connection, "orders")).toMatchObject({
    ...{ enabled: true, direction: "to_hubspot", createInShopify: false, limit: [], historyFrom: null },
  });
});

test("customers that begin so are those with an e-mail address", async () => {
  const connection = await connectShop(database.db);
  await inShop(database.db, connection.shop, (tx) => tx.objectSetting.deleteMany());
  const { deps } = depsOf();

  await changeSyncs(deps, { shop: connection.shop, userId }, form({ intent: "start", objects: ["customers"] }));

  expect(await objectSettings(database.db, connection, "customers")).toMatchObject({
    ...{ enabled: true, direction: "both", limit: [{ field: "email", operator: "is_known" }] },
  });
});

test("syncing now asks both sides at once, tries again what waits, and says how much there was", async () => {
  const connection = await connectShop(database.db);
  await markFirstSyncDone(database.db, connection, "customers", new Date("2026-11-20T00:00:00Z"));
  const { deps, asked, jobs } = depsOf([{ id: "1", modifiedAt: "2026-11-21T11:58:00Z" }]);
  const who = { shop: connection.shop, userId };

  const answer = await changeSyncs(deps, who, form({ intent: "sync_now", object: "customers" }));

  expect(answer).toEqual({ ok: true, code: "found", count: 1 });
  expect(asked).toEqual(["customers shopify", "customers hubspot"]);
  expect(jobs.map(({ kind, object }) => [kind, object])).toEqual([["drain-changes", "customers"]]);
  const { entries } = await loadActivity(database, who, new URLSearchParams());
  expect(entries.map(({ kind, actor, details }) => [kind, actor, details["count"]])).toEqual([
    ["sync.requested", "you", 1],
  ]);
});

test("syncing now says so when a vendor cannot be asked", async () => {
  const connection = await connectShop(database.db);
  await markFirstSyncDone(database.db, connection, "customers", new Date("2026-11-20T00:00:00Z"));
  const { deps } = depsOf();
  const down = () => ({
    since: () => {
      throw new SyncError("transient", { code: "vendor_unavailable" });
    },
  });
  const withDown = { ...deps, vendors: { ...deps.vendors, changes: down } };

  const answer = await changeSyncs(
    withDown as unknown as typeof deps,
    { shop: connection.shop, userId },
    form({ intent: "sync_now", object: "customers" }),
  );

  expect(answer).toEqual({ ok: false, code: "unreachable", object: "customers" });
});

test("syncing now begins the first sync where there was none, and leaves one that is under way alone", async () => {
  const connection = await connectShop(database.db);
  const { deps, asked } = depsOf();
  const who = { shop: connection.shop, userId };
  const press = () => changeSyncs(deps, who, form({ intent: "sync_now", object: "customers" }));

  const answers = [await press(), await press()];
  const run = await latestRun(database.db, connection, "customers");

  expect(answers).toEqual([
    { ok: true, code: "first_sync", count: 0 },
    { ok: true, code: "first_sync", count: 0 },
  ]);
  expect(run).toMatchObject({ status: "running", kind: "backfill" });
  expect(asked).toEqual([]);
});

test("what cannot be done is refused with its reason, and a sync is deleted only with the word typed", async () => {
  const connection = await connectShop(database.db);
  const { deps } = depsOf();
  const who = { shop: connection.shop, userId };
  const change = (fields: Record<string, string>, shop = connection.shop) =>
    changeSyncs(deps, { ...who, shop }, form({ object: "customers", ...fields }));

  expect([
    await change({ intent: "turn_off" }),
    await change({ intent: "sync_now" }),
    await change({ intent: "delete", word: "yes" }),
    await change({ intent: "turn_on", object: "carts" }),
    await change({ intent: "turn_on" }, makeShopName()),
    await change({ intent: "explode" }),
    await changeSyncs(deps, who, form({ intent: "start" })),
  ]).toEqual([
    { ok: true, code: "paused", count: 0 },
    { ok: false, code: "off", object: "customers" },
    { ok: false, code: "word_wrong", object: "customers" },
    { ok: false, code: "not_set_up", object: "carts" },
    { ok: false, code: "not_connected", object: "customers" },
    { ok: false, code: "invalid", object: null },
    { ok: false, code: "none_chosen", object: null },
  ]);
  expect(await change({ intent: "delete", word: " Löschen " })).toEqual({ ok: true, code: "deleted", count: 0 });
  const { rows } = await loadSyncs(database, connection.shop);
  expect(rows.find(({ object }) => object === "customers")?.isSetUp).toBe(false);
});

test("the list says when everything is compared next: at night where the shop is, a day after the last time", async () => {
  const connection = await connectShop(database.db);
  await inShop(database.db, connection.shop, (tx) => tx.shop.updateMany({ data: { timeZone: "America/New_York" } }));
  await markFirstSyncDone(database.db, connection, "customers", new Date("2026-11-21T07:10:00Z"));

  const { rows } = await loadSyncs({ ...database, clock }, connection.shop);

  // 20 hours after it ended it is 3:10 UTC, in the evening there; the night begins at 6:00 UTC.
  expect(rows[0]).toMatchObject({ object: "customers", isSetUp: true, nextAuditAt: "2026-11-22T06:00:00.000Z" });
  expect(rows[1]).toMatchObject({ object: "companies", isSetUp: false, nextAuditAt: null });
});

test("home tells the last five things, what fights with another tool, and what a comparison found lately", async () => {
  const connection = await connectShop(database.db);
  const { shop } = connection;
  const own = { connectionId: connection.id, shop, object: "customers" };
  for (const actor of [userId, "someone", undefined, userId, userId, userId])
    await recordActivity(database.db, {
      shop,
      kind: "sync.changed",
      details: { object: "customers" },
      ...(actor && { actor }),
    });
  const run = await startRun(database.db, connection, "customers", 1, "audit");
  await inShop(database.db, shop, async (tx) => {
    const failing = { ...own, status: "failing", settledAt: now };
    await tx.outcome.create({
      data: { ...failing, shopifyId: "1", reason: "portal_rule", details: { kind: "fight" } },
    });
    await tx.outcome.create({ data: { ...failing, shopifyId: "2", reason: "portal_rule" } });
    await tx.outcome.create({ data: { ...failing, shopifyId: "3", reason: "email_taken" } });
    await tx.outcome.create({
      data: { ...own, shopifyId: "4", status: "excluded", reason: "no_email", settledAt: now },
    });
    await tx.backfillRun.update({
      where: { id: run.id },
      data: { status: "done", finishedAt: new Date("2026-11-20T12:00:00Z"), drift: { firstname: 2, zip: 1 } },
    });
  });

  const model = await loadHome({ ...database, clock, env } as never, { shop, userId });

  expect(model.activity.map(({ actor }) => actor)).toEqual(["you", "you", "you", "app", "person"]);
  expect(model.fights).toEqual({ customers: 1 });
  expect(model.drifted).toEqual({ customers: 3 });
  expect(model.objects["customers"]).toMatchObject({
    failingReasons: { portal_rule: 2, email_taken: 1 },
    reasons: { portal_rule: 2, email_taken: 1, no_email: 1 },
  });
});

test("what happened is narrowed by object, kind, person and days of the shop's zone, and paged without loss", async () => {
  const connection = await connectShop(database.db);
  const { shop } = connection;
  await inShop(database.db, shop, async (tx) => {
    await tx.shop.updateMany({ data: { timeZone: "America/New_York" } });
    const base = { shop, connectionId: connection.id, kind: "sync.changed" };
    for (let n = 0; n < 30; n++) {
      const at = new Date(Date.parse("2026-11-01T12:00:00Z") + n * 3_600_000);
      await tx.activity.create({ data: { ...base, at, actor: userId, details: { object: "orders" } } });
    }
    // 23:30 and 0:30 in New York.
    for (const at of ["2026-11-11T04:30:00Z", "2026-11-11T05:30:00Z"])
      await tx.activity.create({
        data: { shop, kind: "connection.opened", at: new Date(at), details: { portalId: "1" } },
      });
  });
  const load = (query: Record<string, string>, who = { shop, userId }) =>
    loadActivity(database, who, new URLSearchParams(query));

  const first = await load({});
  const second = await load({ after: first.next ?? "" });
  const day = await load({ from: "2026-11-11", to: "2026-11-11" });

  expect([first.entries.length, second.entries.length, second.next, second.paged]).toEqual([25, 7, null, true]);
  expect(new Set([...first.entries, ...second.entries].map(({ id }) => id)).size).toBe(32);
  expect(day.entries.map(({ at }) => at)).toEqual(["2026-11-11T05:30:00.000Z"]);
  expect((await load({ object: "orders", group: "connection" })).entries).toEqual([]);
  expect((await load({ who: "app" })).entries.map(({ kind }) => kind)).toEqual([
    "connection.opened",
    "connection.opened",
  ]);
  expect((await load({}, { shop: makeShopName(), userId })).entries).toEqual([]);
});

test("a run is paused by its form, and a form that names none changes nothing", async () => {
  const connection = await connectShop(database.db);
  const run = await startRun(database.db, connection, "customers", 1);
  const { deps } = depsOf();
  const change = (fields: Record<string, string>) =>
    changeActivity(deps, { shop: connection.shop, userId }, form(fields));

  expect(await change({ intent: "pause", run: run.id })).toEqual({ ok: true, code: "run_paused" });
  expect(await change({ intent: "pause", run: "x" })).toEqual({ ok: false, code: "gone" });
  expect(await change({ intent: "stop", run: run.id })).toEqual({ ok: false, code: "gone" });
});

test("discover leads into the account's own region, and says what is off and what was not granted", async () => {
  const connection = await connectShop(database.db);
  await inShop(database.db, connection.shop, (tx) =>
    tx.portal.updateMany({
      data: {
        uiDomain: "app-eu1.hubspot.com",
        scopes: ["contacts", "orders"].flatMap((name) =>
          ["objects", "schemas"].flatMap((part) => ["read", "write"].map((kind) => `crm.${part}.${name}.${kind}`)),
        ),
      },
    }),
  );

  const { cards } = await loadDiscover(database, connection.shop);

  const account = connection.portalId;
  expect(cards).toMatchObject({
    contacts: { kind: "open", url: `https://app-eu1.hubspot.com/contacts/${account}/objects/0-1/views/all/list` },
    orders: { kind: "missing", object: "orders" },
    carts: { kind: "missing", object: "carts" },
    forms: { kind: "open", url: `https://app-eu1.hubspot.com/forms/${account}` },
  });
  expect(await loadDiscover(database, makeShopName())).toEqual({ cards: null });
});
