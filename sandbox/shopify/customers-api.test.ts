import { afterEach, expect, test } from "vitest";
import type { Json } from "./test-support.ts";
import { itemsOf, openShopify } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});
const open = async (...args: Parameters<typeof openShopify>) => {
  shop = await openShopify(...args);
  return shop;
};

const FIELDS = `id legacyResourceId firstName lastName displayName email phone note tags state locale verifiedEmail taxExempt
  createdAt updatedAt numberOfOrders amountSpent { amount currencyCode } lastOrder { id }
  defaultEmailAddress { emailAddress marketingState marketingOptInLevel marketingUpdatedAt validFormat }
  defaultPhoneNumber { phoneNumber marketingState smsMarketingConsent { state updatedAt } }
  defaultAddress { address1 city provinceCode countryCodeV2 zip formatted }
  addressesV2(first: 5) { nodes { id city } } mergeable { isMergeable }
  metafield(namespace: "hubspot", key: "contact_id") { value }`;

test("a customer made by the API is read back with every field an integration uses", async () => {
  const { ask } = await open();
  const made = await ask(
    `mutation($input: CustomerInput!) { customerCreate(input: $input) { customer { ${FIELDS} } userErrors { field message } } }`,
    {
      input: {
        firstName: "Ada",
        email: "ada@example.com",
        phone: "+12125550123",
        tags: ["vip"],
        emailMarketingConsent: { marketingState: "SUBSCRIBED", marketingOptInLevel: "CONFIRMED_OPT_IN" },
        addresses: [{ address1: "1 Main St", city: "New York", countryCode: "US", provinceCode: "NY", zip: "10001" }],
        metafields: [{ namespace: "hubspot", key: "contact_id", type: "single_line_text_field", value: "7" }],
      },
    },
  );

  expect(made.body.errors).toBeUndefined();
  expect(made.body.data.customerCreate.userErrors).toEqual([]);
  const { customer } = made.body.data.customerCreate;
  expect(customer).toMatchObject({
    displayName: "Ada",
    numberOfOrders: "0",
    amountSpent: { amount: "0.0", currencyCode: "USD" },
    defaultEmailAddress: { marketingState: "SUBSCRIBED", marketingOptInLevel: "CONFIRMED_OPT_IN", validFormat: true },
    defaultPhoneNumber: { phoneNumber: "+12125550123", marketingState: "NOT_SUBSCRIBED" },
    defaultAddress: { provinceCode: "NY", countryCodeV2: "US" },
    metafield: { value: "7" },
  });
  const read = await ask(`query($id: ID!) { node(id: $id) { ... on Customer { ${FIELDS} } } }`, { id: customer.id });
  expect(read.body.data.node).toEqual(customer);
});

test("a list is paged both ways, sorted and searched, and unknown filters are ignored with a warning", async () => {
  const { ask, state } = await open();
  for (let number = 1; number <= 7; number += 1)
    state.customers.load({
      id: number,
      email: `c${number}@example.com`,
      tags: number % 2 ? ["odd"] : [],
      updatedAt: `2026-01-0${number}T00:00:00Z`,
      createdAt: "2025-01-01T00:00:00Z",
    });
  const list = async (args: string) => {
    const { body } = await ask(
      `{ customers(${args}) { nodes { legacyResourceId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    );
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return {
      ids: itemsOf(body.data.customers.nodes).map((node) => Number(node.legacyResourceId)),
      ...body.data.customers.pageInfo,
      search: body.extensions.search,
    };
  };

  const first = await list("first: 3, sortKey: UPDATED_AT, reverse: true");
  expect(first).toMatchObject({ ids: [7, 6, 5], hasNextPage: true, hasPreviousPage: false });
  const second = await list(`first: 3, sortKey: UPDATED_AT, reverse: true, after: "${first.endCursor}"`);
  expect(second.ids).toEqual([4, 3, 2]);
  const back = await list(`last: 2, sortKey: UPDATED_AT, reverse: true, before: "${second.startCursor}"`);
  expect(back.ids).toEqual([6, 5]);
  expect(
    (await list(`first: 9, query: "updated_at:>='2026-01-05T00:00:00Z' AND updated_at:<'2026-01-07'"`)).ids,
  ).toEqual([5, 6]);
  expect((await list(`first: 9, query: "(email:'c1@example.com' OR id:4) NOT tag:gone"`)).ids).toEqual([1, 4]);
  expect((await list(`first: 9, query: "-tag:odd"`)).ids).toEqual([2, 4, 6]);
  const ignored = await list(`first: 9, query: "created_at:>2026-01-01"`);
  expect(ignored.ids).toHaveLength(7);
  expect(ignored.search[0].warnings[0].field).toBe("created_at");
  const counted = await ask(
    `{ all: customersCount { count precision } some: customersCount(limit: 5) { count precision } }`,
  );
  expect(counted.body.data).toEqual({
    all: { count: 7, precision: "EXACT" },
    some: { count: 5, precision: "AT_LEAST" },
  });
});

test("what Shopify refuses comes back as its errors", async () => {
  const { ask, state } = await open();
  state.customers.load({ id: 1, email: "taken@example.com" });
  const update = (input: object) =>
    ask(`mutation($input: CustomerInput!) { customerUpdate(input: $input) { userErrors { field message } } }`, {
      input,
    });

  const taken = await ask(
    `mutation { customerCreate(input: { email: "Taken@example.com" }) { userErrors { field message } } }`,
  );
  expect(taken.body.data.customerCreate.userErrors).toEqual([
    { field: ["email"], message: "Email has already been taken" },
  ]);
  expect((await update({ id: "gid://shopify/Customer/9" })).body.data.customerUpdate.userErrors[0].message).toBe(
    "Customer does not exist",
  );
  expect((await update({ id: "9" })).body.errors[0].message).toBe("Invalid global id '9'");
  const consent = await update({
    id: "gid://shopify/Customer/1",
    emailMarketingConsent: { marketingState: "SUBSCRIBED" },
  });
  expect(consent.body.data.customerUpdate.userErrors[0].message).toContain("customerEmailMarketingConsentUpdate");
  expect((await ask(`{ customers { nodes { id } } }`)).body.errors[0].message).toBe(
    "you must provide one of first or last",
  );
  expect((await ask(`{ customers(first: 251) { nodes { id } } }`)).body.errors[0].message).toBe(
    "first cannot exceed 250",
  );
  expect((await ask(`{ customers(first: 1) { nodes { nope } } }`)).body.errors[0].message).toContain(
    'Cannot query field "nope"',
  );
  const bad = await ask(
    `mutation($t: DateTime) { customerEmailMarketingConsentUpdate(input: { customerId: "gid://shopify/Customer/1", emailMarketingConsent: { marketingState: SUBSCRIBED, consentUpdatedAt: $t } }) { userErrors { message } } }`,
    { t: "soon" },
  );
  expect(bad.body.errors[0].message).toContain("DateTime");
});

test("consent is set by its own mutation only, and only to states that can be asked for", async () => {
  const { ask, state } = await open();
  state.customers.load({ id: 1, email: "a@example.com" });
  const set = (marketingState: string, consentUpdatedAt?: string) =>
    ask(
      `mutation($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) {
        customer { defaultEmailAddress { marketingState marketingUpdatedAt } } userErrors { field message code } } }`,
      {
        input: {
          customerId: "gid://shopify/Customer/1",
          emailMarketingConsent: { marketingState, ...(consentUpdatedAt ? { consentUpdatedAt } : {}) },
        },
      },
    );

  const done = await set("SUBSCRIBED", "2026-01-02T03:04:05Z");
  expect(done.body.data.customerEmailMarketingConsentUpdate.customer.defaultEmailAddress).toEqual({
    marketingState: "SUBSCRIBED",
    marketingUpdatedAt: "2026-01-02T03:04:05Z",
  });
  for (const state of ["NOT_SUBSCRIBED", "REDACTED", "INVALID"])
    expect((await set(state)).body.data.customerEmailMarketingConsentUpdate.userErrors[0]).toMatchObject({
      message: `Cannot specify ${state} as a marketing state input`,
      code: "INVALID",
    });
});

test("customerSet finds by e-mail, creates otherwise, and replaces lists", async () => {
  const { ask, state } = await open();
  const set = async (identifier: object | null, input: object) =>
    (
      await ask(
        `mutation($identifier: CustomerSetIdentifiers, $input: CustomerSetInput!) { customerSet(identifier: $identifier, input: $input) {
          customer { id tags addressesV2(first: 5) { nodes { city } } } userErrors { field message code } } }`,
        { identifier, input },
      )
    ).body.data.customerSet;

  const made = await set(
    { email: "a@example.com" },
    { email: "a@example.com", tags: ["a", "b"], addresses: [{ city: "Rome", countryCode: "IT" }] },
  );
  expect(made.userErrors).toEqual([]);
  const changed = await set({ email: "A@example.com" }, { email: "a@example.com", tags: ["c"] });
  expect(changed.customer).toEqual({ ...made.customer, tags: ["c"] });
  expect(state.customers.count()).toBe(1);
  const byPhone = await set({ phone: "+12125550123" }, { phone: "(212) 555-0123", firstName: "Bob" });
  expect((await set({ phone: "+12125550123" }, { phone: "+12125550123", tags: [] })).customer.id).toBe(
    byPhone.customer.id,
  );
  expect((await set({ email: "a@example.com" }, { firstName: "A" })).userErrors[0].code).toBe("MISSING_FIELD_REQUIRED");
  expect((await set({ email: "a@example.com" }, { email: "b@example.com" })).userErrors[0].code).toBe("INPUT_MISMATCH");
  expect((await set({ id: "gid://shopify/Customer/99" }, { firstName: "A" })).userErrors[0].code).toBe("NOT_FOUND");
});

test("addresses, tags, merge and deletion go through their mutations", async () => {
  const { ask, state } = await open();
  state.customers.load({ id: 1, email: "a@example.com" });
  state.customers.load({ id: 2, firstName: "Bob" });
  const run = async (mutation: string) => {
    const { body } = await ask(`mutation { ${mutation} }`);
    if (body.errors) throw new Error(JSON.stringify(body.errors));
    return Object.values(body.data)[0] as Json;
  };

  const added = await run(
    `customerAddressCreate(customerId: "gid://shopify/Customer/1", address: { city: "Rome", countryCode: IT }, setAsDefault: true) { address { id } userErrors { message } }`,
  );
  expect(state.customers.get(1)?.addresses).toHaveLength(1);
  await run(
    `customerAddressUpdate(customerId: "gid://shopify/Customer/1", addressId: "${added.address.id}", address: { city: "Milan" }) { userErrors { message } }`,
  );
  expect(state.customers.get(1)?.addresses[0]).toMatchObject({ city: "Milan", countryCode: "IT" });
  const missing = await run(
    `customerAddressUpdate(customerId: "gid://shopify/Customer/1", addressId: "gid://shopify/MailingAddress/1", address: { city: "Bonn" }) { userErrors { field message } }`,
  );
  expect(missing.userErrors).toEqual([{ field: ["addressId"], message: "Address does not exist" }]);
  await run(`tagsAdd(id: "gid://shopify/Customer/1", tags: ["x", "y"]) { userErrors { message } }`);
  await run(`tagsRemove(id: "gid://shopify/Customer/1", tags: ["X"]) { node { id } userErrors { message } }`);
  expect(state.customers.get(1)?.tags).toEqual(["y"]);
  const merged = await run(
    `customerMerge(customerOneId: "gid://shopify/Customer/2", customerTwoId: "gid://shopify/Customer/1") { resultingCustomerId userErrors { message code } }`,
  );
  expect(merged.resultingCustomerId).toBe("gid://shopify/Customer/1");
  await run(`customerDelete(input: { id: "gid://shopify/Customer/1" }) { deletedCustomerId userErrors { message } }`);
  expect(state.customers.count()).toBe(0);
});
