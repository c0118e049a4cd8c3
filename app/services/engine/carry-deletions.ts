import type { SyncError } from "#app/sync/errors.ts";
import { toSyncError } from "#app/sync/errors.ts";
import { mapTo } from "#app/sync/mapping/map-value.ts";
import type { RecordWrite } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import { barrier } from "./barrier.ts";
import type { EngineContext } from "./context.ts";
import { noteRules } from "./note-rules.ts";
import { finishUnit } from "./settle-unit.ts";
import type { Unit } from "./unit.ts";
import { bareSettlement, openUnits, settleUnit } from "./unit.ts";
import { writeIsolated } from "./write-isolated.ts";

/**
 * Carries deletions in Shopify over where the object's rule says so: a product is deleted in HubSpot, an order becomes cancelled there
 * with the deletion's date. A HubSpot record that another shop has, too, is left to it, and so is a pair that the merchant left out.
 * Everything else is ended by `settleGone`.
 */
export async function carryDeletions(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const rule = context.definition.onDelete.shopify;
  if (rule === "keep") return;
  const mine = openUnits(units).filter(
    (unit) => unit.gone.shopify && unit.link !== null && unit.owner && barrier(unit) === null,
  );
  if (mine.length === 0) return;
  const shared = await context.store.linkedByOtherShops(
    context.connection,
    context.definition.key,
    mine.flatMap((unit) => unit.ids.hubspot ?? []),
  );
  const gone = mine.filter((unit) => !shared.has(unit.ids.hubspot ?? ""));
  if (gone.length === 0) return;
  if (!(await context.mayWrite([]))) return;
  if (rule === "delete") await deleteInHubspot(context, gone);
  else await cancelInHubspot(context, gone);
}

async function deleteInHubspot(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const results = await context.archive(units.flatMap((unit) => unit.ids.hubspot ?? []));
  for (const unit of units) {
    const result = results.get(unit.ids.hubspot ?? "");
    if (result !== "done") {
      finishUnit(context, unit, { kind: "retry", error: result ?? toSyncError(new Error("no answer for a deletion")) });
      continue;
    }
    // No tombstone: neither side has the record any more.
    settleUnit(unit, {
      ...bareSettlement(unit),
      endLinks: unit.ids.shopify ? [unit.ids.shopify] : [],
      dropOutcomes: [
        { side: "shopify", recordId: unit.ids.shopify ?? "" },
        { side: "hubspot", recordId: unit.ids.hubspot ?? "" },
      ],
      matchKeys: [
        { side: "shopify", recordId: unit.ids.shopify ?? "", keys: [] },
        { side: "hubspot", recordId: unit.ids.hubspot ?? "", keys: [] },
      ],
    });
  }
}

/** What Shopify would say of the order had it been cancelled instead: the one change that its deletion means. */
async function cancelInHubspot(context: EngineContext, units: readonly Unit[]): Promise<void> {
  const writes = new Map<Unit, RecordWrite>();
  for (const unit of units) {
    const id = unit.ids.hubspot ?? "";
    const values = cancelledValues(context, deletedAt(context, unit));
    writes.set(unit, { kind: "update", ref: id, id, values });
  }
  const results = await writeIsolated(context.ports.hubspot, [...writes.values()]);
  for (const [unit, write] of writes) {
    const result = results.get(write.ref);
    if (result?.kind === "written") noteRules(unit, "hubspot", Object.keys(write.values), () => "deletion");
    // Gone in HubSpot as well: nothing is left to be cancelled.
    if (result?.kind === "written" || result?.kind === "gone") continue;
    finishUnit(context, unit, failure(result?.kind === "failed" ? result.error : null));
  }
}

function failure(error: SyncError | null) {
  if (error?.kind !== "permanent")
    return { kind: "retry" as const, error: error ?? toSyncError(new Error("no answer for a cancellation")) };
  return { kind: "fail" as const, reason: "vendor_refused" as const, details: { ...error.details, code: error.code } };
}

function cancelledValues(context: EngineContext, at: string): Values {
  const shopify = context.enrich({
    side: "shopify",
    id: "",
    modifiedAt: at,
    values: { status: "cancelled", cancelledAt: at },
  }).values;
  const values: Record<string, string> = {};
  for (const field of context.definition.fields) {
    if (shopify[field.shopify] === undefined) continue;
    const result = mapTo(field, "hubspot", { shopify, hubspot: {} });
    if (result.ok && result.value !== null) values[field.hubspot] = result.value;
  }
  return values;
}

/** The deletion's own time where a webhook told it. */
export function deletedAt(context: EngineContext, unit: Unit): string {
  const change = unit.changes.find((entry) => entry.side === "shopify" && entry.deletedAt !== null);
  return change?.deletedAt ?? context.clock.now().toISOString();
}
