import { findExclusion } from "../limits/find-exclusion.ts";
import type { RecordLink, Tombstone } from "../ports.ts";
import type { Side, SideRecord } from "../record.ts";
import type { BaselineContext } from "./baseline.ts";
import type { ExcludedReason, Plan, SkippedField } from "./plan.ts";
import { planCreate } from "./plan-create.ts";
import { planPair } from "./plan-pair.ts";

/** All that is known of one record when it is planned. At least one side is there. */
export interface PlanInput extends BaselineContext {
  readonly shop: string;
  readonly shopify: SideRecord | null;
  readonly hubspot: SideRecord | null;
  readonly link: RecordLink | null;
  readonly owner: boolean;
  readonly ofOtherShop: boolean;
  /** of the counterpart's deletion, which keeps a lone record from being carried over again, or a merchant's decision */
  readonly tombstone: Tombstone | null;
  /** several candidates, or one that is linked already: their ids */
  readonly ambiguous: readonly string[];
  readonly refused: readonly SkippedField[];
  readonly done: ReadonlySet<string>;
  readonly now: Date;
}

/** Limit, match, map, compare: what must be written to bring a record in step. Pure; shown alone it is the dry run. */
export function planRecord(input: PlanInput): Plan {
  const { tombstone } = input;
  if (tombstone && isDecision(tombstone)) return planDecided(input, tombstone);
  const exclusion = input.shopify && findExclusion(input, input.shopify, input.link !== null);
  if (exclusion) return exclusion;
  if (input.shopify && input.hubspot) return planPair({ ...input, shopify: input.shopify, hubspot: input.hubspot });
  if (input.tombstone)
    return { kind: "exclude", reason: tombstoneReason(input.tombstone.side, input.tombstone.reason), details: null };
  if (input.ambiguous.length > 0)
    return { kind: "fail", reason: "ambiguous_match", details: { candidates: input.ambiguous.join(", ") } };
  const source = input.shopify ?? input.hubspot;
  return source ? planCreate({ ...input, source }) : { kind: "fail", reason: "unexpected", details: null };
}

const decided = { excluded: "excluded_by_hand", unlinked: "unlinked_by_hand" } as const;

type DecisionStone = Tombstone & { readonly reason: keyof typeof decided };

/** What was left out or taken apart is told from what only matches it: that is no decision, and waits for the other to be taken back. */
function planDecided({ shopify, hubspot, link }: PlanInput, stone: DecisionStone): Plan {
  const { side, recordId, counterpartId, reason } = stone;
  const ids: Readonly<Record<Side, readonly (string | null | undefined)[]>> = {
    shopify: [shopify?.id, link?.shopifyId],
    hubspot: [hubspot?.id, link?.hubspotId],
  };
  const other = side === "shopify" ? "hubspot" : "shopify";
  if (ids[side].includes(recordId) || (counterpartId !== null && ids[other].includes(counterpartId)))
    return { kind: "exclude", reason: decided[reason], details: null };
  const match = ids[side].some(Boolean) ? counterpartId : recordId;
  return { kind: "exclude", reason: "match_left_out", details: match === null ? null : { match } };
}

/** Whether it is a merchant's decision: it holds until they take it back, and goes before everything else. */
export function isDecision(tombstone: Tombstone): tombstone is DecisionStone {
  return tombstone.reason in decided;
}

/** The reason a record is excluded for when its counterpart went. */
export function tombstoneReason(side: Side, reason: Tombstone["reason"]): ExcludedReason {
  if (reason === "excluded" || reason === "unlinked") return decided[reason];
  return reason === "redacted" ? "redacted" : (`${reason}_in_${side}` as const);
}
