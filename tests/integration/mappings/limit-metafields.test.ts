import { beforeAll, expect, test } from "vitest";
import { answerCount } from "#app/routes/app.limit-count.$object/limit-count.server.ts";
import { changeSync } from "#app/routes/app.sync.$object/sync.server.ts";
import { listLimitMetafields } from "#app/services/limits/list-limit-metafields.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { LimitCondition, LimitOperator } from "#app/sync/ports.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { testLog } from "#tests/integration/adapters/open-adapters.ts";
import { formData, submission } from "#tests/support/sync-form.ts";
import { withMappings } from "./open-mappings.ts";

const stage = withMappings();
const { adapters } = stage;
const on = (key: string, type: string, operator: LimitOperator, value?: string): LimitCondition => ({
  ...{ field: `metafield:custom.${key}`, type, operator, value },
});
const gold = on("tier", "single_line_text_field", "equals", "Gold");

beforeAll(async () => {
  await stage.turnOn("customers");
  stage.define("Customer", "tier", "single_line_text_field", ["Gold", "Silver"]);
  stage.define("Customer", "size", "number_integer");
  stage.define("Customer", "height", "dimension");
  stage.define("ProductVariant", "shelf", "single_line_text_field");
  stage.define("CompanyLocation", "zone", "single_line_text_field");
});

type Deps = Parameters<typeof changeSync>[0];
const settings = () => objectSettings(adapters.db, adapters.connection, "customers");
const limitOf = (conditions: readonly LimitCondition[]) => ({ match: "all", scope: "always", conditions }) as const;
const list = (object: MainObjectKey) => listLimitMetafields(stage.deps(), { shop: adapters.connection.shop, object });

async function save(conditions: readonly LimitCondition[], deps: Deps = stage.deps()) {
  const data = submission({ limit: limitOf(conditions) }, String((await settings())?.revision));
  return await changeSync(deps, stage.who("customers"), data);
}

const away = (): Deps & Parameters<typeof listLimitMetafields>[0] => ({
  ...stage.deps(),
  admin: { request: () => Promise.reject(new SyncError("transient", { code: "shopify_unavailable" })) },
});

test("a shop's metafields are offered with their type's way of comparing, and others with the reason why not", async () => {
  const [customers, products, companies, carts] = [
    await list("customers"),
    await list("products"),
    await list("companies"),
    await list("carts"),
  ].map(({ metafields }) => metafields);

  expect(customers).toMatchObject({
    kind: "listed",
    fields: [
      { label: "The tier", fault: null, field: { kind: "text", choices: ["Gold", "Silver"] } },
      { label: "The size", fault: null, field: { kind: "number", type: "number_integer" } },
      { label: "The height", fault: "measure", field: null },
    ],
  });
  expect(products).toMatchObject({ fields: [{ name: "variant.metafield:custom.shelf", fault: null }] });
  expect(companies).toMatchObject({ fields: [{ name: "location.metafield:custom.zone", fault: "of_location" }] });
  expect(carts).toEqual({ kind: "listed", fields: [] });
});

test("without Shopify's answer, or its permission, it is said why there are none", async () => {
  const { shop } = adapters.connection;

  const unreachable = await listLimitMetafields(away(), { shop, object: "customers" });
  await recordInstall(adapters.db, { domain: shop, scopes: ["read_orders"] });
  const denied = await list("customers");
  await stage.turnOn("customers");

  expect(unreachable.metafields).toEqual({ kind: "unreachable" });
  expect(denied).toEqual({ metafields: { kind: "missing_scope" }, scopes: ["read_customers", "read_customer_merge"] });
});

test("what is offered is saved, with the type that the shop gives whatever the page said", async () => {
  const answer = await save([{ ...gold, type: "id" }, on("size", "number_integer", "less_than", "42")]);

  expect(answer).toMatchObject({ ok: true });
  expect((await settings())?.limit).toEqual([gold, on("size", "number_integer", "less_than", "42")]);
});

test.each([
  [on("gone", "single_line_text_field", "equals", "x"), "unknown_field"],
  [on("height", "number_decimal", "equals", "5"), "unknown_field"],
  [{ ...gold, field: "variant.metafield:custom.shelf" }, "unknown_field"],
  [on("size", "single_line_text_field", "contains", "4"), "operator_unfit"],
  [on("tier", "single_line_text_field", "equals", "Bronze"), "not_a_choice"],
])("what is not offered is refused where it stands: %j", async (condition, code) => {
  const before = await settings();

  const answer = await save([{ field: "tags", operator: "is_known" }, condition]);

  expect(answer).toMatchObject({ ok: false, code: "invalid", faults: { limit: [{ row: 1, code }] } });
  expect(await settings()).toEqual(before);
});

test("while Shopify does not answer, what is saved can be saved again, and what is new cannot yet", async () => {
  await saveObjectSettings(adapters.db, adapters.connection, "customers", { limit: [gold] });

  const again = await save([gold], away());
  const more = await save([gold, on("size", "number_integer", "is_known")], away());

  expect(again).toMatchObject({ ok: true });
  expect(more).toMatchObject({ ok: false, code: "vendor_busy" });
});

test("a limit on a metafield is counted before it is saved, unless it could not be saved", async () => {
  for (const [n, tier] of ["Gold", "Silver", "gold"].entries()) {
    const id = stage.addCustomer(`${tier}-${n}@example.com`);
    stage.setMetafield("Customer", id, "tier", "single_line_text_field", tier);
  }
  const count = async (condition: LimitCondition) => {
    const where = {
      shop: adapters.connection.shop,
      object: "customers",
      signal: new AbortController().signal,
    } as const;
    const data = formData({ limit: JSON.stringify(limitOf([condition])) });
    const response = await answerCount({ ...stage.deps(), log: testLog }, { ...where, data });
    const lines = (await response.text()).trim().split("\n");
    return JSON.parse(lines.at(-1) ?? "") as unknown;
  };

  expect(await count(gold)).toMatchObject({ counted: 3, inside: 2, done: true });
  expect(await count(on("gone", "single_line_text_field", "is_known"))).toEqual({ failed: "invalid" });
});
