import { generateKey } from "@47ng/cloak";
import pg from "pg";
import { expect, test } from "vitest";
import { createCipher } from "#app/lib/cipher.ts";
import { createPortalAccessStore } from "#app/store/portal-access.server.ts";
import { findPortal, pausePortal, savePortal, setPortalStatus } from "#app/store/portals.server.ts";
import type { NewTokens } from "#app/sync/access-ports.ts";
import { connectShop, testCipher } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";
import { runProcess } from "#tests/support/run-process.ts";

const database = withDatabase({ max: 12 });

function tokens(name: string): NewTokens {
  return {
    accessToken: `access-${name}`,
    refreshToken: `refresh-${name}`,
    expiresAt: new Date(Date.now() + 1_800_000),
    scopes: ["oauth"],
  };
}

test("tokens are stored encrypted and read back by any shop of the portal", async () => {
  const first = await connectShop(database.db);
  await connectShop(database.db, { portalId: first.portalId });
  await savePortal(database.db, testCipher, { id: first.portalId, timeZone: "Europe/Berlin", tokens: tokens("one") });

  const access = await createPortalAccessStore(database.db, testCipher).read(first.portalId);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const raw = JSON.stringify((await client.query("select access_token, refresh_token from portal")).rows);
  await client.end();

  expect(access).toMatchObject({
    accessToken: "access-one",
    scopes: ["oauth"],
    timeZone: "Europe/Berlin",
    pausedUntil: null,
  });
  expect(raw).not.toMatch(/access-one|refresh-one/);
});

test("of many who find a token used up, one exchanges it and all get the new one", async () => {
  const { portalId } = await connectShop(database.db);
  const store = createPortalAccessStore(database.db, testCipher);
  let exchanges = 0;

  const refreshed = await Promise.all(
    Array.from({ length: 25 }, () =>
      store.refresh(portalId, "access", async (refreshToken) => {
        exchanges += 1;
        return tokens(`${refreshToken}-${exchanges}`);
      }),
    ),
  );

  expect(exchanges).toBe(1);
  expect(new Set(refreshed.map((access) => access?.accessToken))).toEqual(new Set(["access-refresh-1"]));
});

test("two processes that refresh at the same moment make one exchange", async () => {
  const key = generateKey();
  const { portalId } = await connectShop(database.db, { cipher: createCipher([key]) });
  const script = "tests/integration/store/refresh-tokens.ts";

  const outputs = await Promise.all([1, 2].map(() => runProcess(script, [database.url, key, portalId])));

  const results = outputs.map((output) => JSON.parse(output) as { exchanges: number; accessToken: string });
  expect(results.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(1);
  expect(new Set(results.map(({ accessToken }) => accessToken)).size).toBe(1);
});

test("a refusal leaves the old tokens, and who is told that the portal must reconnect gets none", async () => {
  const connection = await connectShop(database.db);
  const store = createPortalAccessStore(database.db, testCipher);

  const refused = store.refresh(connection.portalId, "access", async () => Promise.reject(new Error("refused")));
  await expect(refused).rejects.toThrow("refused");
  const before = await store.read(connection.portalId);
  await store.markReconnect(connection.portalId, "hubspot_access_revoked");
  const after = await store.read(connection.portalId);

  expect(before?.accessToken).toBe("access");
  expect(after).toBeNull();
  expect(await findPortal(database.db, connection)).toMatchObject({
    status: "reconnect",
    reconnectReason: "hubspot_access_revoked",
  });
});

test("a pause is told with the tokens, and connecting again ends it with everything else", async () => {
  const connection = await connectShop(database.db);
  const store = createPortalAccessStore(database.db, testCipher);
  const until = new Date(Date.now() + 60_000);

  await pausePortal(database.db, connection.portalId, until);
  const paused = await store.read(connection.portalId);
  await setPortalStatus(database.db, connection.portalId, "disconnected");
  const gone = await store.read(connection.portalId);
  await savePortal(database.db, testCipher, { id: connection.portalId, tokens: tokens("again") });
  const again = await store.read(connection.portalId);

  expect(paused?.pausedUntil).toEqual(until);
  expect(gone).toBeNull();
  expect(again).toMatchObject({ accessToken: "access-again", pausedUntil: null });
});

test("a portal that no shop is connected with has no access", async () => {
  await savePortal(database.db, testCipher, { id: "4242", tokens: tokens("nobody") });

  expect(await createPortalAccessStore(database.db, testCipher).read("4242")).toBeNull();
});
