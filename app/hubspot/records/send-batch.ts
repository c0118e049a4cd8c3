import type { HubspotErrorBody } from "../translate-error.ts";
import { blamesMissingProperty, HubspotRefusal, translateRefusal } from "../translate-error.ts";
import type { CrmRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";

export type Verb = "create" | "update";

export interface BatchInput {
  /** our ref: with one on each input HubSpot answers for each (207) instead of refusing all for one */
  readonly objectWriteTraceId: string;
  readonly id?: string;
  readonly properties: Record<string, string>;
}

export type Answered =
  | { readonly kind: "done"; readonly record: CrmRecord }
  | { readonly kind: "refused"; readonly error: HubspotRefusal };

interface BatchAnswer {
  readonly results: readonly (CrmRecord & { readonly objectWriteTraceId?: string })[];
  readonly errors?: readonly HubspotErrorBody[];
}

/**
 * Sends one batch and pairs each input with its answer, by trace id. A batch that is refused whole all the same is halved until the
 * culprit stands alone. An input without an answer is missing from the result.
 */
export async function sendBatch(
  scope: ObjectScope,
  verb: Verb,
  inputs: readonly BatchInput[],
): Promise<ReadonlyMap<string, Answered>> {
  try {
    return pair(scope, inputs, await call(scope, verb, inputs));
  } catch (error) {
    if (!(error instanceof HubspotRefusal)) throw error;
    if (error.status === 403) throw translateRefusal(error);
    // A property the portal lacks is missing for all of them: halving would only find that out a hundred times.
    if (inputs.length === 1 || blamesMissingProperty(error.body)) {
      return new Map(inputs.map((input) => [input.objectWriteTraceId, { kind: "refused", error }]));
    }
    const middle = Math.ceil(inputs.length / 2);
    const first = await sendBatch(scope, verb, inputs.slice(0, middle));
    const second = await sendBatch(scope, verb, inputs.slice(middle));
    return new Map([...first, ...second]);
  }
}

async function call(scope: ObjectScope, verb: Verb, inputs: readonly BatchInput[]): Promise<BatchAnswer> {
  const { batch } = scope.api;
  if (verb === "create") {
    return batch.create(scope.objectType, { inputs: inputs.map((input) => ({ ...input, associations: [] })) });
  }
  return batch.update(scope.objectType, { inputs: inputs.map((input) => ({ ...input, id: input.id ?? "" })) });
}

function pair(scope: ObjectScope, inputs: readonly BatchInput[], answer: BatchAnswer): Map<string, Answered> {
  const answered = new Map<string, Answered>();
  const refs = indexOf(scope, inputs);
  for (const record of answer.results) {
    const ref =
      record.objectWriteTraceId ?? refs.get(record.id) ?? refs.get(record.properties[scope.keyProperty] ?? "");
    if (ref !== undefined) answered.set(ref, { kind: "done", record });
  }
  for (const body of answer.errors ?? []) {
    const named = body.context?.objectWriteTraceId ?? (body.context?.ids ?? []).flatMap((id) => refs.get(id) ?? []);
    const status = body.category === "OBJECT_NOT_FOUND" ? 404 : body.category === "CONFLICT" ? 409 : 400;
    for (const ref of named) answered.set(ref, { kind: "refused", error: new HubspotRefusal(status, body) });
  }
  return answered;
}

/** Where an answer carries no trace id, the record's id or our key says whose it is. */
function indexOf(scope: ObjectScope, inputs: readonly BatchInput[]): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (const { id, properties, objectWriteTraceId } of inputs) {
    if (id) refs.set(id, objectWriteTraceId);
    const key = properties[scope.keyProperty];
    if (key) refs.set(key, objectWriteTraceId);
  }
  return refs;
}
