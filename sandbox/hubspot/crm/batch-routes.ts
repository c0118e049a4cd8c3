import type { Route } from "#sandbox/http/serve.ts";
import { readInlineAssociations } from "#sandbox/hubspot/crm/associations/check-associations.ts";
import type { BatchWrites } from "#sandbox/hubspot/crm/batch-writes.ts";
import { runBatchWrites } from "#sandbox/hubspot/crm/batch-writes.ts";
import { apiSource } from "#sandbox/hubspot/crm/change-source.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { assertIdProperty, findRecord, requireRecord } from "#sandbox/hubspot/crm/find-record.ts";
import { readProperties } from "#sandbox/hubspot/crm/object-routes.ts";
import { presentRecord } from "#sandbox/hubspot/crm/present-record.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import { assertRequiredProperties } from "#sandbox/hubspot/crm/write-rules.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import {
  isObject,
  readFlag,
  readInputs,
  readObject,
  requireStrings,
  scopesFor,
  spaceOf,
} from "#sandbox/hubspot/read-input.ts";

/** "Each batch is limited to 100 inputs", 50 when histories are read. */
const MOST_INPUTS = 100;
const MOST_WITH_HISTORY = 50;

function idPropertyOf(input: JsonObject): string | undefined {
  return typeof input.idProperty === "string" && input.idProperty !== "" ? input.idProperty : undefined;
}

function refuseDuplicates(ids: string[]): void {
  const seen = new Set<string>();
  const doubled = [...new Set(ids.filter((id) => seen.size === seen.add(id).size))];
  if (doubled.length === 0) return;
  throw invalid(`Duplicate IDs found in batch input: [${doubled.join(", ")}]. IDs must be unique`, {
    context: { ids: doubled },
  });
}

/** Two inputs that name one record reject the batch, with or without trace ids. */
function refuseSameRecord(space: ObjectSpace, inputs: JsonObject[]): void {
  for (const input of inputs) {
    requireStrings(input, ["id"]);
    const idProperty = idPropertyOf(input);
    if (idProperty !== undefined) assertIdProperty(space, idProperty);
  }
  refuseDuplicates(inputs.map((input) => `${input.id}`.trim().toLowerCase()));
  const resolved = inputs.map((input) => findRecord(space, String(input.id), idPropertyOf(input))?.id);
  refuseDuplicates(resolved.filter((id) => id !== undefined));
}

function begin(
  world: HubspotWorld,
  call: ApiCall,
): Pick<BatchWrites, "world" | "call" | "inputs"> & { space: ObjectSpace } {
  const space = spaceOf(call.portal, call.request);
  return { world, call, space, inputs: readInputs(readObject(call.request), MOST_INPUTS) };
}

/** What makes two inputs the same; trace ids do not count. */
function identityOf({ properties, associations }: JsonObject): string {
  const sorted = isObject(properties) ? Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)) : properties;
  return JSON.stringify([sorted, associations ?? []]);
}

/** HubSpot's definition of an upsert's input has no associations. */
function refuseAssociations({ associations }: JsonObject): void {
  if (associations !== undefined) throw invalid("Invalid input JSON: associations cannot be given in an upsert");
}

const create = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { space, ...batch } = begin(world, call);
    return runBatchWrites({
      ...batch,
      allGood: 201,
      allowsPartial: true,
      ...(space.type.mergesIdenticalCreates ? { identityOf } : {}),
      plan: (input, reserved) => {
        const { type, records } = space;
        const values = call.portal.checkProperties(type.typeId, readProperties(input));
        assertRequiredProperties(call.portal, type, call.request.params.version, values);
        const associations = readInlineAssociations(call.portal, type.typeId, input, reserved);
        const write = records.plan(undefined, values, apiSource(world.options.appId), reserved);
        return { ...write, associations };
      },
      present: (record) => presentRecord(space, record, { everything: true }),
    });
  };
};

const update = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { space, ...batch } = begin(world, call);
    refuseSameRecord(space, batch.inputs);
    return runBatchWrites({
      ...batch,
      allGood: 200,
      allowsPartial: true,
      plan: (input, reserved) => {
        const record = requireRecord(space, String(input.id), idPropertyOf(input));
        const values = call.portal.checkProperties(space.type.typeId, readProperties(input));
        return space.records.plan(record, values, apiSource(world.options.appId), reserved);
      },
      present: (record, _planned, input) =>
        presentRecord(space, record, { properties: Object.keys(readProperties(input)) }),
    });
  };
};

const upsert = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { space, ...batch } = begin(world, call);
    const { type, records } = space;
    for (const input of batch.inputs) requireStrings(input, ["id", "idProperty"]);
    refuseSameRecord(space, batch.inputs);
    return runBatchWrites({
      ...batch,
      allGood: 200,
      // "Partial upserts are not supported when using email as the idProperty for contacts": HubSpot's contacts guide.
      allowsPartial: batch.inputs.every((input) => input.idProperty !== type.primaryKey),
      plan: (input, reserved) => {
        refuseAssociations(input);
        const idProperty = String(input.idProperty);
        const before = findRecord(space, String(input.id), idProperty);
        const own = before ? {} : { [idProperty]: String(input.id) };
        const values = call.portal.checkProperties(type.typeId, { ...own, ...readProperties(input) });
        if (!before) assertRequiredProperties(call.portal, type, call.request.params.version, values);
        return records.plan(before, values, apiSource(world.options.appId), reserved);
      },
      present: (record, { before }, input) => ({
        ...presentRecord(space, record, {
          properties: [String(input.idProperty), ...Object.keys(readProperties(input))],
          everything: !before,
        }),
        new: !before,
      }),
    });
  };
};

/** 204 whatever the state of the records was. */
const archive = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { space, inputs } = begin(world, call);
    for (const input of inputs) requireStrings(input, ["id"]);
    for (const input of inputs) {
      const record = space.records.find(String(input.id));
      if (record) space.records.archive(record, apiSource(world.options.appId));
    }
    return { status: 204 };
  };
};

function readNames(body: JsonObject, field: string): string[] {
  const names = body[field];
  if (names === undefined || names === null) return [];
  if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  throw invalid(`Invalid input JSON: ${field} must be a list of property names`);
}

const read = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const space = spaceOf(call.portal, call.request);
    const startedAt = toInstant(world.options.clock.now());
    const body = readObject(call.request);
    const withHistory = readNames(body, "propertiesWithHistory");
    const inputs = readInputs(body, withHistory.length > 0 ? MOST_WITH_HISTORY : MOST_INPUTS);
    const shown = { properties: readNames(body, "properties"), withHistory };
    const archived = readFlag(call.request, "archived");
    const idProperty = idPropertyOf(body);
    if (idProperty !== undefined) assertIdProperty(space, idProperty);
    const found = new Map<string, CrmRecord>();
    const missing: string[] = [];
    for (const input of inputs) {
      requireStrings(input, ["id"]);
      const record = findRecord(space, String(input.id), idProperty, archived);
      if (record) found.set(record.id, record);
      else missing.push(String(input.id));
    }
    const error = {
      status: "error",
      category: "OBJECT_NOT_FOUND",
      message: `Could not get some ${space.type.legacyName} objects, they may be deleted or not exist. Check that ids are valid.`,
      context: { ids: missing },
    };
    return {
      status: missing.length > 0 ? 207 : 200,
      body: {
        status: "COMPLETE",
        results: [...found.values()].map((record) => presentRecord(space, record, shown)),
        ...(missing.length > 0 ? { numErrors: 1, errors: [error] } : {}),
        startedAt,
        completedAt: toInstant(world.options.clock.now()),
      },
    };
  };
};

/** Records of every type, up to 100 at a time. */
export function batchRoutes(world: HubspotWorld): Route[] {
  const on = (verb: string, kind: "read" | "write", handler: ApiHandler) =>
    crmRoutes(world, "POST", "objects", `/:type/batch/${verb}`, { scopes: scopesFor(kind) }, handler);
  return [
    ...on("read", "read", read(world)),
    ...on("create", "write", create(world)),
    ...on("update", "write", update(world)),
    ...on("upsert", "write", upsert(world)),
    ...on("archive", "write", archive(world)),
  ];
}
