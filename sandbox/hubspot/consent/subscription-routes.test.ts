import { expect, test } from "vitest";
import type { TestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const PREFERENCES = "/communication-preferences/2026-09";
const EMAIL = "ann@example.com";
const TYPE = 901_001;

const set = (hubspot: TestHubspot, statusState: string, more: object = {}) =>
  hubspot.call("POST", `${PREFERENCES}/statuses/${EMAIL}`, {
    channel: "EMAIL",
    statusState,
    subscriptionId: TYPE,
    ...more,
  });

const read = async (hubspot: TestHubspot) =>
  (await hubspot.call("GET", `${PREFERENCES}/statuses/${EMAIL}?channel=EMAIL`)).body.results;

test("definitions list the subscription types", async () => {
  const { call } = await startTestHubspot();

  const { body } = await call("GET", `${PREFERENCES}/definitions`);

  expect(body).toMatchObject({
    status: "COMPLETE",
    results: [{ id: "901001", name: "Marketing Information", isActive: true }, { name: "One to One" }],
  });
});

test("a status goes from not specified to subscribed to unsubscribed, and no way back", async () => {
  const hubspot = await startTestHubspot();
  expect(await read(hubspot)).toMatchObject([
    { status: "NOT_SPECIFIED", subscriptionId: TYPE },
    { status: "NOT_SPECIFIED" },
  ]);

  const basis = { legalBasis: "CONSENT_WITH_NOTICE", legalBasisExplanation: "Ticked at checkout" };
  expect((await set(hubspot, "SUBSCRIBED", basis)).body.results).toMatchObject([
    { status: "SUBSCRIBED", setStatusSuccessReason: "REQUESTED_CHANGE_OCCURRED", ...basis },
  ]);
  expect((await set(hubspot, "SUBSCRIBED")).body.results[0]?.setStatusSuccessReason).toBe("NO_STATUS_CHANGE");
  expect((await set(hubspot, "UNSUBSCRIBED")).status).toBe(200);
  expect(await set(hubspot, "SUBSCRIBED")).toMatchObject({ status: 400, body: { category: "VALIDATION_ERROR" } });
  expect((await read(hubspot))[0]?.status).toBe("UNSUBSCRIBED");
});

test("a portal may allow to subscribe again", async () => {
  const hubspot = await startTestHubspot({ portals: [{ id: PORTAL, allowResubscribe: true }] });
  await set(hubspot, "UNSUBSCRIBED");

  expect((await set(hubspot, "SUBSCRIBED")).body.results[0]?.setStatusSuccessReason).toBe("RESUBSCRIBE_OCCURRED");
});

test("with data privacy on a change must name its legal basis", async () => {
  const hubspot = await startTestHubspot({ portals: [{ id: PORTAL, dataPrivacy: true }] });

  expect((await set(hubspot, "SUBSCRIBED")).status).toBe(400);
  expect((await set(hubspot, "SUBSCRIBED", { legalBasis: "BECAUSE" })).status).toBe(400);
  expect((await set(hubspot, "SUBSCRIBED", { legalBasis: "NON_GDPR" })).status).toBe(200);
});

test("an opt-out shows in the contact's read-only properties and moves its modified time", async () => {
  const hubspot = await startTestHubspot();
  const { id, updatedAt } = hubspot.portal(PORTAL).createRecord("0-1", { email: EMAIL });
  const show = async () =>
    (
      await hubspot.call(
        "GET",
        `/crm/objects/2026-09/contacts/${id}?properties=hs_email_optout,hs_email_optout_${TYPE}`,
      )
    ).body;
  hubspot.clock.advance(60_000);

  await set(hubspot, "UNSUBSCRIBED");
  const one = await show();
  await hubspot.call("POST", `${PREFERENCES}/statuses/${EMAIL}/unsubscribe-all?channel=EMAIL`);
  const all = await show();

  expect(one.properties).toMatchObject({ hs_email_optout: null, [`hs_email_optout_${TYPE}`]: "true" });
  expect(Date.parse(String(one.updatedAt))).toBeGreaterThan(updatedAt);
  expect(all.properties).toMatchObject({ hs_email_optout: "true" });
  const write = await hubspot.call("PATCH", `/crm/objects/2026-09/contacts/${id}`, {
    properties: { hs_email_optout: "false" },
  });
  expect(write.body.errors).toMatchObject([{ code: "READ_ONLY_VALUE" }]);
});

test("a status belongs to the address: whoever takes it on has it, whoever leaves it behind has not", async () => {
  const hubspot = await startTestHubspot();
  await hubspot.call("POST", `${PREFERENCES}/statuses/${EMAIL}/unsubscribe-all?channel=EMAIL`);

  const created = await hubspot.call("POST", "/crm/objects/2026-09/contacts", { properties: { email: EMAIL } });
  const path = `/crm/objects/2026-09/contacts/${created.body.id}`;
  const taken = await hubspot.call("GET", `${path}?properties=hs_email_optout`);
  await hubspot.call("PATCH", path, { properties: { email: "other@example.com" } });
  const left = await hubspot.call("GET", `${path}?properties=hs_email_optout`);

  expect(taken.body.properties.hs_email_optout).toBe("true");
  expect(left.body.properties.hs_email_optout).toBe("false");
});

test("the opt-out of everything can be read and covers every type", async () => {
  const hubspot = await startTestHubspot();
  const path = `${PREFERENCES}/statuses/${EMAIL}/unsubscribe-all`;

  expect((await hubspot.call("GET", `${path}?channel=EMAIL`)).body.results).toMatchObject([
    { status: "NOT_SPECIFIED" },
  ]);
  await hubspot.call("POST", `${path}?channel=EMAIL`);
  expect((await hubspot.call("GET", `${path}?channel=EMAIL`)).body.results).toMatchObject([
    { status: "UNSUBSCRIBED", wideStatusType: "PORTAL_WIDE" },
  ]);
  expect((await read(hubspot)).map(({ status }) => status)).toEqual(["UNSUBSCRIBED", "UNSUBSCRIBED"]);
});

test("a missing channel, address, type or state is refused", async () => {
  const hubspot = await startTestHubspot();
  const { call } = hubspot;

  expect((await call("GET", `${PREFERENCES}/statuses/${EMAIL}`)).status).toBe(400);
  expect((await call("GET", `${PREFERENCES}/statuses/nobody?channel=EMAIL`)).status).toBe(400);
  expect((await set(hubspot, "SUBSCRIBED", { subscriptionId: 1 })).status).toBe(404);
  expect((await set(hubspot, "SUBSCRIBED", { subscriptionId: undefined })).status).toBe(400);
  expect((await set(hubspot, "MAYBE")).status).toBe(400);
  expect((await set(hubspot, "SUBSCRIBED", { channel: "SMS" })).status).toBe(400);
});
