import { isRowId } from "#app/lib/is-row-id.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { findOutcome } from "#app/store/records.server.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { objectUnder } from "#app/sync/objects/index.ts";
import type { FieldExplanation } from "#app/sync/plan/explain-fields.ts";
import { explainFields } from "#app/sync/plan/explain-fields.ts";
import type { Plan } from "#app/sync/plan/plan.ts";
import type { Connection, MainObjectKey, Side } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";
import type { EngineDeps } from "./engine/context.ts";
import type { PlannedChange } from "./plan-changes.ts";
import { planChanges } from "./plan-changes.ts";

export type ExplainedRecord =
  | {
      readonly kind: "explained";
      /** sides that have no such record any more */
      readonly gone: readonly Side[];
      /** what a sync would do now; null: nothing that could be said before it is tried */
      readonly plan: Plan["kind"] | null;
      readonly reason: string | null;
      readonly fields: readonly FieldExplanation[];
    }
  /** `code`: of the vendor's failure, locale key `errors.<code>` */
  | { readonly kind: "unavailable"; readonly code: string }
  | { readonly kind: "gone" | "not_connected" };

/**
 * Both sides of a record as they are now, field by field, and which rule decides each. Reads and plans, writes nothing, stores nothing;
 * what goes wrong at a vendor is told, for the page has other things to show.
 */
export async function explainRecord(
  deps: EngineDeps & { readonly db: Db },
  { shop, object, outcomeId }: { readonly shop: string; readonly object: MainObjectKey; readonly outcomeId: string },
): Promise<ExplainedRecord> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return { kind: "not_connected" };
  const outcome = isRowId(outcomeId) ? await findOutcome(deps.db, connection, object, { id: outcomeId }) : null;
  const settings = await deps.store.settings(connection, object);
  if (!outcome || !settings) return { kind: "gone" };
  const ids = { shopify: outcome.shopifyId, hubspot: outcome.hubspotId };
  try {
    const { plan, read } = await planEitherSide(deps, connection, object, ids);
    return {
      kind: "explained",
      gone: sides.filter((side) => ids[side] !== null && read[side] === null),
      plan: plan?.kind ?? null,
      reason: plan && "reason" in plan ? plan.reason : null,
      fields: explainFields({ definition: objectUnder(object, settings), settings, plan, read }),
    };
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    return { kind: "unavailable", code: error.code };
  }
}

type Planned = Pick<PlannedChange, "plan" | "read">;

/** From the half in Shopify, and where that is gone from the other. */
async function planEitherSide(
  deps: EngineDeps,
  connection: Connection,
  object: MainObjectKey,
  ids: Readonly<Record<Side, string | null>>,
): Promise<Planned> {
  const planned: Planned[] = [];
  for (const side of sides) {
    const id = ids[side];
    const [found] = id ? await planChanges(deps, { connection, object, side, ids: [id] }) : [];
    if (found?.plan) return found;
    if (found) planned.push(found);
  }
  const of = (side: Side) => planned.map(({ read }) => read[side]).find((values) => values !== null) ?? null;
  return { plan: null, read: { shopify: of("shopify"), hubspot: of("hubspot") } };
}
