import { AssociationSpecAssociationCategoryEnum as Category } from "@hubspot/api-client/lib/codegen/crm/objects/index.js";
import type { HubspotErrorBody } from "../translate-error.ts";
import { HubspotRefusal, translateRefusal } from "../translate-error.ts";
import { blamesDefinition, translateRecordError } from "../translate-record-error.ts";
import type { CrmRecord } from "./flatten-record.ts";
import type { ObjectScope } from "./object-scope.ts";

export type Verb = "create" | "update";

export interface BatchInput {
  /** our ref: with one on each input HubSpot answers for each (207) instead of refusing all for one */
  readonly objectWriteTraceId: string;
  readonly id?: string;
  readonly properties: Record<string, string>;
  /** of a create: the record that it is a part of, associated in the same request */
  readonly parentId?: string;
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
    const { code, details } = translateRecordError(error.body);
    const forAll = translateRefusal(error);
    // Where an account takes no more of something HubSpot may well forbid it.
    if (code !== "limit_reached" && (error.status === 403 || forAll.code === "object_unavailable")) throw forAll;
    const { property } = details;
    if (inputs.length === 1 || (blamesDefinition(error.body) && !property)) return refuseAll(inputs, error);
    if (blamesDefinition(error.body)) {
      // Wrong for all that name it: halving would only find that out a hundred times.
      const concerned = inputs.filter((input) => property && property in input.properties);
      if (concerned.length > 0) {
        const rest = inputs.filter((input) => !concerned.includes(input));
        const others = rest.length > 0 ? await sendBatch(scope, verb, rest) : new Map<string, Answered>();
        return new Map([...refuseAll(concerned, error), ...others]);
      }
    }
    const middle = Math.ceil(inputs.length / 2);
    const first = await sendBatch(scope, verb, inputs.slice(0, middle));
    // An account that has no room for one has none for the rest.
    const isFull = code === "limit_reached" && [...first.values()].every(({ kind }) => kind === "refused");
    const rest = inputs.slice(middle);
    return new Map([...first, ...(isFull ? refuseAll(rest, error) : await sendBatch(scope, verb, rest))]);
  }
}

function refuseAll(inputs: readonly BatchInput[], error: HubspotRefusal): Map<string, Answered> {
  return new Map(inputs.map((input) => [input.objectWriteTraceId, { kind: "refused", error }]));
}

async function call(scope: ObjectScope, verb: Verb, inputs: readonly BatchInput[]): Promise<BatchAnswer> {
  const { batch } = scope.api;
  if (verb === "update") {
    return batch.update(scope.objectType, { inputs: inputs.map((input) => ({ ...input, id: input.id ?? "" })) });
  }
  return batch.create(scope.objectType, {
    inputs: inputs.map(({ parentId, ...input }) => ({
      ...input,
      associations:
        parentId === undefined || scope.parentTypeId === null
          ? []
          : [
              {
                to: { id: parentId },
                types: [{ associationCategory: Category.HubspotDefined, associationTypeId: scope.parentTypeId }],
              },
            ],
    })),
  });
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
