import { expect, test } from "vitest";
import { answerCount } from "#app/routes/app.limit-count.$object/limit-count.server.ts";
import { changeSync, loadSync } from "#app/routes/app.sync.$object/sync.server.ts";
import type { SyncForm } from "#app/routes/app.sync.$object/sync-form.ts";
import { prepareObject } from "#app/services/prepare-object.ts";
import { listActivity } from "#app/store/activity.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { objectSettings, saveObjectSettings } from "#app/store/settings.server.ts";
import { recordInstall } from "#app/store/shops.server.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { testLog, withAdapters } from "#tests/integration/adapters/open-adapters.ts";
import { addCustomers } from "#tests/support/add-customers.ts";
import { formData, submission } from "#tests/support/sync-form.ts";

const adapters = withAdapters();
const native = "14a2e10e-5471-408a-906e-c51f3b04369e";

const deps = () => ({
  db: adapters.db,
  boss: null,
  admin: adapters.admin,
  hubspot: adapters.hubspot,
  vendors: adapters.vendors,
  clock: adapters.clock,
  log: testLog,
});
const load = (object: MainObjectKey) => loadSync(adapters, { shop: adapters.connection.shop, object });
const change = (object: MainObjectKey, data: FormData, userId = "901") =>
  changeSync(deps(), { shop: adapters.connection.shop, userId, object }, data);

/** What a page sends that was loaded with these choices. */
function sending({ form, revision }: { form: SyncForm; revision: string }, patch: Partial<SyncForm> = {}): FormData {
  return submission({ ...form, ...patch }, revision);
}

const settingsOf = (object: MainObjectKey) => objectSettings(adapters.db, adapters.connection, object);

async function notes(): Promise<number> {
  const activity = await listActivity(adapters.db, adapters.connection.shop, { limit: 500 });
  return activity.filter(({ kind }) => kind.startsWith("sync.")).length;
}

const runs = () => inShop(adapters.db, adapters.connection.shop, (tx) => tx.backfillRun.count());

test("the choices of all tabs are saved at once", async () => {
  const page = await load("orders");
  const paid = { field: "paymentStatus", operator: "equals", value: "Paid" } as const;
  const limit = { match: "any", scope: "new_records", conditions: [paid] } as const;
  const stages = [{ status: "pending", stage: null }];

  const answer = await change("orders", sending(page, { enabled: true, history: "now", limit, stages }));

  expect(answer).toEqual({ ok: true, done: "started" });
  expect(await settingsOf("orders")).toMatchObject({
    enabled: true,
    limit: [paid],
    limitMatch: "any",
    limitScope: "new_records",
    stages,
    historyFrom: expect.any(String),
  });
  expect((await load("orders")).form).toMatchObject({ enabled: true, limit, stages, history: "kept" });
});

test("the same form sent twice, at once or later, is one run and one note", async () => {
  const page = await load("customers");
  const data = () => sending(page, { enabled: true, history: "days", historyDays: "30", winner: "hubspot" });
  const [runsBefore, notesBefore] = [await runs(), await notes()];

  const answers = await Promise.all([change("customers", data()), change("customers", data())]);
  const later = await change("customers", data());

  expect(answers.map((answer) => answer.ok && answer.done).toSorted()).toEqual(["saved", "started"]);
  expect(later).toEqual({ ok: true, done: "saved" });
  expect([(await runs()) - runsBefore, (await notes()) - notesBefore]).toEqual([1, 1]);
});

test("who saves second is told who was first and when, and nothing is overwritten", async () => {
  const page = await load("customers");
  await change("customers", sending(page, { createInShopify: true }), "902");

  const second = await change("customers", sending(page, { direction: "to_hubspot" }));

  expect(second).toMatchObject({
    ok: false,
    code: "changed_meanwhile",
    newer: { byYou: false, at: expect.stringMatching(/^\d{4}-/) },
  });
  expect(await settingsOf("customers")).toMatchObject({ createInShopify: true, direction: page.form.direction });

  const newest = await load("customers");
  const knowingly = await change("customers", sending(newest, { direction: "to_hubspot" }));
  expect(knowingly).toMatchObject({ ok: true });
  expect(await settingsOf("customers")).toMatchObject({ createInShopify: true, direction: "to_hubspot" });
});

test("the same person in another window is told that it was them, and switching off counts as a change", async () => {
  const page = await load("customers");
  await change("customers", formData({ intent: "pause" }));

  const answer = await change("customers", sending(page, { winner: "shopify" }));

  expect(answer).toMatchObject({ code: "changed_meanwhile", newer: { byYou: true } });
  expect(await settingsOf("customers")).toMatchObject({ enabled: false });
});

test("what the app itself finds out about the portal is nobody's change", async () => {
  const page = await load("orders");
  const unavailable = { hs_order_note: "missing" } as const;
  await saveObjectSettings(adapters.db, adapters.connection, "orders", { unavailable }, "app");
  await prepareObject(deps(), adapters.connection, "orders");

  const answer = await change("orders", sending(page, { enabled: !page.form.enabled }));

  expect((await load("orders")).revision).not.toBe(page.revision);
  expect(answer).toMatchObject({ ok: true });
});

test("a limit that cannot be is refused at its row, and nothing of the form is saved", async () => {
  const page = await load("customers");
  const conditions = [
    { field: "email", operator: "is_known" },
    { field: "ordersCount", operator: "greater_than", value: "many" },
  ] as const;

  const answer = await change(
    "customers",
    sending(page, { winner: "hubspot", limit: { ...page.form.limit, conditions } }),
  );

  expect(answer).toMatchObject({ ok: false, code: "invalid", faults: { limit: [{ row: 1, code: "not_a_number" }] } });
  expect((await load("customers")).revision).toBe(page.revision);
});

test("a switch to deals and a change of what was chosen for orders are not saved at once", async () => {
  const page = await load("orders");
  const stages = [...page.form.stages, { status: "voided", stage: null }];
  const before = await settingsOf("orders");

  const both = await change("orders", sending(page, { switches: ["asDeals"], stages }));

  expect(both).toMatchObject({ ok: false, code: "mode_first" });
  expect(await settingsOf("orders")).toEqual(before);
});

test("pipelines are read on request; a stage that HubSpot lacks is refused until it is one of them", async () => {
  expect((await load("carts")).stages).toBeNull();
  await change("orders", formData({ intent: "refresh_stages" }));
  const page = await load("orders");
  const [pipeline] = page.stages?.pipelines ?? [];
  const stageId = pipeline?.stages[0]?.id ?? "";
  const send = (id: string) =>
    change("orders", sending(page, { stages: [{ status: "paid", stage: { pipelineId: native, stageId: id } }] }));

  expect(pipeline).toMatchObject({ id: native });
  expect(await send("nowhere")).toMatchObject({
    ok: false,
    faults: { stages: [{ status: "paid", code: "stage_missing" }] },
  });
  expect(await send(stageId)).toMatchObject({ ok: true });
});

test("mappings are held against both sides' fields, and those that did not change ask nobody", async () => {
  await recordInstall(adapters.db, {
    domain: adapters.connection.shop,
    scopes: ["write_customers", "read_customer_merge", "write_companies", "write_products", "read_orders"],
  });
  const page = await load("customers");
  const off = {
    shopify: "note",
    hubspot: "tandem_note",
    direction: "both",
    transform: "multiline",
    enabled: false,
  } as const;
  const wrong = { ...off, hubspot: "no_such_property", enabled: true } as const;

  expect(await change("customers", sending(page, { mappings: [off, wrong] }))).toMatchObject({
    ok: false,
    code: "invalid",
    faults: { mappings: [{ row: 1, code: "unknown_property" }] },
  });
  expect(await change("customers", sending(page, { mappings: [off] }))).toMatchObject({ ok: true });

  const saved = await load("customers");
  expect(saved.form.mappings).toEqual([off]);
  adapters.hubspotStandIn.faults.add({ kind: "status", status: 503, times: 100 });
  expect(await change("customers", sending(saved, { winner: "hubspot" }))).toMatchObject({ ok: true });
});

test("a vendor that does not answer loses nothing that was typed: the page is told what to do", async () => {
  const page = await load("orders");
  adapters.hubspotStandIn.faults.add({ kind: "status", status: 503, times: 1000 });

  const answer = await change("orders", formData({ intent: "refresh_stages" }));

  expect(answer).toMatchObject({ ok: false, code: "vendor_busy" });
  expect((await load("orders")).stages?.pipelines).toEqual(page.stages?.pipelines);
});

async function count(object: MainObjectKey, limit: unknown): Promise<unknown[]> {
  const data = formData({ limit: JSON.stringify(limit) });
  const { signal } = new AbortController();
  const response = await answerCount(deps(), { shop: adapters.connection.shop, object, data, signal });
  const text = await response.text();
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

test("a limit that is not saved is counted over all records of the shop, with how far it has come", async () => {
  addCustomers(adapters.shop, 130);
  adapters.shop.customers.create({ firstName: "Nobody" });
  const limit = { match: "all", scope: "always", conditions: [{ field: "email", operator: "is_known" }] };

  const lines = await count("customers", limit);

  expect(lines[0]).toEqual({ counted: 0, inside: 0, total: 131, done: false });
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.at(-1)).toEqual({ counted: 131, inside: 130, total: 131, done: true });
});

test("a limit that could not be saved is not counted either", async () => {
  const conditions = [{ field: "ordersCount", operator: "greater_than", value: "many" }];

  expect(await count("customers", { match: "all", scope: "always", conditions })).toEqual([{ failed: "invalid" }]);
  expect(await count("customers", "nothing")).toEqual([{ failed: "invalid" }]);
});

test("what an object is linked with is told with how much of it waits, from both ends", async () => {
  const { id: connectionId, shop, portalId } = adapters.connection;
  const wish = { connectionId, shop, portalId: BigInt(portalId), object: "orders", toObject: "customers", toId: "1" };
  await inShop(adapters.db, shop, (tx) =>
    tx.recordAssociation.createMany({
      data: [
        { ...wish, fromId: "1", writtenFrom: "11", writtenTo: "21" },
        { ...wish, fromId: "2" },
        { ...wish, fromId: "3", wanted: false },
      ],
    }),
  );

  const [orders, customers, products] = [await load("orders"), await load("customers"), await load("products")];

  expect(orders.associations.rows).toContainEqual(
    expect.objectContaining({ from: "orders", to: "customers", other: "customers", written: 1, waiting: 1 }),
  );
  expect(customers.associations.rows).toContainEqual(
    expect.objectContaining({ from: "orders", to: "customers", other: "orders", waiting: 1 }),
  );
  expect(orders.associations.parts).toEqual([
    { part: "order_lines", option: null, refersTo: [{ object: "products", isOn: false }] },
  ]);
  expect(products.associations.parts.map(({ part, whole }) => [part, whole?.object])).toEqual([
    ["order_lines", "orders"],
    ["cart_lines", "carts"],
  ]);
});
