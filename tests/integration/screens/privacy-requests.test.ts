import { expect, test } from "vitest";
import { loadConnection } from "#app/routes/app.connection/connection.server.ts";
import { loadPrivacyFile } from "#app/routes/app.privacy.$id/privacy-file.server.ts";
import type { NewPrivacyRequest } from "#app/store/privacy.server.ts";
import { finishPrivacyRequest, recordPrivacyRequest } from "#app/store/privacy.server.ts";
import { connectShop } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const at = new Date("2026-11-21T12:00:00Z");

const load = async (shop: string) => {
  const env = { TANDEM_HASH_SECRET: "s".repeat(32) } as Parameters<typeof loadConnection>[0]["env"];
  const { privacy } = await loadConnection({ db: database.db, env, clock: { now: () => at } }, { shop, userId: "901" });
  return privacy;
};

async function answer(request: NewPrivacyRequest, result = {}): Promise<string> {
  const { id } = await recordPrivacyRequest(database.db, request);
  await finishPrivacyRequest(database.db, request.shop, id, at, result);
  return id;
}

const asked = (shop: string, customerId: string): NewPrivacyRequest => ({
  shop,
  kind: "customers_data_request",
  requestId: `request-${customerId}`,
  customerId,
});
const held = (hubspotId: string) => ({ held: [{ portalId: "42", link: { hubspotId } }] });

test("a data request is listed and its file says what is held, to its own shop only", async () => {
  const { shop } = await connectShop(database.db);
  const other = await connectShop(database.db);
  const id = await answer(asked(shop, "501"), held("9501"));
  const open = await recordPrivacyRequest(database.db, asked(shop, "502"));

  expect(await load(shop)).toMatchObject([
    { id: open.id, kind: "customers_data_request", customerId: "502", doneAt: null, hasFile: false },
    { id, customerId: "501", doneAt: at.toISOString(), hasFile: true },
  ]);
  expect(await load(other.shop)).toEqual([]);
  const file = await loadPrivacyFile(database, { shop, id });
  expect(file?.name).toBe(`tandem-data-request-${id}.json`);
  expect(JSON.parse(file?.content ?? "")).toMatchObject({ shop, customerId: "501", data: held("9501") });
  for (const [who, which] of [
    [other.shop, id],
    [shop, open.id],
    [shop, "no-number"],
    [shop, "9".repeat(19)],
  ] as const) {
    expect(await loadPrivacyFile(database, { shop: who, id: which })).toBeNull();
  }
});

test("a redaction takes the files of that customer's earlier data requests, and no one else's", async () => {
  const { shop } = await connectShop(database.db);
  const gone = await answer(asked(shop, "601"), held("9601"));
  const kept = await answer(asked(shop, "602"), held("9602"));
  const redaction = await answer({ ...asked(shop, "601"), kind: "customers_redact" });

  expect(await load(shop)).toMatchObject([
    { id: redaction, kind: "customers_redact", customerId: null, hasFile: false },
    { id: kept, customerId: "602", hasFile: true },
    { id: gone, customerId: null, hasFile: false },
  ]);
  expect(await loadPrivacyFile(database, { shop, id: gone })).toBeNull();
  expect(await loadPrivacyFile(database, { shop, id: kept })).not.toBeNull();
});
