import type { StandInResponse } from "#sandbox/http/serve.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import type { PlannedWrite } from "#sandbox/hubspot/crm/record-store.ts";
import { Reservations } from "#sandbox/hubspot/crm/unique-index.ts";
import type { ApiCall } from "#sandbox/hubspot/guard.ts";
import { HubspotError, invalid, toBatchError } from "#sandbox/hubspot/hubspot-error.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";
import type { JsonObject } from "#sandbox/hubspot/read-input.ts";
import { spaceOf } from "#sandbox/hubspot/read-input.ts";

export interface BatchWrites {
  world: HubspotWorld;
  call: ApiCall;
  inputs: JsonObject[];
  /** The status when every input was taken. */
  allGood: 200 | 201;
  /** Trace ids turn a refused input into an element of a 207; without them, or where this is false, it sinks the batch. */
  allowsPartial: boolean;
  /** Checks one input without writing; throws what HubSpot would answer. */
  plan: (input: JsonObject, reserved: Reservations) => PlannedWrite;
  /** Inputs that are the same in this sense are written once. */
  identityOf?: (input: JsonObject) => string;
  present: (record: CrmRecord, planned: PlannedWrite, input: JsonObject) => Record<string, unknown>;
}

interface Planned {
  input: JsonObject;
  traceId: string | undefined;
  write?: PlannedWrite;
  error?: HubspotError;
}

function readTraceId(input: JsonObject): string | undefined {
  return typeof input.objectWriteTraceId === "string" ? input.objectWriteTraceId : undefined;
}

/** Partial success is opt-in: each input needs a trace id of its own. */
function areTraced(planned: Planned[]): boolean {
  const ids = planned.map(({ traceId }) => traceId);
  return ids.every((id) => id !== undefined) && new Set(ids).size === ids.length;
}

/** The input that a `partial` fault refuses: the first that its body pattern names, else the first of all. */
function findRefusedOnPurpose({ world, call, inputs }: BatchWrites): JsonObject | undefined {
  const { request, portal } = call;
  const subject = { method: request.method, path: request.path, body: request.rawBody, tenant: String(portal.id) };
  const fault = world.options.faults.take(["partial"], subject);
  if (!fault) return undefined;
  const pattern = fault.match?.body === undefined ? undefined : new RegExp(fault.match.body);
  return inputs.find((input) => pattern?.test(JSON.stringify(input))) ?? inputs[0];
}

function planAll(batch: BatchWrites, refused: JsonObject | undefined): Planned[] {
  const reserved = new Reservations();
  const seen = new Set<string>();
  const different = batch.inputs.filter((input) => {
    const identity = batch.identityOf?.(input);
    return identity === undefined || seen.size < seen.add(identity).size;
  });
  return different.map((input) => {
    const traceId = readTraceId(input);
    if (input === refused) return { input, traceId, error: invalid("This input was refused by a rule of the account") };
    try {
      return { input, traceId, write: batch.plan(input, reserved) };
    } catch (cause) {
      if (cause instanceof HubspotError) return { input, traceId, error: cause };
      throw cause;
    }
  });
}

function toContext({ input, traceId }: Planned): Record<string, string[]> {
  if (traceId !== undefined) return { objectWriteTraceId: [traceId] };
  return typeof input.id === "string" ? { ids: [input.id] } : {};
}

/** HubSpot answers in no order that can be relied on. */
function shuffle<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/**
 * Checks all inputs before it writes any. The first refusal fails the whole batch with its own status and body, unless
 * partial success was asked for: then the rest is written and the answer is 207.
 */
export function runBatchWrites(batch: BatchWrites): StandInResponse {
  const { world, call } = batch;
  const startedAt = toInstant(world.options.clock.now());
  const refused = findRefusedOnPurpose(batch);
  const planned = planAll(batch, refused);
  const firstError = planned.find(({ error, input }) => error && input !== refused)?.error;
  if (firstError && !(batch.allowsPartial && areTraced(planned))) throw firstError;
  const space = spaceOf(call.portal, call.request);
  const results: object[] = [];
  const errors: object[] = [];
  for (const one of planned) {
    if (one.error) errors.push(toBatchError(one.error, toContext(one)));
    if (!one.write) continue;
    const traced = one.traceId === undefined ? {} : { objectWriteTraceId: one.traceId };
    results.push({ ...batch.present(call.portal.carryOut(space, one.write), one.write, one.input), ...traced });
  }
  return {
    status: errors.length > 0 ? 207 : batch.allGood,
    body: {
      status: "COMPLETE",
      results: shuffle(results, world.random),
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
      startedAt,
      completedAt: toInstant(world.options.clock.now()),
    },
  };
}
