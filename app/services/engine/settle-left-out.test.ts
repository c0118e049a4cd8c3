import { expect, test } from "vitest";
import type { SyncObjectDefinition } from "#app/sync/definition.ts";
import { customers } from "#app/sync/objects/customers/definition.ts";
import { isAsSettled } from "#app/sync/plan/baseline.ts";
import { isLeftOut } from "#app/sync/plan/left-out.ts";
import type { SkippedField } from "#app/sync/plan/plan.ts";
import type { Side, SideRecord, Values } from "#app/sync/record.ts";
import { MemoryEngine } from "#tests/support/memory/memory-engine.ts";
import { customerSettings } from "#tests/support/memory/tables.ts";
import type { EngineContext } from "./context.ts";
import { openContext } from "./context.ts";
import { planUnit } from "./plan-unit.ts";
import { finishUnit } from "./settle-unit.ts";
import type { Unit } from "./unit.ts";
import { newUnit } from "./unit.ts";

const definition: SyncObjectDefinition = {
  ...customers,
  match: [{ shopify: "sku", hubspot: "hs_sku", transform: "text", lookup: "index" }],
  fields: [
    { shopify: "sku", hubspot: "hs_sku", direction: "both", transform: "text", mayBeTaken: true },
    { shopify: "title", hubspot: "name", direction: "both", transform: "text" },
  ],
  consent: null,
};
const taken: SkippedField = { field: "hs_sku", reason: "value_taken" };
const record = (side: Side, values: Values): SideRecord => ({
  side,
  id: "1",
  modifiedAt: "2026-02-01T00:00:00Z",
  values,
});
const shopify = record("shopify", { sku: "TEA", title: "Tea" });

function open(): EngineContext {
  const engine = new MemoryEngine();
  const { connection, deps } = engine;
  const settings = { ...customerSettings, limit: [] };
  const input = {
    connection,
    object: "customers",
    lane: "live",
    settings,
    leaseId: "l",
    trustsAnswers: false,
  } as const;
  return { ...openContext(deps, input), definition };
}

function unitOf(hubspot: SideRecord | null, refused: readonly SkippedField[]): Unit {
  const unit = newUnit([], null);
  Object.assign(unit.read, { shopify, hubspot });
  Object.assign(unit.ids, { shopify: "1", hubspot: hubspot?.id ?? null });
  unit.refused.push(...refused);
  return unit;
}

function settle(context: EngineContext, unit: Unit) {
  const plan = planUnit(context, unit);
  if (plan.kind === "create" || plan.kind === "update") throw new Error(`planned to ${plan.kind}`);
  finishUnit(context, unit, plan);
  const settlement = unit.end?.kind === "settled" ? unit.end.settlements[0] : undefined;
  return { outcome: settlement?.outcome, link: settlement?.link ?? null };
}

test("a value that another record has is left out, and the record is in step without it", () => {
  const context = open();

  const { outcome, link } = settle(context, unitOf(record("hubspot", { hs_sku: null, name: "Tea" }), [taken]));

  expect(outcome).toMatchObject({ status: "in_sync", reason: null, details: { leftOut: "hs_sku" } });
  expect(link?.settingsVersion).toBe(context.settings.version);
  expect(link && isAsSettled(context, shopify, link)).toBe(true);
});

test("any other refusal of the same field fails the record, and the field is tried again", () => {
  const context = open();
  const refused: SkippedField = { field: "hs_sku", reason: "invalid_value" };

  const { outcome, link } = settle(context, unitOf(record("hubspot", { hs_sku: null, name: "Tea" }), [refused]));

  expect(outcome).toMatchObject({ status: "failing", reason: "invalid_value", details: { fields: "hs_sku" } });
  expect(link && isAsSettled(context, shopify, link)).toBe(false);
});

test("a field that was left out does not hide one that failed", () => {
  const context = open();
  const title: SkippedField = { field: "name", reason: "portal_rule" };

  const { outcome } = settle(context, unitOf(record("hubspot", { hs_sku: null, name: null }), [taken, title]));

  expect(outcome).toMatchObject({ status: "failing", reason: "portal_rule", details: { fields: "name" } });
});

test("a new record whose match key is taken is made without it", () => {
  const context = open();

  expect(planUnit(context, unitOf(null, [taken]))).toMatchObject({
    kind: "create",
    values: { name: "Tea" },
    skipped: [taken],
  });
  expect(planUnit(context, unitOf(null, [{ ...taken, reason: "invalid_value" }])).kind).toBe("fail");
});

test("only a field that may be taken is left out", () => {
  expect(isLeftOut(definition, taken)).toBe(true);
  expect(isLeftOut(definition, { field: "name", reason: "value_taken" })).toBe(false);
  expect(isLeftOut(definition, { field: "hs_sku", reason: "vendor_refused" })).toBe(false);
  expect(isLeftOut(definition, { field: "gone", reason: "value_taken" })).toBe(false);
});
