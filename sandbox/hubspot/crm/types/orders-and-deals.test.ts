import { expect, test } from "vitest";
import { startCommerceHubspot } from "#sandbox/hubspot/testing/start-commerce-hubspot.ts";
import { PORTAL } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const ORDERS = "/crm/objects/2026-09/orders";
const DEALS = "/crm/objects/2026-09/deals";
const PIPELINE = "14a2e10e-5471-408a-906e-c51f3b04369e";
const [OPEN, SHIPPED] = ["4b27b500-f031-4927-9811-68a0b525cbae", "aa99e8d0-c1d5-4071-b915-d240bbb1aed9"];

test("an order without a stage starts in the first one of the standard pipeline", async () => {
  const { call } = await startCommerceHubspot();

  const { body } = await call("POST", ORDERS, { properties: { hs_order_name: "#1001" } });

  expect(body.properties).toMatchObject({
    hs_pipeline: PIPELINE,
    hs_pipeline_stage: OPEN,
    hs_is_closed: "false",
    hs_is_canceled: "false",
    hs_object_source: "INTEGRATION",
  });
  expect(body.properties.hs_closed_date ?? "").toBe("");
});

test("HubSpot sets the closed date on the way into a closed stage and takes it away on the way out", async () => {
  const { call, clock } = await startCommerceHubspot();
  const { body } = await call("POST", ORDERS, { properties: { hs_order_name: "#1001" } });
  const move = async (hs_pipeline_stage: string) =>
    (await call("PATCH", `${ORDERS}/${body.id}`, { properties: { hs_pipeline_stage } })).body;
  const read = async () =>
    (await call("GET", `${ORDERS}/${body.id}?properties=hs_closed_date,hs_is_closed`)).body.properties;

  const shipped = await move(SHIPPED);
  const closed = await read();
  clock.advance(60_000);
  await call("PATCH", `${ORDERS}/${body.id}`, { properties: { hs_tags: "x" } });
  const later = await read();
  await move(OPEN);
  const opened = await read();

  expect(closed).toMatchObject({ hs_is_closed: "true", hs_closed_date: shipped.updatedAt });
  expect(later.hs_closed_date).toBe(closed.hs_closed_date);
  expect(opened).toMatchObject({ hs_is_closed: "false", hs_closed_date: "" });
});

test("what HubSpot derives cannot be written, and is derived", async () => {
  const { call } = await startCommerceHubspot({
    portals: [{ id: PORTAL, currency: "EUR", additionalCurrencies: ["USD"], exchangeRates: { USD: 0.5 } }],
  });
  const derived = ["hs_closed_date", "hs_is_closed", "hs_is_canceled", "hs_homecurrency_amount", "hs_exchange_rate"];

  const refused = await call("POST", ORDERS, { properties: Object.fromEntries(derived.map((name) => [name, "1"])) });
  const { body } = await call("POST", ORDERS, {
    properties: { hs_currency_code: "USD", hs_total_price: "10.50", hs_external_canceled_date: "2026-01-02" },
  });

  expect(refused.body.errors.map((error) => error.code)).toEqual(derived.map(() => "READ_ONLY_VALUE"));
  expect(body.properties).toMatchObject({
    hs_homecurrency_amount: "5.25",
    hs_exchange_rate: "0.5",
    hs_is_canceled: "true",
  });
});

test("unknown pipelines and stages, stages of another pipeline and cleared ones are refused", async () => {
  const { call } = await startCommerceHubspot({
    portals: [
      { id: PORTAL, pipelines: { orders: [{ id: "b2b", label: "B2B", stages: [{ id: "new", label: "New" }] }] } },
    ],
  });
  const create = async (properties: object) => {
    const { status, body } = await call("POST", ORDERS, { properties });
    return [status, body.errors?.[0]?.code];
  };
  const { body } = await call("POST", ORDERS, { properties: { hs_pipeline: "b2b" } });

  expect(await create({ hs_pipeline: "nowhere" })).toEqual([400, "INVALID_OPTION"]);
  expect(await create({ hs_pipeline_stage: "nowhere" })).toEqual([400, "INVALID_OPTION"]);
  expect(await create({ hs_pipeline_stage: "new" })).toEqual([400, "INVALID_OPTION"]);
  expect(await create({ hs_pipeline: "b2b", hs_pipeline_stage: OPEN })).toEqual([400, "INVALID_OPTION"]);
  expect(await create({ hs_pipeline: "b2b", hs_pipeline_stage: "new" })).toEqual([201, undefined]);
  expect(body.properties).toMatchObject({ hs_pipeline: "b2b", hs_pipeline_stage: "new" });
  const cleared = await call("PATCH", `${ORDERS}/${body.id}`, { properties: { hs_pipeline_stage: "" } });
  expect(cleared.status).toBe(400);
  const moved = await call("PATCH", `${ORDERS}/${body.id}`, { properties: { hs_pipeline: PIPELINE } });
  expect(moved.status).toBe(400);
});

test("a deal closes at a probability of 0 or 1, and gets a close date unless it has one", async () => {
  const { call } = await startCommerceHubspot();
  const create = async (properties: object) => (await call("POST", DEALS, { properties })).body;

  const open = await create({ dealname: "Open" });
  const won = await create({ dealname: "Won", dealstage: "closedwon", amount: "3" });
  const lost = await create({ dealname: "Lost", dealstage: "closedlost", closedate: "2026-01-01T00:00:00Z" });

  expect(open.properties).toMatchObject({
    pipeline: "default",
    dealstage: "appointmentscheduled",
    hs_deal_stage_probability: "0.2",
    hs_is_closed: "false",
  });
  expect(won.properties).toMatchObject({
    hs_is_closed_won: "true",
    closedate: won.createdAt,
    amount_in_home_currency: "3",
  });
  expect(lost.properties).toMatchObject({ hs_is_closed_won: "false", closedate: "2026-01-01T00:00:00Z" });
});
