import { z } from "zod";
import { checkConditions } from "#app/sync/limits/check-conditions.ts";
import { limitOperators } from "#app/sync/limits/limit-operators.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import { modesOf, syncObject } from "#app/sync/objects/index.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { FormFaults } from "./form-faults.ts";
import { hasFaults, noFaults } from "./form-faults.ts";
import type { FormLimit, SyncForm } from "./sync-form.ts";
import { directions, histories, winners } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";
import { offersOf } from "./sync-offers.ts";

const mostDays = 3650;
const isDays = (text: string) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= mostDays;

const choicesSchema = z
  .object({
    enabled: z.boolean(),
    direction: z.enum(directions),
    winner: z.enum(winners),
    createInShopify: z.boolean(),
    consentFromHubspot: z.boolean(),
    switches: z.array(z.string()),
    history: z.enum(histories),
    historyDays: z.string().trim().max(20),
  })
  .refine(({ history, historyDays }) => history !== "days" || isDays(historyDays), { path: ["historyDays"] });

// A property's name has up to 100 characters, a metafield's namespace 255 and its key 64.
const mappingSchema = z.object({
  shopify: z.string().min(1).max(400),
  hubspot: z.string().regex(/^\w{1,100}$/),
  direction: z.enum(directions),
  transform: z.string().min(1).max(300),
  enabled: z.boolean(),
});

const conditionSchema = z
  .object({
    field: z.string().min(1).max(400),
    operator: z.enum(limitOperators),
    value: z.string().trim().max(1000).optional(),
    type: z.string().max(100).optional(),
  })
  // Only metafields have a type of their own.
  .transform(({ type, ...rest }) => (parseMetafieldAttribute(rest.field) && type ? { ...rest, type } : rest));
const limitSchema = z.object({
  match: z.enum(["all", "any"]),
  scope: z.enum(["always", "new_records"]),
  conditions: z.array(z.unknown()).max(50),
});

const id = z.string().min(1).max(200);
const stageSchema = z.object({
  status: z.string().min(1).max(100),
  stage: z.object({ pipelineId: id, stageId: id }).nullable(),
});

// The lists are read row by row, so that each fault is told where it is.
const listsSchema = z.object({
  mappings: z.array(z.unknown()).max(500),
  stages: z.array(stageSchema).max(100),
  limit: limitSchema,
});

export type ParsedForm =
  | { readonly ok: true; readonly form: SyncForm; readonly revision: string }
  | { readonly ok: false; readonly faults: FormFaults };

/**
 * Reads a submitted form as far as it can be read without asking anybody: `settings` holds all of it as JSON. What the object does not
 * offer is passed over, however it was sent. Nothing of it is taken when anything is wrong.
 */
export function parseSettingsForm(data: FormData, object: MainObjectKey): ParsedForm {
  const sent = readJson(data.get("settings"));
  const definition = syncObject(object);
  const offers = offersOf(definition);
  const [only] = offers.directions.length === 1 ? offers.directions : [];
  const choices = choicesSchema.safeParse({
    ...sent,
    ...(only && { direction: only }),
    ...(!offers.history && { history: "kept" }),
  });
  const lists = listsSchema.safeParse(sent);
  const mappings = readRows(mappingSchema, sent["mappings"]);
  const limit = parseLimit(sent["limit"], object);
  const unread = [choices, lists].flatMap(({ error }) => error?.issues ?? []);
  const faults: FormFaults = {
    ...noFaults,
    fields: [...new Set(unread.map(({ path }) => String(path[0] ?? "settings")))],
    mappings: mappings.faults.map(({ row }) => ({ row, code: "malformed" })),
    limit: limit.faults,
  };
  if (!choices.success || !lists.success || !limit.limit || hasFaults(faults)) return { ok: false, faults };
  const hasStages = modesOf(definition).some(({ stages }) => stages !== undefined);
  const stages = hasStages ? lists.data.stages : [];
  const form = { ...choices.data, mappings: mappings.rows, limit: limit.limit, stages };
  return { ok: true, form: withinOffers(form, offers), revision: String(data.get("revision") ?? "") };
}

/** A limit as it was sent; null with the faults of its rows, or without any when it is no limit at all. */
export function parseLimit(
  sent: unknown,
  object: MainObjectKey,
): { readonly limit: FormLimit | null; readonly faults: FormFaults["limit"] } {
  const read = limitSchema.safeParse(sent);
  if (!read.success) return { limit: null, faults: [] };
  const conditions = readRows(conditionSchema, read.data.conditions);
  const limit = { ...read.data, conditions: conditions.rows };
  const faults = conditions.faults.length > 0 ? conditions.faults : checkConditions(syncObject(object), limit);
  return { limit: faults.length > 0 ? null : limit, faults };
}

function withinOffers(form: SyncForm, offers: SyncOffers): SyncForm {
  return {
    ...form,
    createInShopify: offers.creates && form.createInShopify,
    consentFromHubspot: offers.consent && form.consentFromHubspot,
    switches: offers.switches.filter((name) => form.switches.includes(name)),
  };
}

function readJson(text: FormDataEntryValue | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(typeof text === "string" ? text : "");
    return typeof value === "object" && !Array.isArray(value) ? ((value ?? {}) as Record<string, unknown>) : {};
  } catch (error) {
    // What is no JSON lacks every choice, and is refused for that.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function readRows<Row>(schema: z.ZodType<Row>, sent: unknown) {
  const results = (Array.isArray(sent) ? sent : []).map((row) => schema.safeParse(row));
  return {
    rows: results.flatMap(({ success, data }) => (success ? [data] : [])),
    faults: results.flatMap(({ success }, row) => (success ? [] : [{ row, code: "malformed" }])),
  };
}
