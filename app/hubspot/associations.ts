import { chunks } from "#app/lib/chunks.ts";
import type { SyncError } from "#app/sync/errors.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { AssociationPair, AssociationPort } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { hubspotApiVersion } from "./api-version.ts";
import { HubspotRefusal, translateRecordError, translateRefusal } from "./translate-error.ts";
import type { Caller, HubspotTransport } from "./transport.ts";
import { parseError } from "./transport.ts";

// Source: developers.hubspot.com/docs/api-reference/latest/crm/associations/overview.
const writeBatch = 2_000;
const removeBatch = 100;

/** Associations by HubSpot's own default type of the two objects. */
export function associationsOf(transport: HubspotTransport, caller: Caller): AssociationPort {
  const send = async (from: ObjectKey, to: ObjectKey, verb: string, pairs: readonly AssociationPair[]) => {
    const [fromType, toType] = [syncObject(from).hubspot.objectType, syncObject(to).hubspot.objectType];
    const answer = await transport.send(caller, {
      method: "POST",
      path: `/crm/associations/${hubspotApiVersion}/${fromType}/${toType}/${verb}`,
      body: JSON.stringify({ inputs: inputsOf(verb, pairs) }),
      repeatable: true,
    });
    if (answer.status < 300) return null;
    return new HubspotRefusal(answer.status, parseError(answer.text));
  };
  const sendPart = async (
    from: ObjectKey,
    to: ObjectKey,
    verb: string,
    pairs: readonly AssociationPair[],
  ): Promise<("done" | "gone" | SyncError)[]> => {
    const refusal = await send(from, to, verb, pairs);
    if (!refusal) return pairs.map(() => "done");
    if (refusal.status === 403) throw translateRefusal(refusal);
    if (pairs.length === 1) return [refusal.status === 404 ? "gone" : translateRecordError(refusal.body)];
    const middle = Math.ceil(pairs.length / 2);
    return [
      ...(await sendPart(from, to, verb, pairs.slice(0, middle))),
      ...(await sendPart(from, to, verb, pairs.slice(middle))),
    ];
  };
  const all = async (from: ObjectKey, to: ObjectKey, verb: string, pairs: readonly AssociationPair[], size: number) => {
    const results: ("done" | "gone" | SyncError)[] = [];
    for (const part of chunks(pairs, size)) results.push(...(await sendPart(from, to, verb, part)));
    return results;
  };
  return {
    write: (from, to, pairs) => all(from, to, "batch/associate/default", pairs, writeBatch),
    remove: (from, to, pairs) => all(from, to, "batch/archive", pairs, removeBatch),
  };
}

function inputsOf(verb: string, pairs: readonly AssociationPair[]): readonly object[] {
  return pairs.map(({ fromId, toId }) => ({
    from: { id: fromId },
    to: verb === "batch/archive" ? [{ id: toId }] : { id: toId },
  }));
}
