import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { latestReview } from "#app/store/reviews.server.ts";
import { effectiveDefinition } from "#app/sync/mapping/effective-definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import { activeFields } from "#app/sync/plan/active-fields.ts";
import type { FieldRule } from "#app/sync/plan/field-rule.ts";
import type { Plan } from "#app/sync/plan/plan.ts";
import type { ObjectSettings } from "#app/sync/ports.ts";
import type { Direction, ObjectKey, Value, Values } from "#app/sync/record.ts";
import type { ReviewSample } from "#app/sync/review/tally.ts";
import type { EngineDeps } from "./engine/context.ts";
import { unlessUnavailable } from "./mappings/unavailable.ts";
import type { PlannedChange } from "./plan-changes.ts";
import { planChanges } from "./plan-changes.ts";

/** One field of a sample, side by side. */
export interface SampleField {
  readonly shopify: string;
  readonly hubspot: string;
  readonly direction: Direction;
  /** values as they are now */
  readonly inShopify: Value;
  readonly inHubspot: Value;
  /** what would be written; absent: nothing */
  readonly toShopify?: Value;
  readonly toHubspot?: Value;
  /** what decides the field; null where only one side has the record */
  readonly rule: FieldRule | null;
  /** why it has to stay out, a failing reason; null when nothing stands in its way */
  readonly skipped: string | null;
}

export interface OpenedSample {
  readonly kind: "opened";
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
  /** null: the record is gone */
  readonly plan: Plan["kind"] | null;
  /** of a record that is left out or cannot be brought in step */
  readonly reason: string | null;
  readonly fields: readonly SampleField[];
}

/** A record that the review has kept is read live on both sides and planned with the review's settings. Nothing is stored of it. */
export async function openReviewSample(
  deps: EngineDeps & { readonly db: Db },
  { shop, object, sample }: { readonly shop: string; readonly object: ObjectKey; readonly sample: ReviewSample },
) {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" } as const;
  const review = await latestReview(deps.db, connection, object);
  const isKept = ({ side, id }: ReviewSample) => side === sample.side && id === sample.id;
  if (!review || !Object.values(review.tally.samples).flat().some(isKept)) return { kind: "gone" } as const;
  const { settings } = review;
  return await unlessUnavailable(async () => {
    const [change] = await planChanges(deps, { connection, object, side: sample.side, ids: [sample.id], settings });
    return change ? describe(object, settings, change) : ({ kind: "gone" } as const);
  });
}

function describe(object: ObjectKey, settings: ObjectSettings, change: PlannedChange): OpenedSample {
  const { plan, read, ids } = change;
  const writes = writesOf(plan);
  const skipped = new Map((plan && "skipped" in plan ? plan.skipped : []).map(({ field, reason }) => [field, reason]));
  const rules = plan && "rules" in plan ? plan.rules : {};
  const definition = effectiveDefinition(syncObject(object), settings);
  const fields = activeFields(definition, settings).map(({ field: { shopify, hubspot }, direction }): SampleField => {
    return {
      ...{ shopify, hubspot, direction },
      inShopify: read.shopify?.[shopify] ?? null,
      inHubspot: read.hubspot?.[hubspot] ?? null,
      ...(writes.toShopify[shopify] !== undefined && { toShopify: writes.toShopify[shopify] }),
      ...(writes.toHubspot[hubspot] !== undefined && { toHubspot: writes.toHubspot[hubspot] }),
      rule: rules[hubspot] ?? null,
      skipped: skipped.get(hubspot) ?? null,
    };
  });
  return {
    kind: "opened",
    shopifyId: ids.shopify,
    hubspotId: ids.hubspot,
    plan: plan?.kind ?? null,
    reason: plan && "reason" in plan ? plan.reason : null,
    fields: fields.filter(saysSomething),
  };
}

function writesOf(plan: Plan | null): { readonly toShopify: Values; readonly toHubspot: Values } {
  if (plan?.kind === "create")
    return plan.side === "shopify"
      ? { toShopify: plan.values, toHubspot: {} }
      : { toShopify: {}, toHubspot: plan.values };
  return plan && "toShopify" in plan ? plan : { toShopify: {}, toHubspot: {} };
}

/** A field that is blank on both sides and stays so tells nothing. */
function saysSomething({ inShopify, inHubspot, toShopify, toHubspot, skipped }: SampleField): boolean {
  return [inShopify, inHubspot, toShopify ?? null, toHubspot ?? null, skipped].some((value) => value !== null);
}
