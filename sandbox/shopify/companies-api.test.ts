import { afterEach, expect, test } from "vitest";
import { createClock } from "#sandbox/http/clock.ts";
import { createShopState } from "./state.ts";
import { openShopify, SHOP } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

async function open(...args: Parameters<typeof openShopify>) {
  const opened = await openShopify(...args);
  shop = opened;
  const events: string[] = [];
  opened.state.onEvent((event) => events.push(event.topic));
  return { ...opened, events };
}

const CREATE = `mutation($input: CompanyCreateInput!) { companyCreate(input: $input) {
  company { id name } userErrors { field message code } } }`;
const acme = {
  company: { name: "Acme", externalId: "E1" },
  companyContact: { email: "ann@example.com", firstName: "Ann", title: "Buyer" },
  companyLocation: {
    name: "Portland",
    billingSameAsShipping: true,
    shippingAddress: { address1: "1 Main St", city: "Portland", zoneCode: "OR", countryCode: "US", zip: "97201" },
  },
};

test("a company is made with its location and main contact, and read back from every side", async () => {
  const { ask, events } = await open();

  const made = await ask(CREATE, { input: acme });
  const { body } = await ask(`{ companies(first: 5, query: "external_id:E1") { nodes { name externalId customerSince
      mainContact { title isMainContact customer { firstName } } contactsCount { count } locationsCount { count }
      ordersCount { count } totalSpent { amount } defaultRole { name } contactRoles(first: 5) { nodes { name } }
      contacts(first: 5) { nodes { title roleAssignments(first: 5) { nodes { role { name } companyLocation { name } } } } }
      locations(first: 5) { nodes { name phone taxSettings { taxExempt } company { name }
        billingAddress { address1 province companyName } shippingAddress { zoneCode formattedArea } } } } }
    companiesCount { count } companyLocations(first: 5, query: "name:Portland") { nodes { name } }
    customers(first: 5) { nodes { companyContactProfiles { company { name } } mergeable { isMergeable errorFields } } } }`);

  expect(made.body.data).toMatchObject({ companyCreate: { company: { name: "Acme" }, userErrors: [] } });
  expect(body.errors).toBeUndefined();
  const address = { address1: "1 Main St", province: "Oregon", companyName: "Acme" };
  expect(body.data).toMatchObject({
    companies: {
      nodes: [
        {
          externalId: "E1",
          mainContact: { title: "Buyer", isMainContact: true, customer: { firstName: "Ann" } },
          contactsCount: { count: 1 },
          defaultRole: { name: "Ordering only" },
          contacts: { nodes: [{ roleAssignments: { nodes: [{ role: { name: "Location admin" } }] } }] },
          locations: { nodes: [{ name: "Portland", billingAddress: address, shippingAddress: { zoneCode: "OR" } }] },
        },
      ],
    },
    companiesCount: { count: 1 },
    companyLocations: { nodes: [{ name: "Portland" }] },
    customers: {
      nodes: [
        {
          companyContactProfiles: [{ company: { name: "Acme" } }],
          mergeable: { isMergeable: false, errorFields: ["COMPANY_CONTACT"] },
        },
      ],
    },
  });
  expect(events).toEqual([
    "customers/create",
    "companies/create",
    "company_locations/create",
    "company_contacts/create",
    "companies/update",
    "company_contact_roles/assign",
  ]);
});

test("what Shopify would refuse leaves no half of a company behind", async () => {
  const { ask, state } = await open();
  await ask(CREATE, { input: acme });

  const taken = await ask(CREATE, { input: { ...acme, company: { name: "", externalId: "E1" } } });
  const nobody = await ask(CREATE, {
    input: { company: { name: "Beta" }, companyContact: { email: "ann@example.com" } },
  });

  expect(taken.body.data).toMatchObject({
    companyCreate: {
      userErrors: [
        { field: ["input", "company", "name"], message: "Name can't be blank", code: "BLANK" },
        { field: ["input", "company", "externalId"], message: "External id has already been taken", code: "TAKEN" },
      ],
    },
  });
  expect(nobody.body.data).toMatchObject({
    companyCreate: { userErrors: [{ field: ["input", "companyContact", "email"], code: "TAKEN" }] },
  });
  expect([state.companies.count(), state.customers.count()]).toEqual([1, 1]);
});

test("contacts come and go, change roles, and the main one among them is replaced", async () => {
  const { ask, state } = await open();
  state.customers.load({ id: 5, email: "bob@example.com" });
  await ask(CREATE, { input: acme });
  const company = state.companies.list()[0]?.id ?? 0;
  const place = state.companies.locationsOf(company)[0]?.id ?? 0;
  const role = state.companies.rolesOf(company)[1]?.id ?? 0;
  const gid = (type: string, id: number | undefined) => `gid://shopify/${type}/${id}`;

  const assign = () =>
    ask(
      "mutation($c: ID!, $p: ID!) { companyAssignCustomerAsContact(companyId: $c, customerId: $p) { companyContact { id } userErrors { code } } }",
      { c: gid("Company", company), p: gid("Customer", 5) },
    );
  await assign();
  const twice = await assign();
  const [ann, bob] = state.companies.contactsOf(company);
  const roles = (contact: number | undefined) =>
    ask(
      `mutation($c: ID!, $r: ID!, $l: ID!) { companyContactAssignRole(companyContactId: $c, companyContactRoleId: $r, companyLocationId: $l) {
        companyContactRoleAssignment { role { name } } userErrors { code } } }`,
      {
        c: gid("CompanyContact", contact),
        r: gid("CompanyContactRole", role),
        l: gid("CompanyLocation", place),
      },
    );
  const given = await roles(bob?.id);
  const second = await roles(ann?.id);
  await ask(
    "mutation($c: ID!, $m: ID!) { companyAssignMainContact(companyId: $c, companyContactId: $m) { userErrors { code } } }",
    { c: gid("Company", company), m: gid("CompanyContact", bob?.id) },
  );
  const main = state.companies.get(company)?.mainContactId;
  state.customers.delete(5);

  expect(twice.body.data).toMatchObject({ companyAssignCustomerAsContact: { userErrors: [{ code: "TAKEN" }] } });
  expect(given.body.data).toMatchObject({
    companyContactAssignRole: { companyContactRoleAssignment: { role: { name: "Ordering only" } } },
  });
  expect(second.body.data).toMatchObject({ companyContactAssignRole: { userErrors: [{ code: "LIMIT_REACHED" }] } });
  expect(main).toBe(bob?.id);
  expect(state.companies.contactsOf(company).map((contact) => contact.id)).toEqual([ann?.id]);
  expect(state.companies.get(company)?.mainContactId).toBeNull();
});

test("a company is updated, its location moved, and it is deleted with all that hangs on it", async () => {
  const { ask, state, events } = await open();
  await ask(CREATE, { input: acme });
  const company = state.companies.list()[0]?.id ?? 0;
  const place = state.companies.locationsOf(company)[0]?.id ?? 0;
  events.length = 0;

  const { body } = await ask(
    `mutation($c: ID!, $l: ID!) {
      companyUpdate(companyId: $c, input: { note: "net 30" }) { company { note } userErrors { code } }
      companyLocationAssignAddress(locationId: $l, address: { address1: "2 Side St", city: "Salem", countryCode: US }, addressTypes: [BILLING]) {
        addresses { address1 country } userErrors { code } }
      same: companyUpdate(companyId: $c, input: { note: "net 30" }) { userErrors { code } }
      none: companyUpdate(companyId: $c, input: {}) { userErrors { code } }
      companyDelete(id: $c) { deletedCompanyId userErrors { code } }
      gone: companyDelete(id: $c) { userErrors { message code } } }`,
    { c: `gid://shopify/Company/${company}`, l: `gid://shopify/CompanyLocation/${place}` },
  );

  expect(body.data).toMatchObject({
    companyUpdate: { company: { note: "net 30" } },
    companyLocationAssignAddress: { addresses: [{ address1: "2 Side St", country: "United States" }] },
    none: { userErrors: [{ code: "NO_INPUT" }] },
    gone: { userErrors: [{ message: "The company doesn't exist.", code: "RESOURCE_NOT_FOUND" }] },
  });
  expect(events).toEqual([
    "companies/update",
    "company_locations/update",
    "company_contact_roles/revoke",
    "company_contacts/delete",
    "company_locations/delete",
    "companies/delete",
  ]);
  expect([state.companies.listLocations().length, state.companies.contactCount()]).toEqual([0, 0]);
  expect(state.customers.count()).toBe(1);
});

test("a shop without B2B denies every company field in Shopify's words, and the rest works", async () => {
  const clock = createClock();
  const state = createShopState({ domain: SHOP, name: "Demo Shop", b2b: false, now: clock.now });
  state.customers.load({ id: 1, email: "a@example.com" });
  const { ask } = await open({ shops: [state], clock });

  const companies = await ask("{ companies(first: 1) { nodes { id } } }");
  const count = await ask("{ companiesCount { count } }");
  const customers = await ask("{ customersCount { count } }");
  const made = await ask(CREATE, { input: acme });

  for (const { body } of [companies, count])
    expect(body.errors[0]).toMatchObject({
      message: expect.stringContaining("The shop must have access to B2B."),
      extensions: { code: "ACCESS_DENIED" },
    });
  expect(customers.body.data).toMatchObject({ customersCount: { count: 1 } });
  expect(made.body.errors[0]).toMatchObject({ extensions: { code: "ACCESS_DENIED" } });
});

test("a reset brings companies, collections, definitions and metafields back, and the control endpoint counts them", async () => {
  const { ask, state, send } = await open();
  await ask(CREATE, { input: acme });
  const company = state.companies.list()[0]?.id ?? 0;
  state.metafields.set(`gid://shopify/Company/${company}`, { namespace: "abc", key: "de", type: "id", value: "1" });
  state.markSeed();

  state.companies.delete(company);
  state.reset();

  expect((await send("GET", "/__control/state")).body).toMatchObject({
    companies: 1,
    companyLocations: 1,
    companyContacts: 1,
    metafields: 1,
    shops: { [SHOP]: { companies: 1 } },
  });
  expect(state.companies.findByExternalId("E1")?.mainContactId).toBe(state.companies.contactsOf(company)[0]?.id);
});
