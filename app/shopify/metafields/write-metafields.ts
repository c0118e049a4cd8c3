import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { Value } from "#app/sync/record.ts";
import { deleteMetafields, setMetafields } from "../documents/metafields.ts";
import { instant } from "../flatten-values.ts";
import type { PortScope } from "../port-scope.ts";
import { unexplained } from "../unexplained.ts";
import { metafieldText } from "./metafield-text.ts";
import { translateMetafieldError } from "./translate-metafield-error.ts";

/** As many as Shopify takes at once; all of them are stored or none: shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsSet. */
const mostPerCall = 25;
const mutationCost = 10;

/** One metafield as it is wanted. */
export interface MetafieldWrite {
  readonly attribute: string;
  readonly namespace: string;
  readonly key: string;
  /** global id */
  readonly ownerId: string;
  /** null: it is deleted */
  readonly value: Value;
  /** its type as it was last seen: Shopify asks for it where the shop has no definition */
  readonly type: string | undefined;
}

export type MetafieldResult =
  /** as Shopify stored it. `at`: when, null where Shopify does not say */
  | { readonly kind: "stored"; readonly value: Value; readonly at: string | null }
  | { readonly kind: "gone" }
  | { readonly kind: "failed"; readonly error: SyncError };

interface Refusal {
  readonly field?: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
  readonly elementIndex?: number | null;
}

/** What one call made of its metafields, by place: stored, or all of them refused for what some are. */
type CallAnswer = { readonly stored: readonly MetafieldResult[] } | { readonly refusals: readonly Refusal[] };

type Send = (part: readonly MetafieldWrite[], withType: boolean) => Promise<CallAnswer>;

/**
 * Sets and deletes metafields of any owners. One that Shopify refuses sinks no other: the rest of its call is sent again without it. Safe
 * to repeat. When Shopify fails midway, those not reached fail with that error, so that those written are not forgotten.
 * @returns an entry for every write
 * @throws SyncError when nothing was written at all
 */
export async function writeMetafields(
  scope: PortScope,
  writes: readonly MetafieldWrite[],
): Promise<ReadonlyMap<MetafieldWrite, MetafieldResult>> {
  const results = new Map<MetafieldWrite, MetafieldResult>();
  const [cleared, filled] = [writes.filter(isCleared), writes.filter((write) => !isCleared(write))];
  try {
    for (const part of callsOf(filled)) await writePart(setter(scope), part, results);
    for (const part of callsOf(cleared)) await writePart(deleter(scope), part, results);
  } catch (cause) {
    if (results.size === 0) throw cause;
    const error = toSyncError(cause);
    for (const write of writes) if (!results.has(write)) results.set(write, { kind: "failed", error });
  }
  return results;
}

const isCleared = ({ value }: MetafieldWrite): boolean => value === null;

/** Calls of up to 25 metafields; the same one wanted twice (by two variants of a product) goes into a later call and is what stays. */
function callsOf(writes: readonly MetafieldWrite[]): readonly (readonly MetafieldWrite[])[] {
  const calls: { readonly writes: MetafieldWrite[]; readonly names: Set<string> }[] = [];
  for (const write of writes) {
    const name = `${write.ownerId} ${write.attribute}`;
    const last = calls.findLastIndex(({ names }) => names.has(name));
    const open = calls.find((call, i) => i > last && call.writes.length < mostPerCall);
    const call = open ?? { writes: [], names: new Set<string>() };
    if (!open) calls.push(call);
    call.writes.push(write);
    call.names.add(name);
  }
  return calls.map((call) => call.writes);
}

async function writePart(
  send: Send,
  part: readonly MetafieldWrite[],
  results: Map<MetafieldWrite, MetafieldResult>,
  withType = false,
): Promise<void> {
  const answer = await send(part, withType);
  if ("stored" in answer) {
    part.forEach((write, i) => {
      results.set(write, answer.stored[i] ?? lost);
    });
    return;
  }
  const refusals = byPlace(answer.refusals, part.length);
  if (refusals.size === 0) {
    // Shopify does not say which: each is asked for alone.
    for (const write of part) await writePart(send, [write], results, withType);
    return;
  }
  const again: MetafieldWrite[] = [];
  const untyped: MetafieldWrite[] = [];
  part.forEach((write, i) => {
    const refusal = refusals.get(i);
    if (!refusal) again.push(write);
    else if (!withType && write.type !== undefined && names(refusal, "type")) untyped.push(write);
    else results.set(write, translateMetafieldError(refusal, write.attribute));
  });
  if (untyped.length > 0) await writePart(send, untyped, results, true);
  if (again.length > 0) await writePart(send, again, results, withType);
}

const lost: MetafieldResult = {
  kind: "failed",
  error: new SyncError("transient", { code: "answer_lost", afterMs: 1000 }),
};

const names = ({ field }: Refusal, part: string): boolean => field?.includes(part) === true;

/** The first refusal of each metafield that is named; of a single one any. */
function byPlace(refusals: readonly Refusal[], count: number): ReadonlyMap<number, Refusal> {
  const found = new Map<number, Refusal>();
  for (const refusal of refusals) {
    const place = count === 1 ? 0 : (refusal.elementIndex ?? placeIn(refusal.field));
    if (place !== null && place < count && !found.has(place)) found.set(place, refusal);
  }
  return found;
}

/** Out of a path such as metafields, 1, value. */
function placeIn(field: Refusal["field"]): number | null {
  const part = field?.find((one) => /^\d+$/.test(one));
  return part === undefined ? null : Number(part);
}

function setter({ client, shop, lane }: PortScope): Send {
  return async (part, withType) => {
    const metafields = part.map(({ ownerId, namespace, key, value, type }) => ({
      ...{ ownerId, namespace, key, value: value ?? "" },
      ...(withType && type !== undefined ? { type } : {}),
    }));
    const asked = { shop, lane, document: setMetafields, variables: { metafields }, cost: mutationCost };
    const { data, errors } = await client.request(asked);
    const answer = data.metafieldsSet;
    if (errors.length > 0 || !answer) throw unexplained(errors);
    if (answer.userErrors.length > 0) return { refusals: answer.userErrors };
    const stored = new Map(
      (answer.metafields ?? []).map((one) => [`${one.owner.id} ${one.namespace}.${one.key}`, one] as const),
    );
    return {
      stored: part.map(({ ownerId, namespace, key }): MetafieldResult => {
        const one = stored.get(`${ownerId} ${namespace}.${key}`);
        return one ? { kind: "stored", value: metafieldText(one.type, one.value), at: instant(one.updatedAt) } : lost;
      }),
    };
  };
}

function deleter({ client, shop, lane }: PortScope): Send {
  return async (part) => {
    const metafields = part.map(({ ownerId, namespace, key }) => ({ ownerId, namespace, key }));
    const asked = { shop, lane, document: deleteMetafields, variables: { metafields }, cost: mutationCost };
    const { data, errors } = await client.request(asked);
    const answer = data.metafieldsDelete;
    if (errors.length > 0 || !answer) throw unexplained(errors);
    if (answer.userErrors.length > 0) return { refusals: answer.userErrors };
    return { stored: part.map(() => ({ kind: "stored", value: null, at: null })) };
  };
}
