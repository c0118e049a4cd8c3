import { expect, test } from "vitest";
import { prepareObject } from "#app/services/prepare-object.ts";
import { refreshStages } from "#app/services/refresh-stages.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { orderDealStages } from "#app/sync/objects/orders/deal-stages.ts";
import { PORTAL, testLog, withAdapters } from "#tests/integration/adapters/open-adapters.ts";

const adapters = withAdapters({
  hubspot: { portals: [{ id: PORTAL, name: "Portal", pipelineLimits: { deals: 2 } }] },
});
const pipelines = () => adapters.hubspotStandIn.portal(PORTAL).space("0-3").pipelines;
const deps = () => ({ db: adapters.db, hubspot: adapters.hubspot, log: testLog });

async function asDeals(): Promise<void> {
  const { db, connection } = adapters;
  for (const object of ["orders", "carts"] as const) {
    await saveObjectSettings(db, connection, object, { options: {} });
    await saveObjectSettings(db, connection, object, { options: { asDeals: true }, stages: [] });
    await saveObjectSettings(db, connection, object, { stages: [] });
  }
}

const stagesOf = async (object: "orders" | "carts") =>
  Object.fromEntries(
    ((await objectSettings(adapters.db, adapters.connection, object))?.stages ?? []).map(({ status, stage }) => {
      const pipeline = pipelines()?.find(stage?.pipelineId ?? "");
      return [status, pipeline?.stages.find(({ id }) => id === stage?.stageId)?.label ?? null];
    }),
  );

test("a portal without the ecommerce pipeline gets one, which orders and carts share", async () => {
  await asDeals();

  await prepareObject(deps(), adapters.connection, "orders");
  await prepareObject(deps(), adapters.connection, "carts");

  expect(pipelines()?.list()).toHaveLength(2);
  expect(await stagesOf("orders")).toMatchObject({
    pending: "Checkout Completed",
    paid: "Processed",
    delivered: "Shipped",
    cancelled: "Cancelled",
  });
  expect(await stagesOf("carts")).toEqual({
    pending: "Checkout Pending",
    abandoned: "Checkout Abandoned",
    completed: "Checkout Completed",
    superseded: "Cancelled",
  });
});

test("the pipeline of HubSpot's former shop integration is taken as it is, whatever it is called", async () => {
  const [first, made] = pipelines()?.list() ?? [];
  if (made) pipelines()?.delete(made.id, false);
  pipelines()?.create({
    id: "75e28846-ad0d-4be2-a027-5e1da6590b98",
    label: "Webshop",
    displayOrder: 1,
    stages: orderDealStages.pipeline.stages.map(({ id, label, probability }, displayOrder) => ({
      ...{ id, label, displayOrder },
      metadata: { probability },
    })),
  });
  await asDeals();

  await prepareObject(deps(), adapters.connection, "orders");

  expect(
    pipelines()
      ?.list()
      .map(({ label }) => label),
  ).toEqual([first?.label, "Webshop"]);
  expect((await objectSettings(adapters.db, adapters.connection, "orders"))?.stages).toEqual([]);
});

test("an account that takes no further pipeline says so, and its own stages do once the merchant chose them", async () => {
  const [first, made] = pipelines()?.list() ?? [];
  if (made) pipelines()?.delete(made.id, false);
  pipelines()?.create({
    label: "Partners",
    displayOrder: 2,
    stages: [{ label: "New", displayOrder: 0, metadata: { probability: "0.5" } }],
  });
  await asDeals();
  const { shop } = adapters.connection;

  const refused = prepareObject(deps(), adapters.connection, "orders");
  await expect(refused).rejects.toMatchObject({ kind: "permanent", code: "pipeline_limit" });
  const asked = await refreshStages(deps(), { shop, object: "orders" });
  const stage = { pipelineId: first?.id ?? "", stageId: first?.stages[0]?.id ?? "" };
  const stages = Object.keys(orderDealStages.statuses).map((status) => ({ status, stage }));
  await saveObjectSettings(adapters.db, adapters.connection, "orders", { stages });
  await prepareObject(deps(), adapters.connection, "orders");

  expect(asked).toMatchObject({ missing: Object.keys(orderDealStages.statuses) });
  expect(pipelines()?.list()).toHaveLength(2);
  expect((await objectSettings(adapters.db, adapters.connection, "orders"))?.stages).toHaveLength(stages.length);
});
