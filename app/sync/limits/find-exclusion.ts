import type { SyncObjectDefinition } from "../definition.ts";
import { excludeByLimit } from "../plan/exclude-by-limit.ts";
import type { ExcludedReason, Plan } from "../plan/plan.ts";
import type { ObjectSettings } from "../ports.ts";
import type { SideRecord } from "../record.ts";
import { isStageSkipped } from "../stages/resolve-stage.ts";
import { attributeKindsOf } from "./attribute-kinds.ts";
import { findUnmetCondition, limitOf } from "./check-limit.ts";

export type Exclusion = Extract<Plan, { kind: "exclude" }>;

interface Rules {
  readonly definition: SyncObjectDefinition;
  readonly settings: ObjectSettings;
}

/**
 * Why a Shopify record does not sync by what it is: the object's own requirements, the merchant's limit, the history and the skipped
 * stages, in this order. History and stages hold for records without a link alone, and so do the limit where the
 * merchant chose that and requirements that say so.
 * @returns null when it may sync
 */
export function findExclusion(rules: Rules, record: SideRecord, isLinked: boolean): Exclusion | null {
  const { definition, settings } = rules;
  const unmet = definition.requires?.find(
    ({ attribute, equals, option, unlinkedOnly }) =>
      (option === undefined || settings.options[option] === true) &&
      !(unlinkedOnly && isLinked) &&
      record.values[attribute] !== equals,
  );
  if (unmet) return exclude(unmet.reason);
  if (!isLinked || settings.limitScope === "always") {
    const condition = findUnmetCondition(limitOf(settings), record, attributeKindsOf(definition));
    if (condition) return excludeByLimit(condition);
  }
  if (isLinked) return null;
  if (isBeforeHistory(settings, record)) return exclude("before_history");
  return isStageSkipped(definition, settings, record) ? exclude("stage_skipped") : null;
}

/** A record whose creation is not known is not left out. */
function isBeforeHistory({ historyFrom }: ObjectSettings, { values }: SideRecord): boolean {
  if (historyFrom === null || !values.createdAt) return false;
  return Date.parse(values.createdAt) < Date.parse(historyFrom);
}

function exclude(reason: ExcludedReason): Exclusion {
  return { kind: "exclude", reason, details: null };
}
