import type { FieldDefinition } from "../definition.ts";
import { mapTo } from "../mapping/map-value.ts";
import type { MappingContext } from "../mapping/transform.ts";
import type { RecordLink } from "../ports.ts";
import type { Side, SideRecord, Value } from "../record.ts";
import { isStageField } from "../stages/resolve-stage.ts";
import { activeFields } from "./active-fields.ts";
import type { BaselineContext } from "./baseline.ts";
import { changedSince } from "./baseline.ts";
import { compareField } from "./compare-field.ts";
import { consentName } from "./consent-state.ts";
import type { FieldRule } from "./field-rule.ts";
import type { PairPlan, Plan, SkippedField } from "./plan.ts";
import { planConsent } from "./plan-consent.ts";

// Put back so often within a day, a field is another tool's by now.
const MAX_PUT_BACKS = 5;
const PUT_BACK_DAY_MS = 24 * 60 * 60 * 1000;

export interface PairInput extends BaselineContext {
  readonly shopify: SideRecord;
  readonly hubspot: SideRecord;
  readonly link: RecordLink | null;
  /** whether this shop writes the pair's one-way fields */
  readonly owner: boolean;
  /** fields that a vendor refused a moment ago */
  readonly refused: readonly SkippedField[];
  /** fields, by HubSpot property, that were written a moment ago: they are settled as they are */
  readonly done: ReadonlySet<string>;
  readonly now: Date;
}

/** How many put-backs count against the breaker: those of a link that was quiet for a day are forgotten. */
export function recentPutBacks(link: RecordLink | null, now: Date): number {
  if (!link || now.getTime() - Date.parse(link.settledAt) > PUT_BACK_DAY_MS) return 0;
  return link.putBackCount;
}

/** Compares a pair and says what to write on each side. */
export function planPair(input: PairInput): Plan {
  const pair = comparePair(input);
  const writes = Object.keys(pair.toShopify).length + Object.keys(pair.toHubspot).length;
  if (writes > 0) return { kind: "update", ...pair };
  return { kind: input.link ? "nothing" : "link", ...pair };
}

/** A record whose status is skipped has no stage to say: the one in HubSpot stays. */
function restsWithStage({ definition, shopify }: PairInput, field: FieldDefinition): boolean {
  return isStageField(definition, field) && shopify.values[field.shopify] === undefined;
}

function comparePair(input: PairInput): PairPlan {
  const baseline = input.link?.baseline ?? {};
  const changedShopify = changedSince(input, "shopify", input.shopify.values, baseline);
  const changedHubspot = changedSince(input, "hubspot", input.hubspot.values, baseline);
  const changedOf = (name: string): Readonly<Record<Side, boolean>> | null => {
    const [shopify, hubspot] = [changedShopify.get(name), changedHubspot.get(name)];
    return shopify === undefined || hubspot === undefined ? null : { shopify, hubspot };
  };
  // Taken over from another shop, one-way fields hold what that one wrote: for us they have never settled.
  const isTakenOver = input.owner && input.link?.owner === false;
  const consent = planConsent({
    ...input,
    shopify: input.shopify.values,
    hubspot: input.hubspot.values,
    changedOf: (channel) =>
      isTakenOver && channel.hubspot.kind === "property" ? null : changedOf(consentName(channel)),
    now: input.now.toISOString(),
  });
  // Our own consent properties are written with the state that Shopify is about to have.
  const context: MappingContext = {
    shopify: { ...input.shopify.values, ...consent.toShopify },
    hubspot: input.hubspot.values,
  };
  const history = {
    winner: input.settings.winner,
    owner: input.owner,
    mayPutBack: recentPutBacks(input.link, input.now) < MAX_PUT_BACKS,
  };
  const draft = {
    toShopify: { ...consent.toShopify } as Record<string, Value>,
    toHubspot: {} as Record<string, Value>,
  };
  const skipped: SkippedField[] = [];
  const putBack: string[] = [];
  const fights: string[] = [];
  const rules: Record<string, FieldRule> = {};
  for (const active of activeFields(input.definition, input.settings)) {
    const { field } = active;
    if (restsWithStage(input, field)) rules[field.hubspot] = "stage_skipped";
    if (input.done.has(field.hubspot) || restsWithStage(input, field)) continue;
    const refused = input.refused.find((entry) => entry.field === field.hubspot);
    // What an earlier field is about to write in Shopify is what this one, which only reads the attribute, has to say.
    const written = draft.toShopify[field.shopify];
    const moved = written === undefined ? null : { shopify: true, hubspot: false };
    const now = written === undefined ? context : withAttribute(context, field.shopify, written);
    const before = isTakenOver && active.direction !== "both" ? null : changedOf(field.hubspot);
    const move = compareField(active, now, { ...history, changed: moved ?? before });
    rules[field.hubspot] = move.rule;
    if (move.kind === "fight") fights.push(field.hubspot);
    const travels = field.travelsWith !== undefined && draft.toShopify[field.travelsWith] !== undefined;
    if (move.kind !== "write" && !travels) continue;
    const side = move.kind === "write" ? move.side : "shopify";
    const value = mapTo(field, side, now);
    if (refused || !value.ok) rules[field.hubspot] = "refused";
    else if (move.kind !== "write") rules[field.hubspot] = "travels";
    if (refused || !value.ok)
      skipped.push(refused ?? { field: field.hubspot, reason: value.ok ? "unexpected" : value.reason });
    else if (side === "shopify") draft.toShopify[field.shopify] = value.value;
    else draft.toHubspot[field.hubspot] = value.value;
    if (move.kind === "write" && move.putBack && !refused && value.ok) putBack.push(field.hubspot);
  }
  return { ...draft, skipped, putBack, fights, rules, effect: consent.effect };
}

function withAttribute(context: MappingContext, name: string, value: Value): MappingContext {
  return { ...context, shopify: { ...context.shopify, [name]: value } };
}
