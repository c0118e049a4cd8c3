import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { signToken } from "#app/lib/signed-token.ts";
import { disconnectHubspot } from "#app/services/disconnect-hubspot.ts";
import type { AcceptDeps } from "#app/services/invite/accept-invitation.ts";
import { acceptInvitation } from "#app/services/invite/accept-invitation.ts";
import { createInvitation } from "#app/services/invite/create-invitation.ts";
import { disconnectInvited } from "#app/services/invite/disconnect-invited.ts";
import { readInvitation } from "#app/services/invite/read-invitation.ts";
import { revokeInvitation } from "#app/services/invite/revoke-invitation.ts";
import { listActivity } from "#app/store/activity.server.ts";
import { activeConnection, closeConnection, openConnection } from "#app/store/connections.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { listInvitations } from "#app/store/invitations.server.ts";
import { setPortalStatus } from "#app/store/portals.server.ts";
import { findShop, recordInstall } from "#app/store/shops.server.ts";
import { storesOfPortal } from "#app/store/stores-of-portal.server.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { install, PORTAL, testCipher, testEnv, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";

const second = `second-${randomBytes(4).toString("hex")}.myshopify.com`;
const third = `third-${randomBytes(4).toString("hex")}.myshopify.com`;
const adapters = withAdapters({ otherShops: [second, third] });
const portalId = String(PORTAL);

const deps = (): AcceptDeps => ({
  ...{ db: adapters.db, boss: null, hash: testHash, clock: adapters.clock, log: testLog, env: testEnv },
  ...{ hubspot: adapters.hubspot, admin: adapters.admin },
});
const ending = () => ({ ...deps(), portalTokens: adapters.portalTokens });
const first = () => adapters.connection.shop;

async function invite(shop = first()) {
  const made = await createInvitation(deps(), { shop, userId: "7" });
  if (made.kind !== "created") throw new Error(made.kind);
  return { ...made, token: new URL(made.link).searchParams.get("token") ?? "" };
}
const accept = (token: string, shop = second, shown = portalId) =>
  acceptInvitation(deps(), { shop, userId: "9", token, portalId: shown });
const kindsOf = async (shop: string) => (await listActivity(adapters.db, shop)).map(({ kind }) => kind);

beforeEach(async () => {
  await setPortalStatus(adapters.db, portalId, "connected");
  for (const shop of [second, third]) {
    if ((await findShop(adapters.db, shop))?.status !== "installed") {
      await install(adapters.db, adapters, adapters.shopify, shop, adapters.clock);
    }
    await closeConnection(adapters.db, shop);
  }
});

test("a shop that accepts joins the account through the access that is there, and both sides have it noted", async () => {
  const { token, link } = await invite();
  expect(link).toMatch(/^https:\/\/app\.example\.test\/invitation\?token=/);
  expect(await readInvitation(deps(), link)).toMatchObject({ kind: "open", offer: { portalId } });

  const accepted = await accept(token);

  expect(accepted).toEqual({ kind: "connected", portalId, problems: [] });
  expect(await activeConnection(adapters.db, second)).toMatchObject({ portalId, connectedBy: "9", invitedBy: first() });
  expect(await kindsOf(second)).toContain("connection.opened");
  expect(await kindsOf(first())).toEqual(expect.arrayContaining(["invitation.created", "invitation.accepted"]));
  const stores = await storesOfPortal(adapters.db, adapters.connection);
  expect(stores.map(({ domain }) => domain)).toEqual([first(), second]);
  expect(await adapters.portalTokens.token(portalId)).toBeTruthy();
});

test("an invitation is good once, also for two shops that accept at the same time", async () => {
  const { token } = await invite();

  const answers = await Promise.all([accept(token, second), accept(token, third)]);
  const again = await accept(token, third);

  expect(answers.map(({ kind }) => kind).sort()).toEqual(["connected", "used"]);
  expect(again.kind === "used" || again.kind === "already_here").toBe(true);
  expect(await readInvitation(deps(), token)).toEqual({ kind: "used" });
});

test("an invitation that was revoked, or is a week old, leads nowhere", async () => {
  const [revoked, old] = [await invite(), await invite()];

  expect(await revokeInvitation(deps(), { shop: second, userId: "9", id: revoked.id }), "a stranger's").toBe(
    "not_open",
  );
  expect(await revokeInvitation(deps(), { shop: first(), userId: "7", id: revoked.id })).toBe("revoked");
  expect(await accept(revoked.token)).toEqual({ kind: "withdrawn" });
  adapters.time.advance(7 * 86_400_000 + 1_000);

  expect(await accept(old.token)).toEqual({ kind: "expired" });
  expect(await activeConnection(adapters.db, second)).toBeNull();
});

test("what was made up, changed or signed for something else is unknown", async () => {
  const { token } = await invite();
  const [body = "", signature = ""] = token.split(".");
  const forged = Buffer.from(body, "base64url").toString().replace(first(), "evil.myshopify.com");
  const other = signToken(testEnv.TANDEM_HASH_SECRET, "connect-ticket", { shop: first(), nonce: "x" }, new Date(9e15));
  const unsaved = signToken(testEnv.TANDEM_HASH_SECRET, "invitation", { shop: first(), nonce: "x" }, new Date(9e15));

  const made = [
    "",
    "x.y",
    "%%%",
    `${Buffer.from(forged).toString("base64url")}.${signature}`,
    `${token}a`,
    other,
    unsaved,
  ];

  for (const text of made) expect(await accept(text), text).toEqual({ kind: "unknown" });
  expect(await accept(token)).toMatchObject({ kind: "connected" });
});

test("the database holds no invitation's secret", async () => {
  const { token } = await invite();
  const { nonce } = JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { nonce: string };

  const rows = await inShop(adapters.db, first(), (tx) => tx.invitation.findMany());

  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(nonce);
});

test("a shop is connected with the account it was shown, and with no other", async () => {
  const { token } = await invite();

  expect(await accept(token, second, "999")).toEqual({ kind: "changed" });
  expect(await accept(token, first())).toEqual({ kind: "own" });
  const elsewhere = await connectShop(adapters.db, { cipher: testCipher });
  expect(await accept(token, elsewhere.shop)).toEqual({ kind: "connected_elsewhere" });
  await openConnection(adapters.db, { shop: third, portalId });
  expect(await accept(token, third)).toEqual({ kind: "already_here" });

  expect(await accept(token), "none of them used it up").toMatchObject({ kind: "connected" });
});

test("a shop that installs the app after the link was sent can still accept", async () => {
  const { token } = await invite();
  const later = `later-${randomBytes(4).toString("hex")}.myshopify.com`;
  await recordInstall(adapters.db, { domain: later, scopes: [] });

  const accepted = await accept(token, later);

  // Shopify knows no such shop here, so its tracking code could not be published: the connection stands.
  expect(accepted).toMatchObject({ kind: "connected", portalId });
  await closeConnection(adapters.db, later);
});

test("an account that has to be connected again invites nobody, and takes nobody", async () => {
  const { token } = await invite();
  await setPortalStatus(adapters.db, portalId, "reconnect", "hubspot_access_revoked");

  expect(await createInvitation(deps(), { shop: first(), userId: "7" })).toEqual({ kind: "not_connected" });
  expect(await accept(token)).toEqual({ kind: "withdrawn" });
  await setPortalStatus(adapters.db, portalId, "connected");
  expect(await accept(token)).toMatchObject({ kind: "connected" });
});

test("nobody hands out more than twenty links at a time", async () => {
  for (const { id } of await listInvitations(adapters.db, adapters.connection, 100)) {
    await revokeInvitation(deps(), { shop: first(), userId: "7", id });
  }
  for (let made = 0; made < 20; made++) await invite();

  expect(await createInvitation(deps(), { shop: first(), userId: "7" })).toEqual({ kind: "too_many" });

  adapters.time.advance(8 * 86_400_000);
  expect(await createInvitation(deps(), { shop: first(), userId: "7" })).toMatchObject({ kind: "created" });
});

test("who invited a shop can end its connection, nobody else, and not one that HubSpot authorised itself", async () => {
  await accept((await invite()).token);
  await openConnection(adapters.db, { shop: third, portalId });
  const end = (shop: string, store: string) => disconnectInvited(ending(), { shop, userId: "7", store });

  expect(await end(third, second)).toBe("not_invited");
  expect(await end(first(), third)).toBe("not_invited");
  expect(await end(first(), second)).toBe("disconnected");
  expect(await activeConnection(adapters.db, second)).toBeNull();
  expect(await kindsOf(second)).toContain("connection.closed");
  expect(await kindsOf(first())).toContain("invited.disconnected");

  await accept((await invite()).token);
  await openConnection(adapters.db, { shop: second, portalId, connectedBy: "9" });
  expect(await end(first(), second), "authorised anew, it stands by itself").toBe("not_invited");
});

test("a shop that leaves takes nothing from the others: the account keeps the app until its last shop goes", async () => {
  await accept((await invite()).token);

  await disconnectHubspot(ending(), { shop: second, userId: "9" });

  expect(await storesOfPortal(adapters.db, adapters.connection)).toHaveLength(1);
  expect((await activeConnection(adapters.db, first()))?.portal.status).toBe("connected");
  expect(
    await storesOfPortal(adapters.db, { ...adapters.connection, id: "00000000-0000-4000-8000-000000000000" }),
  ).toEqual([]);
});
