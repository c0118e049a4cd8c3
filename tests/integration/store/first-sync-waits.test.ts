import { expect, test } from "vitest";
import { createAssociationStore } from "#app/store/associations.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { createRunStore, startRun } from "#app/store/runs.server.ts";
import type { Connection } from "#app/sync/record.ts";
import { hubspotMark, makeLink, object, settlement } from "#tests/contract/engine-store-fixture.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const leaseMs = 60_000;

/** Settles a record as a chunk of a first sync does, with one that it belongs with. */
async function settleChunk(connection: Connection, shopifyId: string): Promise<void> {
  const store = createEngineStore(database.db, null);
  const { leaseId } = await store.lockNew(connection, object, [`s:${shopifyId}`], leaseMs);
  const wanted = [{ to: "companies", toId: "7", toHubspotId: null, label: null } as const];
  const link = makeLink(shopifyId, `9${shopifyId}`, new Date());
  const settled = settlement({ link, associations: { shopifyId, wanted } });
  expect(await store.settle(connection, object, leaseId, [settled])).toBe(true);
}

const dueTimes = async ({ id, shop }: Connection) =>
  (
    await inShop(database.db, shop, (tx) =>
      tx.recordAssociation.findMany({ where: { connectionId: id }, orderBy: { fromId: "asc" } }),
    )
  ).map(({ dueAt }) => dueAt?.getTime() ?? 0);

async function claimAll(connection: Connection): Promise<{ changes: number; associations: number }> {
  const { changes } = await createEngineStore(database.db, null).claim(connection, object, "any", 100, leaseMs);
  const { associations } = await createAssociationStore(database.db).claim(connection, 100, leaseMs);
  return { changes: changes.length, associations: associations.length };
}

test("associations of a first sync are due together, at a full minute", async () => {
  const connection = await connectShop(database.db);
  await startRun(database.db, connection, object, 1);
  const before = Date.now();

  await settleChunk(connection, "1");
  await settleChunk(connection, "2");

  const due = await dueTimes(connection);
  expect(due.map((at) => at % 60_000)).toEqual([0, 0]);
  expect(Math.min(...due)).toBeGreaterThan(before);
  expect(Math.max(...due)).toBeLessThanOrEqual(Date.now() + 60_000);
});

test("without a first sync associations wait for seconds only", async () => {
  const connection = await connectShop(database.db);

  await settleChunk(connection, "1");

  const [due = 0] = await dueTimes(connection);
  expect(due).toBeLessThanOrEqual(Date.now() + 5_000);
});

test("the end of a first sync wakes what waited for it, but not what failed before", async () => {
  const connection = await connectShop(database.db);
  const store = createEngineStore(database.db, null);
  const runs = createRunStore(database.db);
  const run = await startRun(database.db, connection, object, 1);
  const claimed = await runs.claim(connection, run.id, leaseMs);
  const dueAt = new Date(Date.now() + 30_000).toISOString();
  await store.mark(connection, [
    hubspotMark("91", { dueAt, echoHashes: { email: "b" } }),
    hubspotMark("92", { dueAt, echoHashes: { email: "c" } }),
  ]);
  await inShop(database.db, connection.shop, (tx) =>
    tx.pendingChange.updateMany({ where: { connectionId: connection.id, recordId: "92" }, data: { attempts: 3 } }),
  );
  await settleChunk(connection, "1");
  const during = await claimAll(connection);

  await runs.finish(connection, run.id, claimed?.leaseId ?? "", new Date().toISOString());

  expect(during).toEqual({ changes: 0, associations: 0 });
  expect(await claimAll(connection)).toEqual({ changes: 1, associations: 1 });
});
