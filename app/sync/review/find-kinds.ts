import type { SyncObjectDefinition } from "../definition.ts";
import type { FieldRule } from "../plan/field-rule.ts";
import { isLeftOut } from "../plan/left-out.ts";
import type { Plan, SkippedField } from "../plan/plan.ts";
import type { OutcomeWrite } from "../ports.ts";

/** What is known of a record once it has been planned. */
export interface Reviewed {
  /** null: it ended before there was anything to plan */
  readonly plan: Plan | null;
  /** what settling it would say, where it ended before it was planned; null: nothing */
  readonly ended: Pick<OutcomeWrite, "status" | "reason"> | null;
  /** Shopify no longer has it: what becomes of its counterpart in HubSpot */
  readonly gone: "delete" | "cancel" | "keep" | null;
  /** HubSpot properties whose two values differ so that the winner decides */
  readonly conflicts: readonly string[];
  readonly parts: Readonly<Record<"create" | "update" | "archive", number>>;
}

export const noParts: Reviewed["parts"] = { create: 0, update: 0, archive: 0 };

/**
 * The kinds of a record's result, each with how many it adds. A record has exactly one of `create_hubspot`, `create_shopify`, `update`,
 * `link`, `unchanged`, `exclude:<reason>`, `fail:<reason>` and `gone:<what follows>`, or none when nothing would be noted of it. Besides
 * that: `to_hubspot` and `to_shopify` for the sides of an update, `partly:<reason>` where a field has to stay out, `consent`,
 * `conflict` with `conflict:<property>`, and `part_<what>` for its parts.
 */
export function findKinds(
  definition: Pick<SyncObjectDefinition, "fields">,
  { plan, ended, gone, conflicts, parts }: Reviewed,
): Readonly<Record<string, number>> {
  if (gone) return { [`gone:${gone}`]: 1 };
  if (!plan) return ended ? { [endedKind(ended)]: 1 } : {};
  if (plan.kind === "exclude") return { [excludedKind(plan)]: 1 };
  if (plan.kind === "fail") return { [`fail:${plan.reason}`]: 1 };
  const kinds = {
    [mainKind(plan)]: 1,
    ...partly(definition, plan.skipped, "fights" in plan && plan.fights.length > 0),
    part_create: parts.create,
    part_update: parts.update,
    part_archive: parts.archive,
  };
  if (plan.kind === "create") return kinds;
  return {
    ...kinds,
    to_hubspot: Object.keys(plan.toHubspot).length > 0 ? 1 : 0,
    to_shopify: Object.keys(plan.toShopify).length > 0 ? 1 : 0,
    consent: plan.effect ? 1 : 0,
    conflict: conflicts.length > 0 ? 1 : 0,
    ...Object.fromEntries(conflicts.map((property) => [`conflict:${property}`, 1])),
  };
}

function mainKind(plan: Exclude<Plan, { kind: "exclude" | "fail" }>): string {
  if (plan.kind === "create") return `create_${plan.side}`;
  return plan.kind === "nothing" ? "unchanged" : plan.kind;
}

/** A limit is told by its condition: `exclude:limit_not_met:<field>:<operator>`. */
function excludedKind({ reason, details }: Extract<Plan, { kind: "exclude" }>): string {
  if (reason !== "limit_not_met" || !details) return `exclude:${reason}`;
  return `exclude:${reason}:${details["field"] ?? ""}:${details["operator"] ?? ""}`;
}

function endedKind({ status, reason }: NonNullable<Reviewed["ended"]>): string {
  if (status === "in_sync") return "unchanged";
  return `${status === "excluded" ? "exclude" : "fail"}:${reason ?? "unexpected"}`;
}

/** The worst that keeps a record from being wholly in step, as its outcome will name it. */
function partly(
  definition: Pick<SyncObjectDefinition, "fields">,
  skipped: readonly SkippedField[],
  isFought: boolean,
): Readonly<Record<string, number>> {
  const worst = skipped.find((entry) => !isLeftOut(definition, entry));
  if (worst) return { [`partly:${worst.reason}`]: 1 };
  return isFought ? { "partly:portal_rule": 1 } : {};
}

// Both sides have a value of their own: on a first meeting, since the pair settled, or with a blank that decides nothing.
const contradictions: ReadonlySet<FieldRule> = new Set<FieldRule>(["first_winner", "conflict", "blank_kept"]);

/** HubSpot properties of the fields in which a pair's sides contradict each other, so that the winner decides. */
export function conflictsOf(plan: Plan): readonly string[] {
  if (!("rules" in plan)) return [];
  return Object.entries(plan.rules).flatMap(([property, rule]) => (contradictions.has(rule) ? [property] : []));
}
