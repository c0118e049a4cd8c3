import { expect, test } from "vitest";
import { findPortal } from "#app/store/portals.server.ts";
import { withAdapters } from "./open-adapters.ts";

const adapters = withAdapters({ timeoutMs: 400 });

const contacts = (lane: "live" | "bulk" = "live", from = adapters.vendors) =>
  from.records(adapters.connection, "customers", "hubspot", lane);
const read = (from = adapters.vendors) => contacts("live", from).read(["123456789"]);
const portal = () => findPortal(adapters.db, adapters.connection);
const counts = () => adapters.hubspotStandIn.log.counts();
const requests = (part: string) =>
  Object.entries(counts().byRoute).reduce((sum, [route, n]) => (route.includes(part) ? sum + n : sum), 0);

test.each([
  ["a bad gateway", { kind: "status", status: 502 }],
  ["an overloaded server", { kind: "status", status: 503 }],
  ["a locked record", { kind: "status", status: 423 }],
  ["a connection refused", { kind: "reset_before" }],
  ["a lost answer", { kind: "reset_after" }],
  ["a proxy's page", { kind: "html" }],
  ["an empty answer", { kind: "empty" }],
  ["an answer cut short", { kind: "truncated" }],
  ["an answer that never comes", { kind: "hang" }],
])("a read survives %s", async (_, fault) => {
  adapters.hubspotStandIn.faults.add({ ...fault, match: { path: "/batch/read" } });

  expect((await read()).get("123456789")).toEqual({ kind: "gone" });
});

test("a refused search second is waited for", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "throttled", policyName: "SECONDLY", match: { path: "/search" } });
  const changes = adapters.vendors.changes(adapters.connection, "customers", "hubspot");

  const pages = [];
  for await (const page of changes.since("2026-01-01T00:00:00.000Z")) pages.push(page);

  expect(pages).toEqual([]);
});

test("a token that is over is refreshed before it is used, once for all processes", async () => {
  adapters.time.advance(27 * 60_000);
  adapters.hubspotStandIn.log.reset();

  await Promise.all([
    read(adapters.reopen().vendors),
    read(adapters.reopen().vendors),
    read(adapters.reopen().vendors),
  ]);

  expect(requests("/token")).toBe(1);
});

test("a token that HubSpot refuses before its time is renewed once", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "expired_token" });
  adapters.hubspotStandIn.log.reset();

  await read();

  expect(requests("/token")).toBe(1);
});

test("wrong credentials of ours are a bug, and no portal is asked to reconnect for it", async () => {
  adapters.time.advance(27 * 60_000);
  adapters.hubspotStandIn.faults.add({ kind: "status", status: 401, match: { path: "/oauth/" } });

  await expect(read(adapters.reopen().vendors)).rejects.toMatchObject({ kind: "bug", code: "hubspot_client_refused" });
  expect((await portal())?.status).toBe("connected");
});

test("a day's limit pauses the portal to its midnight and nothing is asked of it before", async () => {
  adapters.hubspotStandIn.faults.add({ kind: "throttled", policyName: "DAILY" });

  await expect(read()).rejects.toMatchObject({ kind: "transient", code: "rate_limited" });

  const until = (await portal())?.pausedUntil?.getTime() ?? 0;
  expect(until).toBeGreaterThan(adapters.time.now());
  expect(until).toBeLessThanOrEqual(adapters.time.now() + 86_400_000);
  adapters.hubspotStandIn.log.reset();
  await expect(read(adapters.reopen().vendors)).rejects.toMatchObject({ kind: "transient", code: "portal_paused" });
  expect(counts().total).toBe(0);
});
