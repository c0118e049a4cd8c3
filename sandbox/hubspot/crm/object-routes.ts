import type { Route } from "#sandbox/http/serve.ts";
import { readInlineAssociations } from "#sandbox/hubspot/crm/associations/check-associations.ts";
import { presentInline } from "#sandbox/hubspot/crm/associations/present-associations.ts";
import { apiSource } from "#sandbox/hubspot/crm/change-source.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { assertIdProperty, findRecord, requireRecord } from "#sandbox/hubspot/crm/find-record.ts";
import { presentRecord } from "#sandbox/hubspot/crm/present-record.ts";
import { Reservations } from "#sandbox/hubspot/crm/unique-index.ts";
import { assertRequiredProperties } from "#sandbox/hubspot/crm/write-rules.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import { invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { ObjectSpace } from "#sandbox/hubspot/portal.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import {
  isObject,
  readFlag,
  readList,
  readObject,
  requireStrings,
  scopesFor,
  spaceOf,
  typeIn,
} from "#sandbox/hubspot/read-input.ts";

const READ = { scopes: scopesFor("read") };
const WRITE = { scopes: scopesFor("write") };

/** A list page holds at most 100 records, 50 with histories. */
const MOST_PER_PAGE = 100;
const MOST_WITH_HISTORY = 50;

export function readProperties(input: JsonObject): JsonObject {
  if (!isObject(input.properties)) throw invalid("Invalid input JSON: Some required fields were not set: [properties]");
  return input.properties;
}

const idOf = ({ request }: ApiCall) => request.params.id ?? "";
const idPropertyOf = ({ request }: ApiCall) => request.url.searchParams.get("idProperty") ?? undefined;

function shownBy({ request }: ApiCall): { properties: string[]; withHistory: string[] } {
  return { properties: readList(request, "properties"), withHistory: readList(request, "propertiesWithHistory") };
}

/** Which kinds of associated records a read shows along; batches have no such thing. */
function associatedBy(call: ApiCall, space: ObjectSpace): (record: CrmRecord) => object {
  const types = readList(call.request, "associations").map((name) => typeIn(call.portal, name));
  return (record) => presentInline(call.portal, space.type, record.id, types);
}

const read: ApiHandler = (call) => {
  const space = spaceOf(call.portal, call.request);
  const record = requireRecord(space, idOf(call), idPropertyOf(call), readFlag(call.request, "archived"));
  const associated = associatedBy(call, space);
  return { status: 200, body: { ...presentRecord(space, record, shownBy(call)), ...associated(record) } };
};

const list: ApiHandler = (call) => {
  const { request, portal } = call;
  const space = spaceOf(portal, request);
  const shown = shownBy(call);
  const most = shown.withHistory.length > 0 ? MOST_WITH_HISTORY : MOST_PER_PAGE;
  const limit = Number(request.url.searchParams.get("limit") ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw invalid(`limit must be from 1 to ${most}`);
  const after = request.url.searchParams.get("after") ?? "0";
  if (!/^\d+$/.test(after)) throw invalid(`Invalid value for after: ${after}`);
  const associated = associatedBy(call, space);
  const results: object[] = [];
  let last = after;
  let hasMore = false;
  for (const record of space.records.list(readFlag(request, "archived"), after)) {
    if (results.length === limit) {
      hasMore = true;
      break;
    }
    results.push({ ...presentRecord(space, record, shown), ...associated(record) });
    last = record.id;
  }
  const next = new URL(request.url);
  next.searchParams.set("after", last);
  return { status: 200, body: { results, ...(hasMore ? { paging: { next: { after: last, link: next.href } } } : {}) } };
};

const purge = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const space = spaceOf(call.portal, call.request);
    if (!space.type.primaryKey) throw notFound();
    const input = readObject(call.request);
    requireStrings(input, ["objectId"]);
    const idProperty = typeof input.idProperty === "string" ? input.idProperty : undefined;
    if (idProperty !== undefined) assertIdProperty(space, idProperty);
    const id = String(input.objectId);
    const record = findRecord(space, id, idProperty) ?? space.records.find(id, true);
    if (record) space.records.purge(record, apiSource(world.options.appId));
    else if (idProperty === space.type.primaryKey) space.records.block(id.trim().toLowerCase());
    else throw notFound();
    return { status: 204 };
  };
};

const merge = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const space = spaceOf(call.portal, call.request);
    if (!space.type.canMerge) throw invalid(`Objects of type ${space.type.legacyName} cannot be merged`);
    const input = readObject(call.request);
    requireStrings(input, ["primaryObjectId", "objectIdToMerge"]);
    const primary = requireRecord(space, String(input.primaryObjectId), undefined);
    const loser = requireRecord(space, String(input.objectIdToMerge), undefined);
    const merged = space.records.merge(primary, loser, apiSource(world.options.appId));
    return { status: 200, body: presentRecord(space, merged) };
  };
};

const create = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { request, portal } = call;
    const space = spaceOf(portal, request);
    const input = readObject(request);
    const { type, records } = space;
    const source = apiSource(world.options.appId);
    const reserved = new Reservations();
    const values = portal.checkProperties(type.typeId, readProperties(input));
    assertRequiredProperties(portal, type, request.params.version, values);
    const associations = readInlineAssociations(portal, type.typeId, input, reserved);
    const record = portal.carryOut(space, { ...records.plan(undefined, values, source, reserved), associations });
    const location = `${request.url.pathname.replace(/\/$/, "")}/${record.id}`;
    return { status: 201, headers: { location }, body: presentRecord(space, record, { everything: true }) };
  };
};

const update = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { request, portal } = call;
    const space = spaceOf(portal, request);
    const input = readObject(request);
    const record = requireRecord(space, idOf(call), idPropertyOf(call));
    const values = portal.checkProperties(space.type.typeId, readProperties(input));
    const updated = space.records.update(record, values, apiSource(world.options.appId));
    return { status: 200, body: presentRecord(space, updated, { properties: [...values.keys()] }) };
  };
};

/** 204 also when the record was gone already. */
const archive = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { records } = spaceOf(call.portal, call.request);
    const record = records.find(idOf(call));
    if (record) records.archive(record, apiSource(world.options.appId));
    return { status: 204 };
  };
};

/** Records of every type, one at a time. */
export function objectRoutes(world: HubspotWorld): Route[] {
  const on = (method: string, rest: string, options: typeof READ, handler: ApiHandler) =>
    crmRoutes(world, method, "objects", `/:type${rest}`, options, handler);
  return [
    ...on("GET", "", READ, list),
    ...on("POST", "", WRITE, create(world)),
    ...on("POST", "/merge", WRITE, merge(world)),
    ...on("POST", "/gdpr-delete", WRITE, purge(world)),
    ...on("GET", "/:id", READ, read),
    ...on("PATCH", "/:id", WRITE, update(world)),
    ...on("DELETE", "/:id", WRITE, archive(world)),
  ];
}
