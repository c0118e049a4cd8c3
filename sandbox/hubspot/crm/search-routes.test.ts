import { expect, test } from "vitest";
import type { Body } from "#sandbox/hubspot/testing/start-test-hubspot.ts";
import { PORTAL, startTestHubspot } from "#sandbox/hubspot/testing/start-test-hubspot.ts";

const SEARCH = "/crm/objects/2026-09/contacts/search";

const people = [
  { email: "ann@example.com", firstname: "Ann", city: "Paris", annualrevenue: "10", lifecyclestage: "customer" },
  { email: "bea@example.org", firstname: "Bea", city: "paris", lifecyclestage: "lead" },
  { email: "cem@example.com", firstname: "Cem", phone: "+49 30 1", lifecyclestage: "customer" },
];

async function startWithPeople() {
  const hubspot = await startTestHubspot({ portals: [{ id: PORTAL, contacts: people }], searchesPerSecond: 100 });
  const find = async (body: object): Promise<string[]> => {
    const answer = await hubspot.call("POST", SEARCH, { properties: ["firstname"], ...body });
    expect(answer.status).toBe(200);
    return answer.body.results.map((result: Body) => String(result.properties.firstname));
  };
  const where = (propertyName: string, operator: string, more: object = {}) =>
    find({ filterGroups: [{ filters: [{ propertyName, operator, ...more }] }] });
  return { ...hubspot, find, where };
}

test.each([
  ["EQ", "city", { value: "PARIS" }, ["Ann", "Bea"]],
  ["EQ", "lifecyclestage", { value: "CUSTOMER" }, []],
  ["NEQ", "city", { value: "rome" }, ["Ann", "Bea"]],
  ["IN", "city", { values: ["paris"] }, ["Ann", "Bea"]],
  ["IN", "city", { values: ["Paris"] }, []],
  ["IN", "lifecyclestage", { values: ["customer"] }, ["Ann", "Cem"]],
  ["NOT_IN", "city", { values: ["paris"] }, []],
  ["HAS_PROPERTY", "phone", {}, ["Cem"]],
  ["NOT_HAS_PROPERTY", "phone", {}, ["Ann", "Bea"]],
  ["CONTAINS_TOKEN", "email", { value: "example" }, ["Ann", "Bea", "Cem"]],
  ["CONTAINS_TOKEN", "email", { value: "*.org" }, ["Bea"]],
  ["CONTAINS_TOKEN", "email", { value: "exam" }, []],
  ["CONTAINS_TOKEN", "email", { value: "exam*" }, ["Ann", "Bea", "Cem"]],
  ["NOT_CONTAINS_TOKEN", "email", { value: "org" }, ["Ann", "Cem"]],
  ["GT", "createdate", { value: "1000" }, ["Ann", "Bea", "Cem"]],
  ["LT", "createdate", { value: "2001-01-01T00:00:00Z" }, []],
  ["GTE", "hs_object_id", { value: "0" }, ["Ann", "Bea", "Cem"]],
  ["LTE", "hs_object_id", { value: 5 }, []],
  ["BETWEEN", "createdate", { value: "0", highValue: "99999999999999" }, ["Ann", "Bea", "Cem"]],
])("%s on %s with %j finds %j", async (operator, name, more, expected) => {
  const { where } = await startWithPeople();

  expect(await where(name, operator, more)).toEqual(expected);
});

test("groups are alternatives, the filters of one hold together, and query looks at the usual fields", async () => {
  const { find } = await startWithPeople();
  const filter = (propertyName: string, value: string) => ({ propertyName, operator: "EQ", value });

  expect(await find({ filterGroups: [{ filters: [filter("city", "paris"), filter("firstname", "bea")] }] })).toEqual([
    "Bea",
  ]);
  expect(
    await find({
      filterGroups: [{ filters: [filter("firstname", "ann")] }, { filters: [filter("firstname", "cem")] }],
    }),
  ).toEqual(["Ann", "Cem"]);
  expect(await find({ query: "EXAMPLE.ORG" })).toEqual(["Bea"]);
});

test("one sort orders the results, pages follow by after", async () => {
  const { find, call } = await startWithPeople();

  expect(await find({ sorts: [{ propertyName: "firstname", direction: "DESCENDING" }] })).toEqual([
    "Cem",
    "Bea",
    "Ann",
  ]);
  expect(await find({ sorts: ["-firstname"] })).toEqual(["Cem", "Bea", "Ann"]);
  const first = await call("POST", SEARCH, { limit: 2 });
  expect(first.body).toMatchObject({ total: 3, paging: { next: { after: "2" } } });
  const second = await call("POST", SEARCH, { limit: 2, after: "2" });
  expect(second.body.results).toHaveLength(1);
  expect(second.body).not.toHaveProperty("paging");
});

const filters = (count: number) => Array(count).fill({ propertyName: "city", operator: "EQ", value: "a" });

test.each([
  ["more than 200 a page", { limit: 201 }],
  ["results beyond 10,000", { limit: 100, after: "9901" }],
  ["an after that is no integer", { after: "abc" }],
  ["two sorts", { sorts: ["city", "email"] }],
  ["six groups", { filterGroups: Array(6).fill({ filters: filters(1) }) }],
  ["seven filters in a group", { filterGroups: [{ filters: filters(7) }] }],
  ["nineteen filters", { filterGroups: [6, 6, 6, 1].map((count) => ({ filters: filters(count) })) }],
  ["an unknown operator", { filterGroups: [{ filters: [{ propertyName: "city", operator: "LIKE", value: "a" }] }] }],
  ["an unknown property", { filterGroups: [{ filters: [{ propertyName: "nickname", operator: "EQ", value: "a" }] }] }],
  ["a filter without a value", { filterGroups: [{ filters: [{ propertyName: "city", operator: "EQ" }] }] }],
  ["IN without a list", { filterGroups: [{ filters: [{ propertyName: "city", operator: "IN", value: "a" }] }] }],
  ["a body over 3,000 characters", { query: "x".repeat(3_000) }],
])("%s is 400", async (_, body) => {
  const { call } = await startTestHubspot();

  expect(await call("POST", SEARCH, body)).toMatchObject({ status: 400, body: { category: "VALIDATION_ERROR" } });
});

test("the last page before 10,000 is still allowed", async () => {
  const { call } = await startTestHubspot();

  expect((await call("POST", SEARCH, { limit: 100, after: "9900" })).status).toBe(200);
});

test("search lags behind writes on the stand-in's clock, reading by id does not", async () => {
  const { call, clock, isIdle } = await startTestHubspot();
  const created = await call("POST", "/crm/objects/2026-09/contacts", { properties: { firstname: "Ann" } });
  const total = async () => (await call("POST", SEARCH, {})).body.total;

  expect(await total()).toBe(0);
  expect(isIdle()).toBe(false);
  expect((await call("GET", `/crm/objects/2026-09/contacts/${created.body.id}`)).status).toBe(200);
  clock.advance(2_000);
  expect(await total()).toBe(1);

  await call("DELETE", `/crm/objects/2026-09/contacts/${created.body.id}`);
  expect(await total()).toBe(1);
  clock.advance(2_000);
  expect(await total()).toBe(0);
});

test("search allows five requests a second and account, beside the ordinary limit", async () => {
  const { call, clock } = await startTestHubspot();
  const answers = [];

  for (let n = 0; n < 6; n += 1) answers.push(await call("POST", SEARCH, {}));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(answers[0]?.headers.has("x-hubspot-ratelimit-max")).toBe(false);
  expect(answers[5]?.body).toMatchObject({
    message: "You have reached your secondly limit.",
    errorType: "RATE_LIMIT",
    policyName: "SECONDLY",
  });
  clock.advance(1_000);
  expect((await call("POST", SEARCH, {})).status).toBe(200);
});
