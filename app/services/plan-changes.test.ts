import { expect, test } from "vitest";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { planChanges } from "./plan-changes.ts";

test("the plan alone says what would be written, and nothing is", async () => {
  const engine = new MemoryEngine({ createInShopify: true });
  const fresh = engine.shopify.create({ email: "new@x.io" });
  const known = engine.shopify.create({ email: "known@x.io", city: "Rome" });
  const lacking = engine.shopify.create({ firstName: "No" });
  engine.hubspot.create({ email: "known@x.io", zip: "1" });
  const before = structuredClone([engine.shopify.customers, engine.hubspot.contacts, engine.tables]);

  const plans = await planChanges(engine.deps, {
    connection: engine.connection,
    object: "customers",
    side: "shopify",
    ids: [fresh, known, lacking, "404", fresh],
  });

  expect(plans).toMatchObject([
    { id: fresh, plan: { kind: "create", side: "hubspot", values: { email: "new@x.io" } } },
    { id: known, plan: { kind: "update", toShopify: { zip: "1" }, toHubspot: { city: "Rome" } } },
    { id: lacking, plan: { kind: "exclude", reason: "no_email" } },
    { id: "404", plan: null },
  ]);
  expect([engine.shopify.customers, engine.hubspot.contacts, engine.tables]).toEqual(before);
  expect(engine.counts.records).toEqual({ shopify: 0, hubspot: 0 });
});

test("from HubSpot's side a contact without a customer would be created", async () => {
  const engine = new MemoryEngine({ createInShopify: true });
  const id = engine.hubspot.create({ email: "new@x.io" });

  const plans = await planChanges(engine.deps, {
    connection: engine.connection,
    object: "customers",
    side: "hubspot",
    ids: [id],
  });

  expect(plans).toMatchObject([{ id, plan: { kind: "create", side: "shopify" } }]);
});
