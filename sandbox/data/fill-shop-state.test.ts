import { expect, test } from "vitest";
import { createShopState } from "#sandbox/shopify/state.ts";
import { fillShopState } from "./fill-shop-state.ts";
import { readCustomers } from "./read-customers.ts";
import { readOrders } from "./read-orders.ts";
import { readProducts } from "./read-products.ts";
import type { ShopExtras, ShopFolder } from "./shop-folder.ts";

const state = () => createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });
const none: ShopExtras = {
  customers: [],
  companies: [],
  checkouts: [],
  collections: [],
  metafieldDefinitions: [],
  metafields: [],
  companyRoles: [],
  orders: [],
  placements: [],
};

function folder(texts: { customers?: string; orders?: string; products?: string; extras?: ShopExtras }): ShopFolder {
  const customers = readCustomers("customers_export.csv", texts.customers ?? "Email\n");
  const products = readProducts("products_export.csv", texts.products ?? "Handle,Title\n");
  const orders = readOrders("orders_export.csv", texts.orders ?? "Name,Financial Status\n");
  const problems = [...customers.problems, ...products.problems, ...orders.problems];
  const { extras = none } = texts;
  return { customers: customers.customers, products: products.products, orders: orders.orders, problems, extras };
}

const orderHeader = "Name,Email,Phone,Financial Status,Created at,Lineitem name,Lineitem sku,Lineitem price";

test("orders go to the customer with their e-mail in any case, else with their phone, else to nobody", () => {
  const shop = state();

  const problems = fillShopState(
    shop,
    folder({
      customers: "Email,First Name,Phone\nAnn@example.com,Ann,\n,Phil,(212) 555-0100\n",
      orders: `${orderHeader}\n#1,ann@EXAMPLE.com,,paid,2024-01-02 00:00:00 +0000,Tee,,1\n#2,,'+12125550100,paid,2024-01-02 00:00:00 +0000,Tee,,1\n#3,new@example.com,,paid,2024-01-02 00:00:00 +0000,Tee,,1\n`,
    }),
  );

  expect(problems).toEqual([]);
  const [ann, phil] = shop.customers.list();
  expect(shop.orders.list().map((order) => order.customerId)).toEqual([ann?.id, phil?.id, null]);
  expect(ann?.createdAt).toBe("2024-01-02T00:00:00Z");
});

test("orders alone make no customers", () => {
  const shop = state();

  fillShopState(shop, folder({ orders: `${orderHeader}\n#1,a@example.com,,paid,2024-01-02 00:00:00 +0000,Tee,,1\n` }));

  expect([shop.customers.count(), shop.orders.count()]).toEqual([0, 1]);
});

test("a line item finds its variant by name before its SKU, which variants may share", () => {
  const shop = state();

  fillShopState(
    shop,
    folder({
      products:
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\ntee,Tee,Size,S,X,1\ntee,,,M,X,1\nmug,Mug,Title,Default Title,MUG,5\n",
      orders: `${orderHeader}\n#1,,,paid,2024-01-02 00:00:00 +0000,Tee - M,X,1\n#1,,,,,Renamed mug,MUG,1\n#1,,,,,Gone,,1\n`,
    }),
  );

  const lines = shop.orders.list()[0]?.lineItems ?? [];
  const tee = shop.products.list()[0]?.variants[1]?.id;
  const mug = shop.products.list()[1]?.variants[0]?.id;
  expect(lines.map((line) => [line.title, line.variantTitle, line.variantId])).toEqual([
    ["Tee", "M", tee],
    ["Renamed mug", null, mug],
    ["Gone", null, null],
  ]);
});

test("what the shop refuses is named by file and row; a bad or taken phone costs only itself", () => {
  const shop = state();

  const problems = fillShopState(
    shop,
    folder({
      customers: `Email,First Name,Phone,Note\na@example.com,A,(212) 555-0100,\nb@example.com,B,+12125550100,\nc@example.com,C,call me,\nd@example.com,D,,${"n".repeat(5001)}\n`,
      orders: "Name,Financial Status,Created at\n#1,paid,2024-01-02 00:00:00 +0000\n",
    }),
  );

  expect(problems).toEqual([
    {
      file: "customers_export.csv",
      row: 3,
      reason: "Phone has already been taken (+12125550100): loaded without it",
    },
    { file: "customers_export.csv", row: 4, reason: "Phone is invalid (call me): loaded without it" },
    { file: "customers_export.csv", row: 5, reason: "Note is too long (maximum is 5000 characters)" },
    { file: "orders_export.csv", row: 2, reason: "Line items must have at least one line item" },
  ]);
  expect(shop.customers.list().map((customer) => [customer.email, customer.phone])).toEqual([
    ["a@example.com", "+12125550100"],
    ["b@example.com", null],
    ["c@example.com", null],
  ]);
});

test("consents, dates and locale of the seed win over what the CSV can say", () => {
  const shop = state();
  const emailConsent = { state: "PENDING", optInLevel: "CONFIRMED_OPT_IN", updatedAt: "2025-05-05T05:05:05Z" } as const;
  const extras = { ...none, customers: [{ id: "7", createdAt: "2025-01-01T00:00:00Z", locale: "de", emailConsent }] };

  fillShopState(
    shop,
    folder({ customers: "Customer ID,Email,Accepts Marketing\n'7,a@example.com,no\n'8,b@example.com,yes\n", extras }),
  );

  expect(shop.customers.get(7)).toMatchObject({ createdAt: "2025-01-01T00:00:00Z", locale: "de", emailConsent });
  expect(shop.customers.get(8)?.emailConsent.state).toBe("SUBSCRIBED");
});

test("companies come with locations, contacts and roles, and what cannot be found is named", () => {
  const shop = state();
  const place = { name: "Portland", company: "", address1: "1 Main St", address2: "", city: "Portland" };
  const location = { ...place, provinceCode: "OR", countryCode: "US", zip: "97201", phone: "", externalId: null };
  const company = { name: "Acme", externalId: "E1", note: "", createdAt: "2025-05-05T05:05:05Z" };
  const contacts = [
    { customerId: "7", title: "Buyer", isMain: true },
    { customerId: "8", title: "", isMain: false },
    { customerId: "9", title: "", isMain: false },
  ];
  const role = { company: "Acme", customerId: "8", location: "Portland", role: "Ordering only" };

  const problems = fillShopState(
    shop,
    folder({
      customers: "Customer ID,Email\n'7,a@example.com\n'8,b@example.com\n",
      extras: {
        ...none,
        companies: [{ ...company, locations: [location], contacts }],
        companyRoles: [role, { ...role, location: "Salem" }],
      },
    }),
  );

  const [acme] = shop.companies.list();
  const [ann, bob] = shop.companies.contactsOf(acme?.id ?? 0);
  expect(acme).toMatchObject({ externalId: "E1", mainContactId: ann?.id, updatedAt: "2025-05-05T05:05:05Z" });
  expect(shop.companies.locationsOf(acme?.id ?? 0)).toMatchObject([{ shippingAddress: { province: "Oregon" } }]);
  const rolesOf = (contact: number | undefined) =>
    shop.companies.assignmentsOf(contact ?? 0).map((one) => shop.companies.getRole(one.roleId)?.name);
  expect([rolesOf(ann?.id), rolesOf(bob?.id)]).toEqual([["Location admin"], ["Ordering only"]]);
  expect(problems).toEqual([
    { file: "seed.json", row: 1, reason: "companies: contact 9: The customer doesn't exist." },
    {
      file: "seed.json",
      row: 2,
      reason: 'companyRoles: there is no contact 8, location "Salem" or role "Ordering only"',
    },
  ]);
});

test("an order goes to the company that the seed names for it, and one that is not there is named", () => {
  const shop = state();
  const place = { name: "Portland", company: "", address1: "1 Main St", address2: "", city: "Portland" };
  const location = { ...place, provinceCode: "OR", countryCode: "US", zip: "97201", phone: "", externalId: null };
  const company = { name: "Acme", externalId: null, note: "", createdAt: "2023-05-05T05:05:05Z" };
  const contacts = [{ customerId: "7", title: "Buyer", isMain: true }];
  const line = "paid,2024-01-02 00:00:00 +0000,Tee,,1";

  const problems = fillShopState(
    shop,
    folder({
      customers: "Customer ID,Email\n'7,a@example.com\n",
      orders: `Id,${orderHeader}\n1,#1,a@example.com,,${line}\n2,#2,a@example.com,,${line}\n`,
      extras: {
        ...none,
        companies: [{ ...company, locations: [location], contacts }],
        orders: [
          { id: "1", company: "Acme" },
          { id: "2", company: "Gone" },
        ],
      },
    }),
  );

  const [acme] = shop.companies.list();
  const [portland] = shop.companies.locationsOf(acme?.id ?? 0);
  const bought = { companyId: acme?.id, contactId: acme?.mainContactId, locationId: portland?.id };
  expect([shop.orders.get(1)?.purchasingCompany, shop.orders.get(2)?.purchasingCompany]).toEqual([bought, null]);
  expect(problems).toEqual([
    { file: "seed.json", row: 2, reason: 'orders: there is no company "Gone" with a location' },
  ]);
});

test("collections, definitions and metafields find their records, and what the shop refuses is named", () => {
  const shop = state();
  const care = { owner: "Product" as const, namespace: "custom", key: "care", type: "single_line_text_field" };

  const problems = fillShopState(
    shop,
    folder({
      products: "Handle,Title,Collection,Variant SKU,Variant Price\ntee,Tee,Tops,X,1\nmug,Mug,,M,1\n",
      extras: {
        ...none,
        collections: [{ title: "Gifts", handle: "gifts", descriptionHtml: "", products: ["mug", "gone"] }],
        metafieldDefinitions: [{ ...care, name: "Care", isUnique: false, choices: ["cold", "warm"] }],
        metafields: [
          { ...care, of: "tee", value: "cold" },
          { ...care, of: "mug", value: "hot" },
          { ...care, owner: "ProductVariant", of: "M", value: "any" },
        ],
      },
    }),
  );

  const [tee, mug] = shop.products.list();
  expect(shop.collections.listOf(tee?.id ?? 0)).toMatchObject([{ title: "Tops" }]);
  expect(shop.collections.listOf(mug?.id ?? 0)).toMatchObject([{ title: "Gifts" }]);
  expect(shop.metafields.list(`gid://shopify/Product/${tee?.id}`)).toMatchObject([{ value: "cold" }]);
  expect(shop.metafields.list(`gid://shopify/ProductVariant/${mug?.variants[0]?.id}`)).toHaveLength(1);
  expect(problems).toEqual([
    { file: "seed.json", row: 1, reason: 'collections: there is no product "gone"' },
    { file: "seed.json", row: 2, reason: 'metafields: Value does not exist in provided choices: ["cold", "warm"].' },
  ]);
});

test("a reset brings the filled shop back", () => {
  const shop = state();
  fillShopState(shop, folder({ customers: "Customer ID,Email\n'7,a@example.com\n" }));

  shop.customers.delete(7);
  shop.reset();

  expect(shop.customers.get(7)?.email).toBe("a@example.com");
});
