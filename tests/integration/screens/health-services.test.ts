import { expect, test } from "vitest";
import { loadHealth } from "#app/routes/app.health._index/health.server.ts";
import { loadRecord } from "#app/routes/app.records.$id/record.server.ts";
import { loadCandidates } from "#app/routes/app.records.$id.candidates/candidates.server.ts";
import { searchNames } from "#app/routes/app.records.names/names.server.ts";
import { chooseMatch } from "#app/services/choose-match.ts";
import { createMissingOptions, findMissingOptions } from "#app/services/create-missing-options.ts";
import { decideRecord } from "#app/services/decide-record.ts";
import { explainRecord } from "#app/services/explain-record.ts";
import { retryGroup } from "#app/services/retry-group.ts";
import { findOutcome } from "#app/store/records.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import { UI_SOURCE } from "#sandbox/hubspot/portal.ts";
import { withMappings } from "../mappings/open-mappings.ts";

const stage = withMappings();
const shop = () => stage.adapters.connection.shop;
const userId = "1";

async function outcomeOf(object: "customers" | "products", id: string) {
  const outcome = await stage.outcomeOf(object, id);
  if (!outcome) throw new Error(`no outcome of ${id}`);
  return outcome;
}

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("a dropdown's missing option is found in the records, made in HubSpot, and the records are tried again", async () => {
  await stage.turnOn("customers");
  const { connection, hubspot, db } = stage.adapters;
  const known = [{ label: "Silver", value: "silver" }];
  await hubspot.createProperty(connection, "customers", {
    ...{ name: "tier", label: "Tier", description: "", type: "enumeration", fieldType: "select", options: known },
  });
  const mapping = {
    shopify: "metafield:custom.tier",
    hubspot: "tier",
    direction: "to_hubspot",
    transform: "option",
  } as const;
  await saveObjectSettings(db, connection, "customers", { mappings: [{ ...mapping, enabled: true, options: known }] });
  stage.define("CUSTOMER", "tier", "single_line_text_field");
  const id = stage.addCustomer("gold@example.com");
  stage.setMetafield("Customer", id, "tier", "single_line_text_field", "Gold");
  await stage.sync("customers", "shopify", id);
  expect((await outcomeOf("customers", id)).reason).toBe("option_missing");

  const missing = await findMissingOptions(stage.deps(), { shop: shop(), object: "customers" });
  const made = await createMissingOptions(stage.deps(), { shop: shop(), object: "customers", userId });
  await stage.sync("customers", "shopify");

  expect(missing).toMatchObject({ kind: "found", options: [{ property: "tier", label: "Tier", value: "Gold" }] });
  expect(made).toEqual({ kind: "created", options: 1, records: 1 });
  expect((await outcomeOf("customers", id)).status).toBe("in_sync");
  expect(stage.propertyOf("customers", await stage.hubspotIdOf("customers", id), "tier")).toBe("Gold");
  const offered = (await hubspot.properties(connection, "customers")).find(({ name }) => name === "tier")?.options;
  expect(offered?.map(({ value }) => value)).toEqual(["silver", "Gold"]);
});

test("a record is explained field by field as both sides are now", async () => {
  await stage.turnOn("customers");
  const id = stage.addCustomer("explained@example.com");
  await stage.sync("customers", "shopify", id);
  const hubspotId = await stage.hubspotIdOf("customers", id);
  stage.editProperty("customers", hubspotId, "firstname", "Ada");
  const outcome = await outcomeOf("customers", id);

  const explained = await explainRecord(stage.deps(), { shop: shop(), object: "customers", outcomeId: outcome.id });

  expect(explained).toMatchObject({ kind: "explained", gone: [], plan: "update" });
  const fields = explained.kind === "explained" ? explained.fields : [];
  const by = (name: string) => fields.find(({ shopify }) => shopify === name);
  expect(by("firstName")).toMatchObject({ rule: "hubspot_changed", writes: "shopify", inHubspot: "Ada" });
  expect(by("email")).toMatchObject({ rule: "equal", writes: null, inShopify: "explained@example.com" });
});

test("a side that does not answer is told, and one that is gone is named", async () => {
  await stage.turnOn("customers");
  const id = stage.addCustomer("gone@example.com");
  await stage.sync("customers", "shopify", id);
  const outcome = await outcomeOf("customers", id);
  const asked = { shop: shop(), object: "customers", outcomeId: outcome.id } as const;
  const { records } = stage.portal().space("0-1");
  const contact = records.find(await stage.hubspotIdOf("customers", id));
  if (contact) records.archive(contact, UI_SOURCE);

  const gone = await explainRecord(stage.deps(), asked);

  expect(gone).toMatchObject({ kind: "explained", gone: ["hubspot"], plan: null });
});

test("a record that is left out stays so, and goes on once it is included again", async () => {
  await stage.turnOn("customers");
  const id = stage.addCustomer("left-out@example.com");
  await stage.sync("customers", "shopify", id);
  const hubspotId = await stage.hubspotIdOf("customers", id);
  const decide = async (decision: "exclude" | "include" | "unlink") => {
    const { id: outcomeId } = await outcomeOf("customers", id);
    const result = await decideRecord(stage.deps(), { shop: shop(), userId, object: "customers", outcomeId, decision });
    await stage.sync("customers", "shopify");
    return result;
  };

  expect(await decide("exclude")).toBe("marked");
  stage.editProperty("customers", hubspotId, "firstname", "Ada");
  await stage.sync("customers", "hubspot", hubspotId);
  expect(await outcomeOf("customers", id)).toMatchObject({ status: "excluded", reason: "excluded_by_hand" });
  expect(await decide("include")).toBe("marked");

  expect(await outcomeOf("customers", id)).toMatchObject({ status: "in_sync", hubspotId });
  expect(stage.adapters.shop.customers.get(Number(id))?.firstName).toBe("Ada");
  expect(await decide("unlink")).toBe("marked");
  expect(await outcomeOf("customers", id)).toMatchObject({ reason: "unlinked_by_hand", hubspotId: null });
});

test("of two products that match, the merchant's choice is linked and the other is left alone", async () => {
  await stage.turnOn("products");
  const make = (price: string) => stage.portal().createRecord("0-7", { name: "Twin shirt", price });
  const [first, second] = [make("1"), make("2")].map(({ id }) => id);
  if (!first || !second) throw new Error("no products");
  await stage.sync("products", "hubspot", first, second);
  const made = stage.adapters.shop.products.create({ title: "Twin shirt", variants: [{ price: "3.00" }] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const variant = String(made.value.variants[0]?.id);
  await stage.sync("products", "shopify", variant);
  const outcome = await outcomeOf("products", variant);
  expect(outcome.reason).toBe("ambiguous_match");
  const asked = { shop: shop(), object: "products", outcomeId: outcome.id } as const;
  const free = (hubspotId: string) =>
    findOutcome(stage.deps().db, stage.adapters.connection, "products", { hubspotId });
  await stage.sync("products", "hubspot", first);
  expect(await free(first)).toMatchObject({ reason: "ambiguous_match", details: { candidates: variant } });

  const found = await loadCandidates(stage.deps(), asked);
  const wrong = await chooseMatch(stage.deps(), { ...asked, userId, candidateId: "404" });
  const chosen = await chooseMatch(stage.deps(), { ...asked, userId, candidateId: second });
  await stage.sync("products", "shopify");

  expect(found).toMatchObject({
    kind: "found",
    side: "hubspot",
    candidates: [
      { id: first, title: "Twin shirt", detail: null, linkedWith: null },
      { id: second, title: "Twin shirt", detail: null, linkedWith: null },
    ],
  });
  expect([wrong, chosen]).toEqual(["not_a_candidate", "marked"]);
  expect(await outcomeOf("products", variant)).toMatchObject({ status: "in_sync", hubspotId: second });
  expect(await free(first)).not.toMatchObject({ reason: "ambiguous_match" });
});

/** A product of which HubSpot has two, all three looked at. */
async function tie(title: string) {
  await stage.turnOn("products");
  const made = stage.adapters.shop.products.create({ title, variants: [{ price: "3.00" }] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const [first, second] = ["1", "2"].map((price) => stage.portal().createRecord("0-7", { name: title, price }).id);
  const variant = String(made.value.variants[0]?.id);
  if (!first || !second) throw new Error("no products");
  await stage.sync("products", "hubspot", first, second);
  await stage.sync("products", "shopify", variant);
  await stage.sync("products", "hubspot", first, second);
  const inHubspot = async (hubspotId: string) => {
    const found = await findOutcome(stage.deps().db, stage.adapters.connection, "products", { hubspotId });
    if (!found) throw new Error(`no outcome of ${hubspotId}`);
    return found;
  };
  return { variant, first, second, inHubspot };
}

test("a match chosen from HubSpot's side leads to the page of the pair, whose row is the Shopify record's", async () => {
  const { variant, first, inHubspot } = await tie("Twin lamp");
  const [opened, theirs] = [await inHubspot(first), await outcomeOf("products", variant)];
  const asked = { shop: shop(), object: "products" } as const;

  const chosen = await chooseMatch(stage.deps(), { ...asked, userId, outcomeId: opened.id, candidateId: variant });
  await stage.sync("products", "shopify");

  expect(chosen).toBe("marked");
  expect(await loadRecord(stage.deps(), { ...asked, id: opened.id })).toBeNull();
  expect(await loadRecord(stage.deps(), { ...asked, id: opened.id, hubspotId: first })).toMatchObject({
    ...{ id: theirs.id, shopifyId: variant, hubspotId: first, status: "in_sync" },
  });
});

test("one of two that match is left out, and the other is the match from then on", async () => {
  const { variant, first, second, inHubspot } = await tie("Twin vase");
  const { id: outcomeId } = await inHubspot(first);

  await decideRecord(stage.deps(), { shop: shop(), userId, object: "products", outcomeId, decision: "exclude" });
  await stage.sync("products", "shopify");

  expect(await inHubspot(first)).toMatchObject({ shopifyId: null, reason: "excluded_by_hand" });
  expect(await inHubspot(second)).toMatchObject({ shopifyId: variant, status: "in_sync" });
});

test("what matches a record that is left out says so, until that is included again", async () => {
  const { variant, first, second, inHubspot } = await tie("Twin bowl");
  const { id: outcomeId } = await outcomeOf("products", variant);
  const asked = { shop: shop(), userId, object: "products", outcomeId } as const;
  const reasons = async () => [
    (await outcomeOf("products", variant)).reason,
    (await inHubspot(first)).reason,
    (await inHubspot(second)).reason,
  ];

  await decideRecord(stage.deps(), { ...asked, decision: "exclude" });
  await stage.sync("products", "shopify");
  const left = await reasons();
  await decideRecord(stage.deps(), { ...asked, decision: "include" });
  await stage.sync("products", "shopify");

  expect(left).toEqual(["excluded_by_hand", "match_left_out", "match_left_out"]);
  expect(await reasons()).toEqual(["ambiguous_match", "ambiguous_match", "ambiguous_match"]);
});

test("a variant without a match leads to its product's page in the admin", async () => {
  await stage.turnOn("products");
  for (const price of ["1", "2"]) {
    const { id } = stage.portal().createRecord("0-7", { name: "Twin mug", price });
    await stage.sync("products", "hubspot", id);
  }
  const made = stage.adapters.shop.products.create({ title: "Twin mug", variants: [{ price: "3.00" }] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const variant = String(made.value.variants[0]?.id);
  await stage.sync("products", "shopify", variant);
  const { id } = await outcomeOf("products", variant);
  const query = new URLSearchParams({ status: "failing", object: "products", reason: "ambiguous_match" });

  const health = await loadHealth(stage.deps(), shop(), query);
  const record = await loadRecord(stage.deps(), { shop: shop(), object: "products", id });

  const row = health.chosen?.rows.find(({ shopifyId }) => shopifyId === variant);
  expect(row?.shopifyUrl).toMatch(new RegExp(`/products/${made.value.id}$`));
  expect(record?.shopifyUrl).toBe(row?.shopifyUrl);
});

test("a match that was deleted meanwhile or cannot be looked at is not linked, and the choice stays open", async () => {
  await stage.turnOn("products");
  const make = (price: string) => stage.portal().createRecord("0-7", { name: "Triplet", price });
  const [first, second, third] = [make("1"), make("2"), make("3")].map(({ id }) => id);
  if (!first || !second || !third) throw new Error("no products");
  await stage.sync("products", "hubspot", first, second, third);
  const made = stage.adapters.shop.products.create({ title: "Triplet", variants: [{ price: "3.00" }] });
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  const variant = String(made.value.variants[0]?.id);
  await stage.sync("products", "shopify", variant);
  const { id: outcomeId } = await outcomeOf("products", variant);
  const asked = { shop: shop(), object: "products", outcomeId, userId } as const;
  const { records } = stage.portal().space("0-7");
  const product = records.find(second);
  if (product) records.archive(product, UI_SOURCE);

  const deleted = await chooseMatch(stage.deps(), { ...asked, candidateId: second });
  stage.adapters.hubspotStandIn.faults.add({ kind: "status", status: 503, match: { path: "^/crm/" }, times: 0 });
  const silent = await chooseMatch(stage.deps(), { ...asked, candidateId: third });

  expect([deleted, silent]).toEqual(["not_a_candidate", { kind: "unavailable", code: "hubspot_unavailable" }]);
  expect(await outcomeOf("products", variant)).toMatchObject({ reason: "ambiguous_match" });
});

test("a name is asked of both vendors, and what they find is tied to what we know", async () => {
  await stage.turnOn("customers");
  const { adapters } = stage;
  const made = adapters.shop.customers.create({ email: "zelda@example.com", firstName: "Zelda", lastName: "Fitz" });
  if (!made.ok) throw new Error("no customer");
  const id = String(made.value.id);
  await stage.sync("customers", "shopify", id);
  stage.portal().createRecord("0-1", { email: "zelda@other.example", firstname: "Zelda" });

  const found = await searchNames(adapters, shop(), form({ object: "customers", q: "Zelda" }));
  const none = await searchNames(adapters, shop(), form({ object: "customers", q: "Nobody Atall" }));

  expect(found).toMatchObject({
    kind: "searched",
    unavailable: {},
    rows: [
      { side: "shopify", id, title: "Zelda Fitz", detail: "zelda@example.com", record: { status: "in_sync" } },
      { side: "hubspot", title: "Zelda", detail: "zelda@other.example", record: null },
    ],
  });
  expect(none).toMatchObject({ kind: "searched", rows: [] });
});

test("nothing is tried again while its sync is off", async () => {
  const result = await retryGroup(stage.deps(), { shop: shop(), object: "companies", status: "failing" });

  expect(result).toEqual({ kind: "off" });
});
