import { expect, test } from "vitest";
import { checkMappings } from "#app/services/mappings/check-mappings.ts";
import { defaultFieldsOf } from "#app/sync/mapping/default-fields.ts";
import { shopifyFieldsOf } from "#app/sync/mapping/shopify-fields.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { FieldMapping } from "#app/sync/ports.ts";
import type { Direction } from "#app/sync/record.ts";
import type { MappingRow } from "./mapping-rows.ts";
import { changeRow, isActive, putMapping, removedOf, removeMapping, rowId, rowsOf } from "./mapping-rows.ts";

const definition = syncObject("customers");
const model = { defaults: defaultFieldsOf(definition), reserved: [], unavailable: {} };
const products = { defaults: defaultFieldsOf(syncObject("products")), reserved: [], unavailable: {} };
const tier: FieldMapping = {
  shopify: "metafield:custom.tier",
  hubspot: "tier",
  direction: "both",
  transform: "single_line",
  enabled: true,
};

function rowOf(rows: readonly MappingRow[], hubspot: string): MappingRow {
  const found = rows.find((row) => row.hubspot === hubspot);
  if (!found) throw new Error(`no row of ${hubspot}`);
  return found;
}

test("without changes the rows are the defaults, HubSpot's own properties and ours told apart", () => {
  const rows = rowsOf(model, []);

  expect(rows.map(({ hubspot }) => hubspot)).toEqual(definition.fields.map(({ hubspot }) => hubspot));
  expect(rowOf(rows, "firstname")).toMatchObject({ group: "standard", enabled: true, changed: false, rests: null });
  expect(rowOf(rows, "tandem_locale").group).toBe("ours");
});

test("changes to defaults are laid over them, and the merchant's own mappings come last", () => {
  const off = { ...tier, shopify: "city", hubspot: "city", transform: "text", enabled: false };
  const rows = rowsOf(model, [tier, off]);

  expect(rowOf(rows, "city")).toMatchObject({ group: "standard", enabled: false, changed: true });
  expect(rows.at(-1)).toMatchObject({ id: rowId(tier), group: "custom", direction: "both", fixed: null });
  expect(rows).toHaveLength(model.defaults.length + 1);
});

test("a field that nobody may change stays as it is, whatever was saved", () => {
  const email = { ...tier, shopify: "email", hubspot: "email", transform: "email", enabled: false };

  expect(rowOf(rowsOf(model, [email]), "email")).toMatchObject({ enabled: true, fixed: "key", changed: false });
});

test("a field rests while the portal lacks its property, and a read-only one can still be read", () => {
  const unavailable = { city: "missing", zip: "read_only", state: "read_only" } as const;
  const turned = { ...tier, shopify: "zip", hubspot: "zip", transform: "text", direction: "to_shopify" } as const;
  const rows = rowsOf({ ...model, unavailable }, [turned]);

  expect(["city", "zip", "state"].map((name) => rowOf(rows, name).rests)).toEqual(["missing", null, "read_only"]);
  expect(rows.filter(isActive)).not.toContainEqual(expect.objectContaining({ hubspot: "state" }));
});

test("switching a default off and on again leaves nothing behind", () => {
  const rows = rowsOf(model, []);
  const off = changeRow(model, [tier], rowOf(rows, "city"), { enabled: false });
  const on = changeRow(model, off, rowOf(rowsOf(model, off), "city"), { enabled: true });

  expect(off).toEqual([
    tier,
    { shopify: "city", hubspot: "city", direction: "both", transform: "text", enabled: false },
  ]);
  expect(on).toEqual([tier]);
});

test("a field that can do harm keeps what the merchant chose, also where it is the default's", () => {
  const turned = changeRow(products, [], rowOf(rowsOf(products, []), "description"), { direction: "both" });
  const back = changeRow(products, turned, rowOf(rowsOf(products, turned), "description"), {
    direction: "to_hubspot",
  });

  expect(turned).toMatchObject([{ hubspot: "description", direction: "both" }]);
  expect(rowOf(rowsOf(products, back), "description")).toMatchObject({ direction: "to_hubspot", changed: false });
});

test("every switch and turn of a default gives mappings that the server takes", () => {
  const surroundings = { definition, unavailable: {}, fields: shopifyFieldsOf(definition), properties: [] };
  const ways: readonly Direction[] = ["both", "to_hubspot", "to_shopify"];

  for (const row of rowsOf(model, []).filter(({ fixed }) => fixed === null)) {
    const changes = [
      { enabled: false },
      ...ways.filter((way) => row.directions.includes(way)).map((direction) => ({ direction })),
    ];
    for (const change of changes) expect(checkMappings(surroundings, changeRow(model, [], row, change))).toEqual([]);
  }
});

test("an own mapping is edited in its place, removed, and can be put back until it is saved", () => {
  const size = { ...tier, shopify: "metafield:custom.size", hubspot: "size" };
  const edited = putMapping([tier, size], { ...tier, hubspot: "level" }, rowId(tier));
  const removed = removeMapping([tier, size], rowId(tier));

  expect(edited.map(({ hubspot }) => hubspot)).toEqual(["level", "size"]);
  expect(removed).toEqual([size]);
  expect(removedOf(model, [tier, size], removed)).toEqual([tier]);
  expect(removedOf(model, [tier, size], putMapping(removed, tier))).toEqual([]);
});

test("a change to a default that is taken back is no removed mapping", () => {
  const off = { ...tier, shopify: "city", hubspot: "city", transform: "text", enabled: false };

  expect(removedOf(model, [off], [])).toEqual([]);
});
