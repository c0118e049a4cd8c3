import type { Route, StandInResponse } from "#sandbox/http/serve.ts";
import type { PropertyDefinition } from "#sandbox/hubspot/crm/property-definition.ts";
import { presentDefinition, toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import { readNewProperty, readPropertyChanges } from "#sandbox/hubspot/crm/property-input.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import { HubspotError, toBatchError } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { readFlag, readInputs, readObject, requireStrings, scopesFor, spaceOf } from "#sandbox/hubspot/read-input.ts";

const READ = { scopes: scopesFor("readSchema") };
const WRITE = { scopes: scopesFor("writeSchema") };

const definitionsOf = ({ portal, request }: ApiCall) => spaceOf(portal, request).definitions;
const nameOf = ({ request }: ApiCall) => request.params.name ?? "";

/** Runs one action per input and answers as batches of definitions do: all good, or 207 with the refused ones. */
function runBatch(
  call: ApiCall,
  world: HubspotWorld,
  allGood: number,
  act: (input: Record<string, unknown>) => PropertyDefinition,
): StandInResponse {
  const startedAt = toInstant(world.options.clock.now());
  const results: object[] = [];
  const errors: object[] = [];
  for (const input of readInputs(readObject(call.request), 100)) {
    try {
      results.push(presentDefinition(act(input)));
    } catch (cause) {
      if (!(cause instanceof HubspotError)) throw cause;
      errors.push(toBatchError(cause, { name: [String(input.name)] }));
    }
  }
  const completedAt = toInstant(world.options.clock.now());
  const failed = errors.length > 0 ? { numErrors: errors.length, errors } : {};
  return {
    status: errors.length > 0 ? 207 : allGood,
    body: { status: "COMPLETE", results, startedAt, completedAt, ...failed },
  };
}

const list: ApiHandler = (call) => {
  const results = definitionsOf(call).list(readFlag(call.request, "archived")).map(presentDefinition);
  return { status: 200, body: { results } };
};

const read: ApiHandler = (call) => {
  const definition = definitionsOf(call).get(nameOf(call), readFlag(call.request, "archived"));
  return { status: 200, body: presentDefinition(definition) };
};

const create: ApiHandler = (call) => {
  const created = definitionsOf(call).create(readNewProperty(readObject(call.request)));
  const location = `${call.request.url.pathname.replace(/\/$/, "")}/${created.name}`;
  return { status: 201, headers: { location }, body: presentDefinition(created) };
};

const update: ApiHandler = (call) => {
  const definitions = definitionsOf(call);
  const changes = readPropertyChanges(readObject(call.request), definitions.get(nameOf(call)));
  return { status: 200, body: presentDefinition(definitions.update(nameOf(call), changes)) };
};

const archive: ApiHandler = (call) => {
  definitionsOf(call).archive(nameOf(call));
  return { status: 204 };
};

/** 204 whatever the state of the properties was; only one in use stops it. */
const archiveBatch: ApiHandler = (call) => {
  const definitions = definitionsOf(call);
  for (const input of readInputs(readObject(call.request), 100)) {
    const name = String(input.name);
    if (definitions.find(name)) definitions.archive(name);
  }
  return { status: 204 };
};

const listGroups: ApiHandler = (call) => ({
  status: 200,
  body: { results: definitionsOf(call).groups(readFlag(call.request, "archived")) },
});

const readGroup: ApiHandler = (call) => {
  const group = definitionsOf(call).findGroup(nameOf(call));
  if (!group) throw new HubspotError(404, { message: "resource not found", category: "OBJECT_NOT_FOUND" });
  return { status: 200, body: group };
};

const createGroup: ApiHandler = (call) => {
  const input = readObject(call.request);
  requireStrings(input, ["name", "label"]);
  const displayOrder = typeof input.displayOrder === "number" ? input.displayOrder : -1;
  const group = definitionsOf(call).createGroup({ name: String(input.name), label: String(input.label), displayOrder });
  return { status: 201, body: group };
};

const updateGroup: ApiHandler = (call) => {
  const { label, displayOrder } = readObject(call.request);
  const changes = {
    ...(typeof label === "string" ? { label } : {}),
    ...(typeof displayOrder === "number" ? { displayOrder } : {}),
  };
  return { status: 200, body: definitionsOf(call).updateGroup(nameOf(call), changes) };
};

const archiveGroup: ApiHandler = (call) => {
  definitionsOf(call).archiveGroup(nameOf(call));
  return { status: 204 };
};

/** Property definitions and groups, single and in batches. */
export function propertyRoutes(world: HubspotWorld): Route[] {
  const readBatch: ApiHandler = (call) => {
    const body = readObject(call.request);
    return runBatch(call, world, 200, (input) => definitionsOf(call).get(String(input.name), body.archived === true));
  };
  const createBatch: ApiHandler = (call) =>
    runBatch(call, world, 201, (input) => definitionsOf(call).create(readNewProperty(input)));
  const on = (method: string, rest: string, options: typeof READ, handler: ApiHandler) =>
    crmRoutes(world, method, "properties", `/:type${rest}`, options, handler);
  return [
    ...on("GET", "", READ, list),
    ...on("POST", "", WRITE, create),
    ...on("POST", "/batch/read", READ, readBatch),
    ...on("POST", "/batch/create", WRITE, createBatch),
    ...on("POST", "/batch/archive", WRITE, archiveBatch),
    ...on("GET", "/groups", READ, listGroups),
    ...on("POST", "/groups", WRITE, createGroup),
    ...on("GET", "/groups/:name", READ, readGroup),
    ...on("PATCH", "/groups/:name", WRITE, updateGroup),
    ...on("DELETE", "/groups/:name", WRITE, archiveGroup),
    ...on("GET", "/:name", READ, read),
    ...on("PATCH", "/:name", WRITE, update),
    ...on("DELETE", "/:name", WRITE, archive),
  ];
}
