import { z } from "zod";
import { chunks } from "#app/lib/chunks.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { AssociationPair, AssociationPort } from "#app/sync/ports.ts";
import type { ObjectKey } from "#app/sync/record.ts";
import { hubspotApiVersion } from "./api-version.ts";
import type { AssociationLabels, AssociationType, TypePair } from "./association-labels.ts";
import type { HubspotErrorBody } from "./translate-error.ts";
import { correlationOf, HubspotRefusal, translateObjectRefusal } from "./translate-error.ts";
import { missingRecords, translateRecordError } from "./translate-record-error.ts";
import type { Caller, HubspotTransport } from "./transport.ts";
import { parseError } from "./transport.ts";

// Source: developers.hubspot.com/docs/api-reference/latest/crm/associations/overview.
const writeBatch = 2_000;
/** different records on the one side; so many pairs never have more */
const removeBatch = 100;

type Outcome = "done" | "gone" | SyncError;
type Verb = "associate/default" | "create" | "archive" | "labels/archive";

/** One pair of records in a request, with the places of those asked for that it answers. */
interface Item {
  readonly fromId: string;
  readonly toId: string;
  readonly types: readonly AssociationType[];
  readonly places: readonly number[];
}

interface Deps {
  readonly transport: HubspotTransport;
  readonly labels: AssociationLabels;
  /** HubSpot's name of an object's type */
  readonly objectType: (object: ObjectKey) => string;
}

/**
 * Associations by HubSpot's own default type of the two objects; with a label by that and the label's type, in one request. In a portal that
 * takes no labels, for its tier has none or ten are there, a pair is associated without one: it belongs together all the same.
 * A pair of objects that the portal does not associate is permanent `association_unavailable`.
 */
export function associationsOf({ transport, labels, objectType }: Deps, caller: Caller): AssociationPort {
  async function sendPart(pair: TypePair, verb: Verb, items: readonly Item[], outcomes: Outcome[]): Promise<void> {
    const answer = await transport.send(caller, {
      method: "POST",
      path: `/crm/associations/${hubspotApiVersion}/${pair.from}/${pair.to}/batch/${verb}`,
      body: JSON.stringify({ inputs: inputsOf(verb, items) }),
      repeatable: true,
    });
    const settle = (some: readonly Item[], outcome: Outcome) => {
      for (const { places } of some) for (const place of places) outcomes[place] = outcome;
    };
    if (answer.status < 300) {
      const { done, refused, open } = pairUp(items, answer);
      settle(done, "done");
      for (const { item, error } of refused) settle([item], outcomeOf(new HubspotRefusal(400, error)));
      if (open.length > 0) await halve(pair, verb, open, outcomes, () => settle(open, lost()));
      return;
    }
    const refusal = new HubspotRefusal(answer.status, parseError(answer.text));
    const forAll = refusalOfAll(refusal);
    if (forAll?.kind === "reconnect") throw forAll;
    if (forAll) return settle(items, forAll);
    await halve(pair, verb, items, outcomes, () => settle(items, outcomeOf(refusal)));
  }

  async function halve(pair: TypePair, verb: Verb, items: readonly Item[], outcomes: Outcome[], alone: () => void) {
    if (items.length === 1) return alone();
    const middle = Math.ceil(items.length / 2);
    await sendPart(pair, verb, items.slice(0, middle), outcomes);
    await sendPart(pair, verb, items.slice(middle), outcomes);
  }

  async function sendAll(pair: TypePair, verb: Verb, items: readonly Item[], outcomes: Outcome[]): Promise<void> {
    const size = verb === "archive" || verb === "labels/archive" ? removeBatch : writeBatch;
    for (const part of chunks(items, size)) await sendPart(pair, verb, part, outcomes);
  }

  /** The types by label; a label without one is left out. */
  async function typesOf(pair: TypePair, pairs: readonly AssociationPair[], how: "ensure" | "find") {
    const types = new Map<string, AssociationType>();
    for (const label of new Set(pairs.flatMap((one) => one.label ?? []))) {
      const type = await labels[how](caller, pair, label);
      if (type) types.set(label, type);
    }
    return types;
  }

  async function writeLabelled(pair: TypePair, pairs: readonly AssociationPair[], outcomes: Outcome[]): Promise<void> {
    const types = await typesOf(pair, pairs, "ensure");
    const standard = await labels.standard(caller, pair);
    const items = itemsOf(pairs, ({ label }) => {
      const type = label === null ? undefined : types.get(label);
      return type ? [type, ...(standard ? [standard] : [])] : [];
    });
    const [plain, labelled] = [items.filter(({ types }) => !types.length), items.filter(({ types }) => types.length)];
    await sendAll(pair, "associate/default", plain, outcomes);
    await sendAll(pair, "create", labelled, outcomes);
  }

  const pairOf = (from: ObjectKey, to: ObjectKey) => ({ from: objectType(from), to: objectType(to) });

  return {
    async write(from, to, pairs) {
      const [pair, outcomes] = [pairOf(from, to), new Array<Outcome>(pairs.length)];
      if (pairs.every(({ label }) => label === null)) {
        await sendAll(pair, "associate/default", itemsOf(pairs), outcomes);
        return outcomes;
      }
      await writeLabelled(pair, pairs, outcomes);
      if (!outcomes.some(isUnavailable)) return outcomes;
      // A label that we remember may be deleted by now.
      labels.forget(caller, pair);
      await writeLabelled(pair, pairs, outcomes);
      return outcomes;
    },
    async remove(from, to, pairs) {
      const [pair, outcomes] = [pairOf(from, to), new Array<Outcome>(pairs.length).fill("done")];
      const whole = itemsOf(
        pairs,
        () => [],
        (one) => one.label === null,
      );
      await sendAll(pair, "archive", whole, outcomes);
      if (pairs.every(({ label }) => label === null)) return outcomes;
      const types = await typesOf(pair, pairs, "find");
      const labelled = itemsOf(
        pairs,
        ({ label }) => types.get(label ?? "") ?? [],
        ({ label }) => label !== null && types.has(label),
      );
      await sendAll(pair, "labels/archive", labelled, outcomes);
      return outcomes;
    },
  };
}

/** Pairs of the same two records go in one input: two of them might be refused as twins. */
function itemsOf(
  pairs: readonly AssociationPair[],
  typesOf: (pair: AssociationPair) => AssociationType | readonly AssociationType[] = () => [],
  isWanted: (pair: AssociationPair) => boolean = () => true,
): readonly Item[] {
  const items = new Map<string, { fromId: string; toId: string; types: AssociationType[]; places: number[] }>();
  for (const [place, pair] of pairs.entries()) {
    if (!isWanted(pair)) continue;
    const { fromId, toId } = pair;
    const item = items.get(`${fromId}:${toId}`) ?? { fromId, toId, types: [], places: [] };
    items.set(`${fromId}:${toId}`, item);
    item.places.push(place);
    for (const type of [typesOf(pair)].flat()) {
      if (!item.types.some((one) => one.associationTypeId === type.associationTypeId)) item.types.push(type);
    }
  }
  return [...items.values()];
}

function inputsOf(verb: Verb, items: readonly Item[]): readonly object[] {
  if (verb === "archive") {
    const byFrom = new Map<string, { id: string }[]>();
    for (const { fromId, toId } of items) byFrom.set(fromId, [...(byFrom.get(fromId) ?? []), { id: toId }]);
    return [...byFrom].map(([id, to]) => ({ from: { id }, to }));
  }
  return items.map(({ fromId, toId, types }) => ({
    from: { id: fromId },
    to: { id: toId },
    ...(verb === "associate/default" ? {} : { types }),
  }));
}

const idSchema = z.union([z.string(), z.number()]).transform(String);
const resultSchema = z.union([
  z
    .object({ from: z.object({ id: idSchema }), to: z.object({ id: idSchema }) })
    .transform(({ from, to }) => [from.id, to.id]),
  z.object({ fromObjectId: idSchema, toObjectId: idSchema }).transform((one) => [one.fromObjectId, one.toObjectId]),
]);

/** Which pairs an answer calls done, which it refuses, and which it says nothing of. Without an error in it all are done. */
function pairUp(items: readonly Item[], { status, text }: { status: number; text: string }) {
  const body = status === 207 ? (parseError(text) as { results?: unknown[]; errors?: HubspotErrorBody[] }) : {};
  const { results = [], errors = [] } = body;
  if (errors.length === 0) return { done: items, refused: [], open: [] };
  const named = new Set(results.flatMap((one) => resultSchema.safeParse(one).data?.join(":") ?? []));
  const left = items.filter(({ fromId, toId }) => !named.has(`${fromId}:${toId}`));
  const refused = left.flatMap((item) => {
    const error = errors.find((one) => missingRecords(one).some((id) => id === item.fromId || id === item.toId));
    return error ? [{ item, error }] : [];
  });
  const open = left.filter((item) => !refused.some((one) => one.item === item));
  return { done: items.filter((item) => !left.includes(item)), refused, open };
}

/** What a refusal says of all pairs at once; null when it may be about one of them. */
function refusalOfAll(refusal: HubspotRefusal): SyncError | null {
  const { body, status } = refusal;
  const words = `${body.message} ${Object.keys(body.context ?? {}).join(" ")}`;
  if (/no (default )?association|association types? .*(not|n't) |INVALID_ASSOCIATION_TYPE/i.test(words)) {
    return new SyncError("permanent", {
      code: "association_unavailable",
      details: correlationOf(body),
      cause: refusal,
    });
  }
  const error = translateObjectRefusal(refusal);
  return status !== 404 && (error.code === "object_unavailable" || error.kind === "reconnect") ? error : null;
}

function outcomeOf({ status, body }: HubspotRefusal): Outcome {
  return status === 404 || missingRecords(body).length > 0 ? "gone" : translateRecordError(body);
}

function isUnavailable(outcome: Outcome | undefined): boolean {
  return outcome instanceof SyncError && outcome.code === "association_unavailable";
}

function lost(): SyncError {
  return new SyncError("transient", { code: "answer_lost", afterMs: 2000 });
}
