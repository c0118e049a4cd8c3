import { expect, test } from "vitest";
import { refreshStages } from "#app/services/refresh-stages.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { withAdapters } from "#tests/integration/adapters/open-adapters.ts";

const native = "14a2e10e-5471-408a-906e-c51f3b04369e";
const adapters = withAdapters();
const quiet = { info: () => undefined };

test("a portal with HubSpot's own order pipeline needs no choice, and its pipelines are kept for the screens", async () => {
  const { db, hubspot, connection } = adapters;

  const result = await refreshStages({ db, hubspot, log: quiet }, { shop: connection.shop, object: "orders" });

  expect(result).toMatchObject({ missing: [], pipelines: [{ id: native }] });
  expect((await objectSettings(db, connection, "orders"))?.stages).toEqual([]);
});

test("a stage that the merchant chose and somebody deleted is named, and stays the merchant's to choose", async () => {
  const { db, hubspot, connection } = adapters;
  const chosen = { status: "paid", stage: { pipelineId: native, stageId: "deleted-stage" } };
  await saveObjectSettings(db, connection, "orders", { stages: [chosen] });

  const result = await refreshStages({ db, hubspot, log: quiet }, { shop: connection.shop, object: "orders" });

  expect(result).toMatchObject({ missing: ["paid"] });
  expect((await objectSettings(db, connection, "orders"))?.stages).toEqual([chosen]);
});

test("objects without stages and shops without a connection are told apart", async () => {
  const { db, hubspot, connection } = adapters;
  const deps = { db, hubspot, log: quiet };

  expect(await refreshStages(deps, { shop: connection.shop, object: "customers" })).toBe("no_stages");
  expect(await refreshStages(deps, { shop: "other.myshopify.com", object: "orders" })).toBe("not_connected");
});
