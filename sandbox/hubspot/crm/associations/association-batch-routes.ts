import type { Route, StandInResponse } from "#sandbox/http/serve.ts";
import {
  assertOneParent,
  readId,
  readTypes,
  requireEnds,
  requireStandardType,
} from "#sandbox/hubspot/crm/associations/check-associations.ts";
import { presentDefault, presentPage, presentPair } from "#sandbox/hubspot/crm/associations/present-associations.ts";
import { apiSource } from "#sandbox/hubspot/crm/change-source.ts";
import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import type { ApiCall, ApiHandler } from "#sandbox/hubspot/guard.ts";
import { crmRoutes } from "#sandbox/hubspot/guard.ts";
import { HubspotError, invalid, toBatchError } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import { RATE_POLICIES } from "#sandbox/hubspot/rate-limiter.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { isObject, readInputs, readObject, scopesForParam, typeIn } from "#sandbox/hubspot/read-input.ts";

/** HubSpot's associations guide: inputs of a create and a read, different records of an archive. */
const MOST_CREATED = 2_000;
const MOST_READ = 1_000;
const MOST_ARCHIVED_FROM = 100;
/** A read shows so many of one record; more are paged. */
const MOST_PER_RECORD = 500;

const pairOf = ({ portal, request }: ApiCall): { from: ObjectType; to: ObjectType } => ({
  from: typeIn(portal, request.params.from ?? ""),
  to: typeIn(portal, request.params.to ?? ""),
});

function answer(world: HubspotWorld, startedAt: string, good: number, results: object[], errors: object[]) {
  const failed = errors.length > 0 ? { numErrors: errors.length, errors } : {};
  const completedAt = toInstant(world.options.clock.now());
  return {
    status: errors.length > 0 ? 207 : good,
    body: { status: "COMPLETE", results, ...failed, startedAt, completedAt },
  };
}

/** Runs an action for each input: refused ones become elements of a 207, unless all of them were refused. */
function runEach(
  world: HubspotWorld,
  inputs: JsonObject[],
  good: number,
  act: (input: JsonObject) => object[],
): StandInResponse {
  const startedAt = toInstant(world.options.clock.now());
  const results: object[] = [];
  const refusals: HubspotError[] = [];
  for (const input of inputs) {
    try {
      results.push(...act(input));
    } catch (cause) {
      if (!(cause instanceof HubspotError)) throw cause;
      refusals.push(cause);
    }
  }
  const [first] = refusals;
  if (first && refusals.length === inputs.length) throw first;
  const errors = refusals.map((refusal) => toBatchError(refusal, {}));
  return answer(world, startedAt, good, results, errors);
}

const create = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal } = call;
    const { from, to } = pairOf(call);
    return runEach(world, readInputs(readObject(call.request), MOST_CREATED), 201, (input) => {
      const types = readTypes(portal, from.typeId, input.types);
      if (types.some((type) => type.to !== to.typeId)) throw invalid("One or more associations are invalid");
      const [one, other] = requireEnds(portal, [
        { typeId: from.typeId, id: readId(input, "from") },
        { typeId: to.typeId, id: readId(input, "to") },
      ]);
      if (!one || !other) return [];
      for (const type of types) assertOneParent(portal, one, other, type);
      portal.associations.associate(one, other, types, apiSource(world.options.appId));
      return [presentPair(one, other, types)];
    });
  };
};

const createDefault = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal } = call;
    const { from, to } = pairOf(call);
    const type = requireStandardType(portal, from.typeId, to.typeId);
    return runEach(world, readInputs(readObject(call.request), MOST_CREATED), 200, (input) => {
      const [one, other] = requireEnds(portal, [
        { typeId: from.typeId, id: readId(input, "from") },
        { typeId: to.typeId, id: readId(input, "to") },
      ]);
      if (!one || !other) return [];
      assertOneParent(portal, one, other, type);
      portal.associations.associate(one, other, [type], apiSource(world.options.appId));
      return presentDefault(one, other, type, portal.associationTypes.back(type));
    });
  };
};

/** A record without any counts as an error of its own kind, so that the answer is 207. */
const read = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal } = call;
    const { from, to } = pairOf(call);
    const startedAt = toInstant(world.options.clock.now());
    const results: object[] = [];
    const errors: object[] = [];
    for (const input of readInputs(readObject(call.request), MOST_READ)) {
      const id = readId({ from: input }, "from");
      const end = { typeId: from.typeId, id: portal.space(from.typeId).records.find(id)?.id ?? id };
      const after = typeof input.after === "string" && /^\d+$/.test(input.after) ? Number(input.after) : 0;
      const { results: found, ...paging } = presentPage(portal, end, to.typeId, MOST_PER_RECORD, after);
      if (found.length > 0) results.push({ from: { id }, to: found, ...paging });
      else {
        errors.push({
          status: "error",
          category: "OBJECT_NOT_FOUND",
          subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
          message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
          context: { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] },
        });
      }
    }
    return answer(world, startedAt, 200, results, errors);
  };
};

/** The old version answers without a body, the dated ones with one. */
function archived(world: HubspotWorld, { request }: ApiCall): StandInResponse {
  if (request.params.version === undefined) return { status: 204 };
  return answer(world, toInstant(world.options.clock.now()), 200, [], []);
}

function assertFewFrom(inputs: JsonObject[]): void {
  const count = new Set(inputs.map((input) => readId(input, "from"))).size;
  if (count > MOST_ARCHIVED_FROM) {
    throw invalid(`A request can archive the associations of ${MOST_ARCHIVED_FROM} records at most, not of ${count}`);
  }
}

const archive = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { from, to } = pairOf(call);
    const inputs = readInputs(readObject(call.request), MOST_CREATED);
    assertFewFrom(inputs);
    for (const input of inputs) {
      if (!Array.isArray(input.to) || input.to.length === 0) {
        throw invalid("Invalid input JSON: Some required fields were not set: [to]");
      }
      const one = { typeId: from.typeId, id: readId(input, "from") };
      for (const target of input.to) {
        const other = { typeId: to.typeId, id: readId({ to: target }, "to") };
        call.portal.associations.dissociate(one, other, apiSource(world.options.appId));
      }
    }
    return archived(world, call);
  };
};

const archiveLabels = (world: HubspotWorld): ApiHandler => {
  return (call) => {
    const { portal } = call;
    const { from, to } = pairOf(call);
    const inputs = readInputs(readObject(call.request), MOST_CREATED);
    assertFewFrom(inputs);
    const wanted = inputs.filter(isObject).map((input) => ({
      one: { typeId: from.typeId, id: readId(input, "from") },
      other: { typeId: to.typeId, id: readId(input, "to") },
      types: readTypes(portal, from.typeId, input.types),
    }));
    for (const { one, other, types } of wanted) {
      portal.associations.removeTypes(one, other, types, apiSource(world.options.appId));
    }
    return archived(world, call);
  };
};

/** Associations in batches: `/crm/associations/{version}/{from}/{to}/batch/…`, exempt from the ten-second limit. */
export function associationBatchRoutes(world: HubspotWorld): Route[] {
  const on = (kind: "read" | "write", verb: string, handler: ApiHandler) =>
    crmRoutes(
      world,
      "POST",
      "associations",
      `/:from/:to/batch/${verb}`,
      {
        scopes: scopesForParam("from", kind),
        alsoScopes: scopesForParam("to", kind),
        policy: RATE_POLICIES.associations,
      },
      handler,
      "v4",
    );
  return [
    ...on("write", "create", create(world)),
    ...on("write", "associate/default", createDefault(world)),
    ...on("read", "read", read(world)),
    ...on("write", "archive", archive(world)),
    ...on("write", "labels/archive", archiveLabels(world)),
  ];
}
