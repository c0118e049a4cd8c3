import { generateKey } from "@47ng/cloak";
import { Session } from "@shopify/shopify-api";
import pg from "pg";
import { expect, test } from "vitest";
import { createCipher } from "#app/lib/cipher.ts";
import { createSessionStorage, shopOfSession, withShopLock } from "#app/store/sessions.server.ts";
import { makeShopName } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const key = generateKey();
const open = () => createSessionStorage(database.db, createCipher([key]));

function offline(shop: string, more: Partial<ConstructorParameters<typeof Session>[0]> = {}): Session {
  const fields = { id: `offline_${shop}`, shop, state: "state", isOnline: false, scope: "read_customers" };
  return new Session({
    ...fields,
    accessToken: "shpat_secret",
    expires: new Date("2027-01-01T00:00:00.000Z"),
    refreshToken: "shprt_secret",
    refreshTokenExpires: new Date("2027-03-01T00:00:00.000Z"),
    ...more,
  });
}

function online(shop: string, user: number): Session {
  return new Session({
    ...{
      id: `${shop}_${user}`,
      shop,
      state: "state",
      isOnline: true,
      scope: "read_customers",
      accessToken: "shpua_secret",
    },
    onlineAccessInfo: {
      expires_in: 86_400,
      associated_user_scope: "read_customers",
      associated_user: {
        ...{ id: user, first_name: "Ada", last_name: "Lovelace", email: "ada@example.com", email_verified: true },
        ...{ account_owner: true, locale: "en", collaborator: false },
      },
    },
  });
}

async function rawRows(): Promise<string> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select * from session");
  await client.end();
  return JSON.stringify(rows);
}

test("a session comes back as it was stored", async () => {
  const [storage, shop] = [open(), makeShopName()];
  const session = offline(shop);

  const stored = await storage.storeSession(session);
  const loaded = await storage.loadSession(session.id);

  expect(stored).toBe(true);
  expect(loaded?.equals(session)).toBe(true);
  expect(loaded?.refreshToken).toBe("shprt_secret");
  expect(loaded?.refreshTokenExpires).toEqual(session.refreshTokenExpires);
});

test("storing again replaces, at the same moment too", async () => {
  const [storage, shop] = [open(), makeShopName()];

  await Promise.all(
    Array.from({ length: 8 }, (_, index) => storage.storeSession(offline(shop, { accessToken: `token-${index}` }))),
  );
  await storage.storeSession(offline(shop, { accessToken: "last" }));

  expect((await storage.loadSession(`offline_${shop}`))?.accessToken).toBe("last");
  expect(await storage.findSessionsByShop?.(shop)).toHaveLength(1);
});

test("a session of a person keeps who it is and what they may do, but neither name nor e-mail", async () => {
  const [storage, shop] = [open(), makeShopName()];

  await storage.storeSession(online(shop, 7));
  const loaded = await storage.loadSession(`${shop}_7`);

  expect(loaded?.onlineAccessInfo?.associated_user).toEqual({
    id: 7,
    account_owner: true,
    locale: "en",
    collaborator: false,
  });
  expect(await rawRows()).not.toMatch(/Ada|Lovelace|ada@example/);
});

test("sessions are found by shop, and deleted one by one or together", async () => {
  const [storage, shop, other] = [open(), makeShopName(), makeShopName()];
  for (const session of [offline(shop), online(shop, 1), online(shop, 2), offline(other)])
    await storage.storeSession(session);

  await storage.deleteSession(`${shop}_1`);
  await storage.deleteSessions([`${shop}_2`, `offline_${other}`]);

  const left = await storage.findSessionsByShop?.(shop);
  expect(left?.map(({ id }) => id)).toEqual([`offline_${shop}`]);
  expect(await storage.findSessionsByShop?.(other)).toEqual([]);
});

test("what is not there is undefined, and deleting it is no error", async () => {
  const storage = open();

  expect(await storage.loadSession("offline_nobody.myshopify.com")).toBeUndefined();
  expect(await storage.loadSession("")).toBeUndefined();
  expect(await storage.deleteSession("nobody.myshopify.com_1")).toBe(true);
});

test("no token is readable in the database", async () => {
  const [storage, shop] = [open(), makeShopName()];
  await storage.storeSession(offline(shop));

  expect(await rawRows()).not.toMatch(/shpat_secret|shprt_secret|shpua_secret/);
});

test("after a rotation old tokens are read with the old key and written with the new one", async () => {
  const [storage, shop] = [open(), makeShopName()];
  await storage.storeSession(offline(shop));
  const [next, rotated] = [generateKey(), createCipher([generateKey(), key])];

  const both = createSessionStorage(database.db, createCipher([next, key]));
  const loaded = await both.loadSession(`offline_${shop}`);
  if (loaded) await both.storeSession(loaded);
  const onlyNew = createSessionStorage(database.db, createCipher([next]));
  const afterwards = await onlyNew.loadSession(`offline_${shop}`);

  expect(loaded?.accessToken).toBe("shpat_secret");
  expect(afterwards?.accessToken).toBe("shpat_secret");
  expect(rotated.needsRotation(await createCipher([key]).encrypt("x"))).toBe(true);
});

test("a session without the key that fits is an error that says so, and no token", async () => {
  const [storage, shop] = [open(), makeShopName()];
  await storage.storeSession(offline(shop));

  const stranger = createSessionStorage(database.db, createCipher([generateKey()]));

  await expect(stranger.loadSession(`offline_${shop}`)).rejects.toThrow(/TANDEM_ENCRYPTION_KEYS/);
});

test("the shop of an id is read from the id", () => {
  expect(shopOfSession("offline_a-b.myshopify.com")).toBe("a-b.myshopify.com");
  expect(shopOfSession("a-b.myshopify.com_123")).toBe("a-b.myshopify.com");
  expect(shopOfSession("nonsense")).toBe("");
});

test("under a shop's lock work is done by one at a time, whatever others hold", async () => {
  const [shop, other] = [makeShopName(), makeShopName()];
  let [inside, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++inside);
    await open().loadSession(`offline_${shop}`);
    inside -= 1;
  };

  await Promise.all(Array.from({ length: 20 }, () => withShopLock(database.db, shop, "token", work)));
  const nested = await withShopLock(database.db, shop, "token", () =>
    withShopLock(database.db, other, "token", async () => "both"),
  );
  const failed = withShopLock(database.db, shop, "token", async () => Promise.reject(new Error("refused")));

  expect(most).toBe(1);
  expect(nested).toBe("both");
  await expect(failed).rejects.toThrow("refused");
  expect(await withShopLock(database.db, shop, "token", async () => "free again")).toBe("free again");
});
