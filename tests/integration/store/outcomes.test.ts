import { expect, test } from "vitest";
import { cleanUp } from "#app/store/clean-up.server.ts";
import { asSystem, inShop } from "#app/store/db.server.ts";
import { createEffectStore } from "#app/store/effects.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { eraseShop } from "#app/store/erase-shop.server.ts";
import { readOverview } from "#app/store/overview.server.ts";
import {
  customerHoldings,
  eraseCustomer,
  finishPrivacyRequest,
  recordPrivacyRequest,
} from "#app/store/privacy.server.ts";
import { findOutcome, findOutcomes } from "#app/store/records.server.ts";
import { cancelRun, createRunStore, latestRun, startRun } from "#app/store/runs.server.ts";
import { takeChore } from "#app/store/schedule.server.ts";
import { findShop } from "#app/store/shops.server.ts";
import type { OutcomeWrite, Settlement } from "#app/sync/ports.ts";
import type { Connection } from "#app/sync/record.ts";
import { makeLink, settlement, shopifyMark } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const object = "customers";
const tracesOf = (customerId: string) => ({ customerId, orderIds: [], searchHashes: [], buyerHashes: [] });

function outcome(shopifyId: string, status: OutcomeWrite["status"], reason: string | null, hash: string): OutcomeWrite {
  const rest = { details: null, lastAction: null, changedFields: null, searchHashes: [hash] };
  return { shopifyId, hubspotId: `9${shopifyId}`, status, reason, ...rest };
}

async function settle(connection: Connection, settlements: Settlement[]): Promise<void> {
  const store = createEngineStore(database.db, null);
  const keys = settlements.map((_settlement, index) => `k:${index}`);
  const { leaseId } = await store.lockNew(connection, object, keys, 60_000);
  expect(await store.settle(connection, object, leaseId, settlements)).toBe(true);
}

async function connectWithOutcomes(): Promise<Connection> {
  const connection = await connectShop(database.db);
  await settle(connection, [
    settlement({ outcome: outcome("1", "in_sync", null, "ada"), link: makeLink("1", "91", new Date()) }),
    settlement({ outcome: outcome("2", "excluded", "no_email", "bob") }),
    settlement({ outcome: outcome("3", "failing", "invalid_email", "cyd") }),
    settlement({ outcome: outcome("4", "failing", "invalid_email", "dan") }),
  ]);
  await createEngineStore(database.db, null).mark(connection, [shopifyMark("5")]);
  return connection;
}

test("totals count outcomes and what waits, reasons say why", async () => {
  const connection = await connectWithOutcomes();

  const { totals, reasons } = await readOverview(database.db, connection);

  expect(totals).toEqual({
    customers: {
      inShopify: 4,
      inHubspot: 4,
      inSync: 1,
      excluded: 1,
      failing: 2,
      hubspotOnlyExcluded: 0,
      hubspotOnlyFailing: 0,
      pending: 1,
      lastSettledAt: expect.any(Date),
    },
  });
  expect(reasons).toEqual([
    { object, status: "failing", reason: "invalid_email", count: 2 },
    { object, status: "excluded", reason: "no_email", count: 1 },
  ]);
});

test("a contact that is no customer is told apart from the shop's records", async () => {
  const connection = await connectWithOutcomes();
  const alone = { ...outcome("", "excluded", "creation_off", "eve"), shopifyId: null, hubspotId: "99" };
  await settle(connection, [settlement({ outcome: alone })]);

  const { totals } = await readOverview(database.db, connection);

  expect(totals.customers).toMatchObject({ excluded: 2, hubspotOnlyExcluded: 1, hubspotOnlyFailing: 0 });
});

test("records are found by what a person knows of them, by status and reason, page by page", async () => {
  const connection = await connectWithOutcomes();
  const find = async (query: Partial<Parameters<typeof findOutcomes>[3]>) =>
    (await findOutcomes(database.db, connection, object, { limit: 10, ...query })).map(({ shopifyId }) => shopifyId);

  const [page] = await findOutcomes(database.db, connection, object, { limit: 1 });

  expect(await find({ hashes: ["ada"] })).toEqual(["1"]);
  expect(await find({ ids: ["92"] })).toEqual(["2"]);
  expect((await find({ status: "failing", reason: "invalid_email" })).sort()).toEqual(["3", "4"]);
  expect(await find({ after: page?.id ?? "" })).toHaveLength(3);
  expect(await findOutcome(database.db, connection, object, { hubspotId: "93" })).toMatchObject({ status: "failing" });
  expect(await findOutcome(database.db, connection, object, { shopifyId: "none" })).toBeNull();
});

test("a record's row goes on when it is matched and when its pair is taken apart, so that its page stays", async () => {
  const connection = await connectShop(database.db);
  const alone = (shopifyId: string | null, hubspotId: string | null) =>
    settlement({ outcome: { ...outcome("7", "excluded", "unlinked_by_hand", "eve"), shopifyId, hubspotId } });
  const idOf = async (by: { shopifyId: string } | { hubspotId: string }) =>
    (await findOutcome(database.db, connection, object, by))?.id;
  await settle(connection, [alone("7", null), alone(null, "97"), alone(null, "98")]);
  const [inShopify, second] = [await idOf({ shopifyId: "7" }), await idOf({ hubspotId: "98" })];

  await settle(connection, [settlement({ outcome: outcome("7", "in_sync", null, "eve") })]);
  const pair = [await idOf({ shopifyId: "7" }), await idOf({ hubspotId: "97" })];
  await settle(connection, [alone(null, "97"), alone("7", null)]);
  const apart = [await idOf({ shopifyId: "7" }), await idOf({ hubspotId: "97" })];
  await settle(connection, [settlement({ outcome: { ...outcome("8", "in_sync", null, "fay"), hubspotId: "98" } })]);

  expect(pair).toEqual([inShopify, inShopify]);
  expect(apart).toEqual([inShopify, expect.any(String)]);
  expect(apart[1]).not.toBe(inShopify);
  expect(await idOf({ shopifyId: "8" })).toBe(second);
});

test("what is held of a customer is told, and all of it erased but a tombstone without personal data", async () => {
  const connection = await connectWithOutcomes();

  const held = await customerHoldings(database.db, connection, "1");
  const erased = await eraseCustomer(database.db, connection, tracesOf("1"), new Date());
  const after = await customerHoldings(database.db, connection, "1");

  expect(held).toMatchObject({ link: { hubspotId: "91" }, outcome: { status: "in_sync" } });
  expect(erased).toEqual({ hubspotId: "91" });
  expect(after).toEqual({ link: null, outcome: null, pendingChanges: 0, tombstones: 1, writes: [] });
  expect(await findOutcomes(database.db, connection, object, { hashes: ["ada"], limit: 1 })).toEqual([]);
});

test("a batch that has a customer in hand cannot write back what was erased meanwhile", async () => {
  const connection = await connectWithOutcomes();
  const store = createEngineStore(database.db, null);
  const { leaseId } = await store.lockNew(connection, object, ["s:1", "s:2"], 60_000);

  await eraseCustomer(database.db, connection, tracesOf("1"), new Date());
  const settled = await store.settle(connection, object, leaseId, []);

  expect(settled).toBe(false);
});

test("a privacy request is open until it is done, however often it comes, and a redacted customer's id is forgotten", async () => {
  const { shop } = await connectShop(database.db);
  const request = { shop, kind: "customers_redact", requestId: "r-1", customerId: "77" } as const;

  const first = await recordPrivacyRequest(database.db, request);
  const again = await recordPrivacyRequest(database.db, request);
  await finishPrivacyRequest(database.db, shop, first.id, new Date());
  const done = await recordPrivacyRequest(database.db, request);
  const rows = await inShop(database.db, shop, (tx) => tx.privacyRequest.findMany());

  expect([first.open, again.open, done.open]).toEqual([true, true, false]);
  expect(rows).toMatchObject([{ customerId: null }]);
});

test("an erased shop leaves no row in any table", async () => {
  const connection = await connectWithOutcomes();
  await startRun(database.db, connection, object, 1);

  await eraseShop(database.db, connection.shop);

  const tables = await database.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'shop'`;
  const left: string[] = [];
  for (const { name } of tables) {
    const sql = `select 1 from "${name}" where shop = '${connection.shop}' limit 1`;
    const rows = await inShop(database.db, connection.shop, (tx) => tx.$queryRawUnsafe<unknown[]>(sql));
    if (rows.length > 0) left.push(name);
  }
  expect(left).toEqual([]);
  expect(await findShop(database.db, connection.shop)).toBeNull();
});

test("a run is claimed by one, saved while its lease is held, and its end opens the sweeps", async () => {
  const connection = await connectShop(database.db);
  const runs = createRunStore(database.db);
  const run = await startRun(database.db, connection, object, 1);

  const [first, second] = [await runs.claim(connection, run.id, 60_000), await runs.claim(connection, run.id, 60_000)];
  const leaseId = first?.leaseId ?? run.id;
  const saved = await runs.save(connection, run.id, leaseId, {
    phase: "read_bulk",
    checkpoint: { byteOffset: 7 },
    total: 9,
    processed: 3,
  });
  const foreign = await runs.save(connection, run.id, run.id, { total: 1 });
  const during = await runs.sweepState(connection, object);
  const sweptTo = "2026-03-01T00:00:00.000Z";
  const finished = await runs.finish(connection, run.id, leaseId, sweptTo);

  expect([first?.run.phase, second, saved, foreign, finished]).toEqual(["prepare", null, true, false, true]);
  expect(during).toMatchObject({ backfilling: true, firstSyncDoneAt: null });
  expect(await latestRun(database.db, connection, object)).toMatchObject({
    status: "done",
    total: 9,
    processed: 3,
    checkpoint: { byteOffset: 7 },
  });
  expect(await runs.sweepState(connection, object)).toEqual({
    ...{ backfilling: false, firstSyncDoneAt: expect.any(String), shopifySweptTo: sweptTo, hubspotSweptTo: sweptTo },
  });
});

test("a run that is begun anew or cancelled takes the lease from who had it", async () => {
  const connection = await connectShop(database.db);
  const runs = createRunStore(database.db);
  const first = await startRun(database.db, connection, object, 1);
  const claimed = await runs.claim(connection, first.id, 60_000);

  const second = await startRun(database.db, connection, object, 2);
  const renewed = await runs.renew(connection, first.id, claimed?.leaseId ?? "", 60_000);
  await cancelRun(database.db, connection, object);

  expect(renewed).toBe(false);
  expect(await runs.claim(connection, second.id, 60_000)).toBeNull();
  expect(await latestRun(database.db, connection, object)).toMatchObject({ id: second.id, status: "cancelled" });
});

test("an effect is done once; a newer wish for it, or one to be tried again, stays", async () => {
  const connection = await connectShop(database.db);
  const effects = createEffectStore(database.db);
  const wish = (state: string) =>
    settlement({
      effects: ["1", "2", "3"].map((shopifyId) => ({ kind: "consent", shopifyId, hubspotId: "9", payload: { state } })),
    });
  await settle(connection, [wish("subscribed")]);

  const claim = await effects.claimEffects(connection, 10, 60_000);
  const nobody = await effects.claimEffects(connection, 10, 60_000);
  const [one, two, three] = claim.effects.toSorted((a, b) => a.shopifyId.localeCompare(b.shopifyId));
  if (!one || !two || !three) throw new Error("Three effects were claimed.");
  await settle(connection, [settlement({ effects: [{ ...two, payload: { state: "unsubscribed" } }] })]);
  const later = new Date(Date.now() + 60_000).toISOString();
  const done = { retryAt: null, lastError: null, outcome: null };
  const settled = await effects.settleEffects(connection, claim.leaseId, [
    { effect: one, ...done },
    { effect: two, ...done },
    { effect: three, ...done, retryAt: later, lastError: "rate_limited" },
  ]);
  const again = await effects.claimEffects(connection, 10, 60_000);
  const stale = await effects.settleEffects(connection, claim.leaseId, []);

  expect([claim.effects.length, nobody.effects.length, settled, stale]).toEqual([3, 0, true, false]);
  expect(again.effects).toMatchObject([{ shopifyId: "2", payload: { state: "unsubscribed" }, generation: "2" }]);
});

test("a chore is one process's at a time, and not done more often than asked", async () => {
  const take = (holder: string, everyMs = 0) => takeChore(database.db, "test", holder, 60_000, everyMs);

  const answers = [await take("one"), await take("other"), await take("one"), await take("one", 60_000)];

  expect(answers).toEqual([true, false, true, false]);
});

test("what is over is deleted, what is not stays", async () => {
  const { shop } = await connectShop(database.db);
  const [old, young] = [new Date(Date.now() - 30 * 86_400_000), new Date()];
  await inShop(database.db, shop, async (tx) => {
    for (const [name, at] of [
      ["old", old],
      ["young", young],
    ] as const) {
      await tx.delivery.create({ data: { shop, vendor: "hubspot", deliveryId: name, topic: "t", receivedAt: at } });
      await tx.oauthState.create({
        data: { shop, nonceHash: `${name}-${shop}`, userId: "1", browserHash: "b", expiresAt: at },
      });
      await tx.session.create({ data: { id: `${shop}_${name}`, shop, isOnline: true, expiresAt: at } });
    }
    await tx.session.create({ data: { id: `offline_${shop}`, shop, expiresAt: old } });
  });

  await cleanUp(database.db);

  const left = await inShop(database.db, shop, async (tx) => [
    (await tx.delivery.findMany()).map(({ deliveryId }) => deliveryId),
    (await tx.oauthState.findMany()).map(({ nonceHash }) => nonceHash),
    (await tx.session.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id),
  ]);
  expect(left).toEqual([["young"], [`young-${shop}`], [`offline_${shop}`, `${shop}_young`]]);
  expect(await asSystem(database.db, "chores", (tx) => tx.choreLease.count())).toBeGreaterThanOrEqual(0);
});
