import { expect, test } from "vitest";
import { changeReview } from "#app/routes/app.review.$object/review.server.ts";
import { latestReview } from "#app/store/reviews.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import { withAdapters } from "#tests/integration/adapters/open-adapters.ts";
import { submission } from "#tests/support/sync-form.ts";

const adapters = withAdapters();
const ofCustomers = () => ({ shop: adapters.connection.shop, object: "customers" }) as const;
const mapping = { shopify: "note", hubspot: "gone", direction: "both", transform: "text", enabled: true } as const;
const deps = () => {
  const { db, admin, hubspot, clock } = adapters;
  return { db, admin, hubspot, clock, boss: null };
};
const review = () => latestReview(adapters.db, adapters.connection, "customers");

test("a vendor that does not answer, or lets us in no more, is told, and no review begins", async () => {
  const failing = (error: Error) => ({
    ...deps(),
    hubspot: { ...adapters.hubspot, properties: () => Promise.reject(error) },
  });
  const start = (error: Error) => changeReview(failing(error), ofCustomers(), submission({ mappings: [mapping] }));

  const told = [
    await start(new SyncError("transient", { code: "hubspot_unavailable" })),
    await start(new SyncError("reconnect", { code: "hubspot_access_revoked" })),
    await start(new SyncError("permanent", { code: "missing_scope" })),
  ];

  const refused = (code: string) => expect.objectContaining({ ok: false, code });
  expect(told).toEqual(["vendor_busy", "reconnect", "missing_scope"].map(refused));
  await expect(start(new SyncError("bug", { code: "unexpected" }))).rejects.toThrow();
  expect(await review()).toBeNull();
});

test("a form that cannot be tried is refused with all that is wrong in it, for the tabs to mark", async () => {
  const limit = {
    match: "all",
    scope: "always",
    conditions: [{ field: "ordersCount", operator: "greater_than", value: "many" }],
  } as const;

  const start = (patch: Parameters<typeof submission>[0]) => changeReview(deps(), ofCustomers(), submission(patch));
  const told = [await start({ limit }), await start({ mappings: [mapping] })];

  const refused = (faults: object) => ({ ok: false, code: "invalid", faults });
  expect(told).toMatchObject([
    refused({ limit: [{ row: 0, code: "not_a_number" }] }),
    refused({ mappings: [{ row: 0, code: expect.any(String) }] }),
  ]);
  expect(await review()).toBeNull();
});

test("without a connection nothing is tried", async () => {
  const stranger = { shop: "nobody.myshopify.com", object: "customers" } as const;

  const answer = await changeReview(deps(), stranger, submission());

  expect(answer).toMatchObject({ ok: false, code: "not_connected" });
});
