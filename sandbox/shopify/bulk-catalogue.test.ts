import { afterEach, expect, test } from "vitest";
import { openShopify, until } from "./test-support.ts";

let shop: Awaited<ReturnType<typeof openShopify>> | undefined;
afterEach(async () => {
  await shop?.close();
});

type Line = { id: string; __parentId?: string; [field: string]: unknown };

/** The lines of a bulk operation over this query, or what it was refused for. */
async function read(query: string, groupObjects: boolean): Promise<Line[] | string> {
  if (!shop) throw new Error("no shop");
  const { ask, shopify } = shop;
  const { body } = await ask(
    "mutation($q: String!, $g: Boolean!) { bulkOperationRunQuery(query: $q, groupObjects: $g) { bulkOperation { id } userErrors { message } } }",
    { q: query, g: groupObjects },
  );
  const started = body.data.bulkOperationRunQuery;
  if (started.userErrors[0]) return String(started.userErrors[0].message);
  const look = async () => {
    const { id } = started.bulkOperation;
    return (await ask("query($id: ID!) { bulkOperation(id: $id) { status url } }", { id })).body.data.bulkOperation;
  };
  await until("it is done", async () => String((await look()).status) === "COMPLETED");
  const { pathname, search } = new URL(String((await look()).url));
  const text = await (await fetch(shopify.origin + pathname + search)).text();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

async function fill() {
  shop = await openShopify();
  const { state } = shop;
  for (const title of ["Hat", "Cap"])
    state.products.load({
      title,
      variants: ["S", "M"].map((value) => ({ price: "1", options: [{ name: "Size", value }] })),
    });
  state.customers.load({ id: 1, email: "a@example.com" });
  state.metafields.set("gid://shopify/Customer/1", { namespace: "abc", key: "de", type: "boolean", value: "true" });
  state.companies.create({
    company: { name: "Acme" },
    location: { name: "Portland" },
    contact: { customerId: 1, title: "Buyer" },
  });
}

test.each([true, false])(
  "products come with their variants, each naming its parent (grouped: %s)",
  async (isGrouped) => {
    await fill();

    const lines = await read("{ products { nodes { id title variants { nodes { id title price } } } } }", isGrouped);

    const kinds = (lines as Line[]).map((line) => (line.__parentId ? "variant" : "product"));
    expect(kinds.filter((kind) => kind === "variant")).toHaveLength(4);
    if (isGrouped) expect(kinds).toEqual(["product", "variant", "variant", "product", "variant", "variant"]);
    for (const line of lines as Line[])
      if (line.__parentId) expect((lines as Line[]).some((parent) => parent.id === line.__parentId)).toBe(true);
  },
);

test("companies come with contacts and locations, and customers with metafields", async () => {
  await fill();

  const companies = await read(
    "{ companies { edges { node { id name contacts { edges { node { id title customer { id } } } } locations { edges { node { id name roleAssignments { edges { node { id role { name } } } } } } } } } } }",
    true,
  );
  const customers = await read("{ customers { nodes { id metafields { nodes { id key value } } } } }", false);
  const variants = await read("{ productVariants { nodes { id sku product { id } } } }", false);

  expect(
    (companies as Line[]).map((line) => [/\/(\w+)\/\d/.exec(line.id)?.[1], line.__parentId !== undefined]),
  ).toEqual([
    ["Company", false],
    ["CompanyContact", true],
    ["CompanyLocation", true],
    ["CompanyContactRoleAssignment", true],
  ]);
  expect(customers).toMatchObject([{}, { key: "de", value: "true", __parentId: "gid://shopify/Customer/1" }]);
  expect(variants).toHaveLength(4);
});

test.each([
  ["an owner of a nested connection without its id", "{ products { nodes { title variants { nodes { id } } } } }"],
  [
    "more than two levels below the first",
    "{ companies { nodes { id locations { nodes { id roleAssignments { nodes { id company { contacts { nodes { id } } } } } } } } } }",
  ],
  [
    "more than five connections",
    "{ products { nodes { id variants { nodes { id } } collections { nodes { id } } metafields { nodes { id } } media { nodes { id } } images { nodes { id } } } } }",
  ],
])("a query with %s is refused", async (_, query) => {
  await fill();

  expect(await read(query, false)).toEqual(expect.any(String));
});
