import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const ORDERS = "/crm/pipelines/2026-09/orders";
const STANDARD = "14a2e10e-5471-408a-906e-c51f3b04369e";
const PROCESSED = "937ea84d-0a4f-4dcf-9028-3f9c2aafbf03";

const stage = (label: string, displayOrder: number, state = "OPEN") => ({ label, displayOrder, metadata: { state } });
const b2b = { label: "B2B", displayOrder: 1, stages: [stage("New", 0), stage("Done", 1, "CLOSED")] };

test("every account has the order pipeline with HubSpot's ids, and the sales pipeline of deals", async () => {
  const { call } = await startCommerceHubspot();

  const orders = await call("GET", ORDERS);
  const deals = await call("GET", "/crm/v3/pipelines/deals");

  expect(orders.body.results).toMatchObject([
    {
      id: STANDARD,
      displayOrder: 0,
      archived: false,
      stages: [
        { id: "4b27b500-f031-4927-9811-68a0b525cbae", label: "Open", metadata: { state: "OPEN", isClosed: "false" } },
        { id: PROCESSED, label: "Processed" },
        { label: "Shipped", metadata: { state: "CLOSED", isClosed: "true" } },
        { label: "Delivered" },
        { label: "Cancelled" },
      ],
    },
  ]);
  expect(deals.body.results).toMatchObject([{ id: "default" }]);
  expect((await call("GET", "/crm/pipelines/2026-09/carts")).body.results).toEqual([]);
});

test("a pipeline is made, renamed, replaced and deleted, and the properties' options follow", async () => {
  const { call } = await startCommerceHubspot();
  const options = async () => {
    const { body } = await call("GET", "/crm/properties/2026-09/orders/hs_pipeline");
    return (body.options as { label: string }[]).map(({ label }) => label);
  };

  const created = await call("POST", ORDERS, b2b);
  const path = `${ORDERS}/${created.body.id}`;
  expect(await options()).toEqual(["Order Pipeline", "B2B"]);
  const renamed = await call("PATCH", path, { label: "Wholesale" });
  expect(await options()).toEqual(["Order Pipeline", "Wholesale"]);
  const replaced = await call("PUT", path, { ...b2b, stages: [stage("Only", 0)] });
  const deleted = await call("DELETE", path);

  expect([created.status, renamed.status, replaced.status, deleted.status]).toEqual([201, 200, 200, 204]);
  expect(replaced.body.stages).toMatchObject([{ label: "Only" }]);
  expect(await options()).toEqual(["Order Pipeline"]);
  expect((await call("GET", path)).status).toBe(404);
});

test.each([
  ["no label", { ...b2b, label: "" }, "label"],
  ["no order", { ...b2b, displayOrder: undefined }, "displayOrder"],
  ["no stage", { ...b2b, stages: [] }, "at least one stage"],
  ["a label that is taken", { ...b2b, label: "order pipeline" }, "already exists"],
  ["two stages with one label", { ...b2b, stages: [stage("A", 0), stage(" a", 1)] }, "already exists"],
  ["a state nobody knows", { ...b2b, stages: [stage("A", 0, "HALF")] }, "OPEN or CLOSED"],
  ["a stage without metadata", { ...b2b, stages: [{ label: "A", displayOrder: 0 }] }, "metadata"],
])("a pipeline with %s is refused", async (_what, body, reason) => {
  const { call } = await startCommerceHubspot();

  const refused = await call("POST", ORDERS, body);

  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain(reason);
});

test("a stage id that another pipeline has is a conflict, and so is a pipeline too many for the tier refused", async () => {
  const { call } = await startCommerceHubspot({ portals: [{ id: PORTAL, pipelineLimits: { orders: 1 } }] });
  const taken = { ...b2b, stages: [{ ...stage("A", 0), stageId: PROCESSED }] };

  const full = await call("POST", ORDERS, b2b);
  const other = await startCommerceHubspot();
  const conflict = await other.call("POST", ORDERS, taken);

  expect(full).toMatchObject({ status: 400, body: { subCategory: "PipelineError.PIPELINE_LIMIT_EXCEEDED" } });
  expect(conflict).toMatchObject({
    status: 409,
    body: { subCategory: "PipelineError.STAGE_ID_EXISTS_IN_ANOTHER_PIPELINE" },
  });
});

test("stages are added, changed and deleted one at a time; a place that is taken moves the rest", async () => {
  const { call } = await startCommerceHubspot();
  const { body } = await call("POST", ORDERS, b2b);
  const stages = `${ORDERS}/${body.id}/stages`;
  const labels = async () => (await call("GET", stages)).body.results.map(({ label }) => label);

  const added = await call("POST", stages, stage("Checked", 0));
  expect(await labels()).toEqual(["New", "Checked", "Done"]);
  const changed = await call("PATCH", `${stages}/${added.body.id}`, { metadata: { state: "CLOSED" } });
  const deleted = await call("DELETE", `${stages}/${added.body.id}`);
  const twice = await call("DELETE", `${stages}/${added.body.id}`);

  expect(changed.body).toMatchObject({ label: "Checked", metadata: { state: "CLOSED", isClosed: "true" } });
  expect([added.status, changed.status, deleted.status, twice.status]).toEqual([201, 200, 204, 204]);
  expect(await labels()).toEqual(["New", "Done"]);
  expect((await call("GET", `${stages}/${added.body.id}`)).status).toBe(404);
});

test("stages of deals need a probability from 0 to 1, which is printed with a fraction", async () => {
  const { call } = await startCommerceHubspot();
  const path = "/crm/pipelines/2026-09/deals/default/stages";
  const create = (metadata: object) => call("POST", path, { label: "Late", displayOrder: 9, metadata });

  expect((await create({})).body.message).toBe("must specify probability when writing a dealstage");
  expect((await create({ probability: "1.5" })).status).toBe(400);
  expect((await create({ probability: 1 })).body.metadata).toEqual({ probability: "1.0", isClosed: "true" });
});

test("a stage with records is not deleted from 2026-09 on, unless the query says so; a deleted record does not count", async () => {
  const { call, portal } = await startCommerceHubspot();
  const { id } = portal(PORTAL).createRecord("0-123", { hs_pipeline_stage: PROCESSED });
  const remove = (version: string, query = "") =>
    call("DELETE", `/crm/pipelines/${version}/orders/${STANDARD}/stages/${PROCESSED}${query}`);

  const refused = await remove("2026-09");
  const whole = await call("DELETE", `${ORDERS}/${STANDARD}`);
  const checked = await remove("2026-03", "?validateReferencesBeforeDelete=true");
  await call("DELETE", `/crm/objects/2026-09/orders/${id}`);
  const free = await remove("2026-09");

  expect(refused).toMatchObject({
    status: 400,
    body: {
      message: `Stage IDs: [${PROCESSED}] are being referenced by object IDs: [${id}]`,
      category: "VALIDATION_ERROR",
      subCategory: "PipelineError.STAGE_ID_IN_USE",
      context: { stageIds: [`[${PROCESSED}]`], objectIds: [`[${id}]`] },
    },
  });
  expect([whole.status, checked.status, free.status]).toEqual([400, 400, 204]);
});

test("a stage with records is deleted before 2026-09, and from then on when the check is turned off", async () => {
  const { call, portal } = await startCommerceHubspot();
  portal(PORTAL).createRecord("0-123", { hs_pipeline_stage: PROCESSED });
  portal(PORTAL).createRecord("0-3", { dealstage: "contractsent" });

  const old = await call("DELETE", `/crm/pipelines/2026-03/orders/${STANDARD}/stages/${PROCESSED}`);
  const off = await call(
    "DELETE",
    "/crm/pipelines/2026-09/deals/default/stages/contractsent?validateDealStageUsagesBeforeDelete=false",
  );

  expect([old.status, off.status]).toEqual([204, 204]);
});

test("pipelines of orders have scopes of their own, those of deals are part of the schema", async () => {
  const hubspot = await startCommerceHubspot();
  const { accessToken } = hubspot.issueTokens(PORTAL, ["crm.schemas.orders.write", "crm.schemas.deals.read"]);
  const status = async (method: string, path: string, body?: object) =>
    (await hubspot.call(method, `/crm/pipelines/2026-09/${path}`, body, accessToken)).status;

  expect(await status("GET", "orders")).toBe(403);
  expect(await status("POST", "orders", b2b)).toBe(403);
  expect(await status("GET", "deals")).toBe(200);
  expect(await status("DELETE", "deals/default")).toBe(403);
});
