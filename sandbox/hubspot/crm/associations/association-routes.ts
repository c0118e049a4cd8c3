import { readJson } from "#sandbox/http/read-body.ts";
import type { Route } from "#sandbox/http/serve.ts";
import type { End } from "#sandbox/hubspot/crm/associations/association-store.ts";
import {
  assertOneParent,
  readTypes,
  requireEnds,
  requireStandardType,
} from "#sandbox/hubspot/crm/associations/check-associations.ts";
import {
  presentDefault,
  presentPage,
  presentPair,
  presentType,
} from "#sandbox/hubspot/crm/associations/present-associations.ts";
import { apiSource } from "#sandbox/hubspot/crm/change-source.ts";
import { requireRecord } from "#sandbox/hubspot/crm/find-record.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import { invalid, notFound } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { RATE_POLICIES } from "#sandbox/hubspot/rate-limiter.ts";
import { readObject, requireStrings, scopesForParam, typeIn } from "#sandbox/hubspot/read-input.ts";

const MOST_PER_PAGE = 500;

const typeIdOf = ({ portal, request }: ApiCall, param: string) => typeIn(portal, request.params[param] ?? "").typeId;

/** The two records that the path names. Throws 404 for the first, 400 for the second, as HubSpot looks at them. */
function endsOf(call: ApiCall): [End, End] {
  const { portal, request } = call;
  const from = { typeId: typeIdOf(call, "from"), id: request.params.fromId ?? "" };
  const [to] = requireEnds(portal, [{ typeId: typeIdOf(call, "to"), id: request.params.toId ?? "" }]);
  const id = requireRecord(portal.space(from.typeId), from.id, undefined).id;
  if (!to) throw notFound();
  return [{ ...from, id }, to];
}

const list: ApiHandler = (call) => {
  const { portal, request } = call;
  const typeId = typeIdOf(call, "from");
  const { id } = requireRecord(portal.space(typeId), request.params.fromId ?? "", undefined);
  const limit = Number(request.url.searchParams.get("limit") ?? MOST_PER_PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_PER_PAGE) {
    throw invalid(`limit must be from 1 to ${MOST_PER_PAGE}`);
  }
  const after = Number(request.url.searchParams.get("after") ?? 0);
  if (!Number.isInteger(after) || after < 0) throw invalid("Invalid value for after");
  return { status: 200, body: presentPage(portal, { typeId, id }, typeIdOf(call, "to"), limit, after) };
};

const associateDefault = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal } = call;
    const startedAt = toInstant(world.options.clock.now());
    const type = requireStandardType(portal, typeIdOf(call, "from"), typeIdOf(call, "to"));
    const [from, to] = endsOf(call);
    assertOneParent(portal, from, to, type);
    portal.associations.associate(from, to, [type], apiSource(world.options.appId));
    const results = presentDefault(from, to, type, portal.associationTypes.back(type));
    return {
      status: 200,
      body: { status: "COMPLETE", results, startedAt, completedAt: toInstant(world.options.clock.now()) },
    };
  };
};

/** The body is the bare list of types. */
const associateLabelled = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal, request } = call;
    const body = readJson(request);
    if (!body.ok) throw invalid(`Invalid input JSON: ${body.reason}`);
    const types = readTypes(portal, typeIdOf(call, "from"), body.value);
    if (types.some((type) => type.to !== typeIdOf(call, "to"))) throw invalid("One or more associations are invalid");
    const [from, to] = endsOf(call);
    for (const type of types) assertOneParent(portal, from, to, type);
    portal.associations.associate(from, to, types, apiSource(world.options.appId));
    return { status: 201, body: presentPair(from, to, types) };
  };
};

/** 204 also when there was nothing between the two. */
const dissociate = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal, request } = call;
    const [from, to] = ["from", "to"].map((end) => ({
      typeId: typeIdOf(call, end),
      id: request.params[`${end}Id`] ?? "",
    }));
    if (from && to) portal.associations.dissociate(from, to, apiSource(world.options.appId));
    return { status: 204 };
  };
};

const listLabels: ApiHandler = (call) => {
  const types = call.portal.associationTypes.list(typeIdOf(call, "from"), typeIdOf(call, "to"));
  return { status: 200, body: { results: types.map(presentType) } };
};

const createLabel: ApiHandler = (call) => {
  const input = readObject(call.request);
  requireStrings(input, ["label", "name"]);
  const label = String(input.label);
  const inverseLabel = typeof input.inverseLabel === "string" && input.inverseLabel ? input.inverseLabel : label;
  const made = call.portal.associationTypes.createLabel(typeIdOf(call, "from"), typeIdOf(call, "to"), {
    label,
    inverseLabel,
  });
  return { status: 200, body: { results: made.map(presentType) } };
};

const deleteLabel: ApiHandler = (call) => {
  const { portal, request } = call;
  const gone = portal.associationTypes.deleteLabel(
    typeIdOf(call, "from"),
    typeIdOf(call, "to"),
    Number(request.params.typeId),
  );
  for (const type of gone) portal.associations.dropType(type);
  return { status: 204 };
};

/** The associations of one record, and the labels of a pair of types. Exempt from the ten-second limit. */
export function associationRoutes(world: HubspotWorld): Route[] {
  const on = (
    method: string,
    area: "objects" | "associations",
    kind: "read" | "write",
    rest: string,
    handler: ApiHandler,
  ) => {
    const options = {
      scopes: scopesForParam("from", kind),
      alsoScopes: scopesForParam("to", kind),
      policy: RATE_POLICIES.associations,
    };
    return crmRoutes(world, method, area, rest, options, handler, "v4");
  };
  const record = "/:from/:fromId/associations";
  return [
    ...on("GET", "objects", "read", `${record}/:to`, list),
    ...on("PUT", "objects", "write", `${record}/default/:to/:toId`, associateDefault(world)),
    ...on("PUT", "objects", "write", `${record}/:to/:toId`, associateLabelled(world)),
    ...on("DELETE", "objects", "write", `${record}/:to/:toId`, dissociate(world)),
    ...on("GET", "associations", "read", "/:from/:to/labels", listLabels),
    ...on("POST", "associations", "write", "/:from/:to/labels", createLabel),
    ...on("DELETE", "associations", "write", "/:from/:to/labels/:typeId", deleteLabel),
  ];
}
