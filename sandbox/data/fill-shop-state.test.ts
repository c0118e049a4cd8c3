import { expect, test } from "vitest";
import { createShopState } from "#sandbox/shopify/state.ts";
import { fillShopState } from "./fill-shop-state.ts";
import { readCustomers } from "./read-customers.ts";
import { readOrders } from "./read-orders.ts";
import { readProducts } from "./read-products.ts";
import type { ShopExtras, ShopFolder } from "./shop-folder.ts";

const state = () => createShopState({ domain: "demo-shop.myshopify.com", name: "Demo Shop" });
const none: ShopExtras = { customers: [], companies: [], checkouts: [], orders: [], placements: [] };

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

test("a reset brings the filled shop back", () => {
  const shop = state();
  fillShopState(shop, folder({ customers: "Customer ID,Email\n'7,a@example.com\n" }));

  shop.customers.delete(7);
  shop.reset();

  expect(shop.customers.get(7)?.email).toBe("a@example.com");
});
