import type { FieldDefinition, SyncObjectDefinition } from "../definition.ts";
import { effectiveDefinition } from "../mapping/effective-definition.ts";
import { saysTheSame } from "../mapping/map-value.ts";
import type { ObjectSettings } from "../ports.ts";
import type { Side, Value, Values } from "../record.ts";
import { activeFields } from "./active-fields.ts";
import type { WriteRule } from "./field-rule.ts";
import type { Plan } from "./plan.ts";

/**
 * What decides a field: a rule of the comparison, or why it is not compared at all. `switched_off` by the merchant, `unavailable` in the
 * portal, `wrong_way` for the sync's direction, `left_out` with its record, `one_sided`: there is nothing to compare it with. Locale keys
 * `rules.<name>`.
 */
type ExplainedRule = WriteRule | "switched_off" | "unavailable" | "wrong_way" | "left_out" | "one_sided";

export interface FieldExplanation {
  /** Shopify attribute and HubSpot property */
  readonly shopify: string;
  readonly hubspot: string;
  /** values as they were read; undefined: the side has none, or does not tell */
  readonly inShopify: Value | undefined;
  readonly inHubspot: Value | undefined;
  readonly rule: ExplainedRule;
  /** the side that a sync would write now; null: neither */
  readonly writes: Side | null;
  /** why its value cannot be written, a failing reason; null where nothing stands in the way */
  readonly reason: string | null;
}

export interface ExplainInput {
  /** the object's own definition */
  readonly definition: SyncObjectDefinition;
  readonly settings: ObjectSettings;
  /** null: one of the two is gone, or there is nothing that could be planned */
  readonly plan: Plan | null;
  readonly read: Readonly<Record<Side, Values | null>>;
}

/** Field by field, defaults first, what both sides say and which rule decides it. Pure: it tells what a plan has found. */
export function explainFields({ definition, settings, plan, read }: ExplainInput): readonly FieldExplanation[] {
  const effective = effectiveDefinition(definition, settings);
  const active = new Set(activeFields(effective, settings).map(({ field }) => field.hubspot));
  const own = definition.fields.filter(({ onFirstSync }) => onFirstSync !== true);
  const fields = [...own, ...effective.fields.filter((field) => !own.some(isSame(field)))];
  return fields.map((field): FieldExplanation => {
    const { shopify, hubspot } = field;
    const rest = { shopify, hubspot, inShopify: read.shopify?.[shopify], inHubspot: read.hubspot?.[hubspot] };
    if (!effective.fields.some(isSame(field)))
      return {
        ...rest,
        rule: settings.unavailable[hubspot] ? "unavailable" : "switched_off",
        writes: null,
        reason: null,
      };
    if (!active.has(hubspot)) return { ...rest, rule: "wrong_way", writes: null, reason: null };
    return { ...rest, ...decide(field, plan, read) };
  });
}

const isSame =
  ({ shopify, hubspot }: FieldDefinition) =>
  (field: FieldDefinition): boolean =>
    field.shopify === shopify && field.hubspot === hubspot;

type Decided = Pick<FieldExplanation, "rule" | "writes" | "reason">;

function decide(field: FieldDefinition, plan: Plan | null, read: ExplainInput["read"]): Decided {
  const nothing = { writes: null, reason: null };
  if (plan?.kind === "create") {
    const refused = plan.skipped.find((entry) => entry.field === field.hubspot);
    if (refused) return { rule: "refused", writes: null, reason: refused.reason };
    const name = plan.side === "hubspot" ? field.hubspot : field.shopify;
    return plan.values[name] === undefined
      ? { rule: "one_sided", ...nothing }
      : { rule: "created", writes: plan.side, reason: null };
  }
  if (plan === null || plan.kind === "exclude" || plan.kind === "fail") {
    if (!read.shopify || !read.hubspot) return { rule: plan ? "left_out" : "one_sided", ...nothing };
    const same = saysTheSame(field, { shopify: read.shopify, hubspot: read.hubspot });
    return { rule: same ? "equal" : "left_out", ...nothing };
  }
  const refused = plan.skipped.find((entry) => entry.field === field.hubspot);
  const inHubspot = plan.toHubspot[field.hubspot] !== undefined;
  const inShopify = plan.toShopify[field.shopify] !== undefined && field.direction !== "to_hubspot";
  return {
    rule: plan.rules[field.hubspot] ?? "one_sided",
    writes: inHubspot ? "hubspot" : inShopify ? "shopify" : null,
    reason: refused?.reason ?? null,
  };
}
