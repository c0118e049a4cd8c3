import { expect, test } from "vitest";
import { findPortal, savePortal } from "#app/store/portals.server.ts";
import { PORTAL, testCipher, withAdapters } from "./open-adapters.ts";

const adapters = withAdapters();

const read = (from = adapters.vendors) =>
  from.records(adapters.connection, "customers", "hubspot", "live").read(["123456789"]);

/** The merchant connects again. */
async function restore(): Promise<void> {
  const { accessToken, refreshToken, grant } = adapters.hubspotStandIn.issueTokens(PORTAL);
  const expiresAt = new Date(adapters.time.now() + 1_800_000);
  const tokens = { accessToken, refreshToken, expiresAt, scopes: grant.scopes };
  await savePortal(adapters.db, testCipher, { id: String(PORTAL), tokens });
  adapters.portalTokens.forget(String(PORTAL));
}

test("a portal that took our access back waits to be reconnected, is asked nothing more, and goes on afterwards", async () => {
  adapters.hubspotStandIn.uninstall(PORTAL);

  await expect(read()).rejects.toMatchObject({ kind: "reconnect", code: "hubspot_access_revoked" });
  expect(await findPortal(adapters.db, adapters.connection)).toMatchObject({
    status: "reconnect",
    reconnectReason: "hubspot_access_revoked",
  });

  adapters.hubspotStandIn.log.reset();
  await expect(read()).rejects.toMatchObject({ kind: "reconnect" });
  expect(adapters.hubspotStandIn.log.counts().total).toBe(0);

  await restore();
  expect((await read()).get("123456789")).toEqual({ kind: "gone" });
});

test("access that ends in the middle of a call is noticed the same way", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "revoked_token" });

  await expect(read()).rejects.toMatchObject({ kind: "reconnect", code: "hubspot_access_revoked" });
  await restore();
  expect((await read()).get("123456789")).toEqual({ kind: "gone" });
});

test("a token without a scope we need asks for a reconnect that names why", async () => {
  const tokens = adapters.hubspotStandIn.issueTokens(PORTAL, ["oauth"]);
  const expiresAt = new Date(adapters.time.now() + 1_800_000);
  const { accessToken, refreshToken } = tokens;
  await savePortal(adapters.db, testCipher, {
    id: String(PORTAL),
    tokens: { accessToken, refreshToken, expiresAt, scopes: ["oauth"] },
  });

  await expect(read(adapters.reopen().vendors)).rejects.toMatchObject({ kind: "reconnect", code: "missing_scope" });
  expect(await findPortal(adapters.db, adapters.connection)).toMatchObject({
    status: "reconnect",
    reconnectReason: "missing_scope",
  });
  await restore();
});

test("an account that moves to another data centre pauses the portal as long as HubSpot says", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "status", status: 477, retryAfterSeconds: 7200 });

  await expect(read()).rejects.toMatchObject({ kind: "transient", code: "portal_moving", afterMs: 7_200_000 });
  const pausedUntil = (await findPortal(adapters.db, adapters.connection))?.pausedUntil?.getTime() ?? 0;
  expect(pausedUntil - adapters.time.now()).toBeGreaterThan(7_100_000);
});
