import type { LimitFault } from "#app/sync/limits/check-conditions.ts";
import { checkConditions } from "#app/sync/limits/check-conditions.ts";
import type { LimitSpec } from "#app/sync/limits/check-limit.ts";
import type { LimitField } from "#app/sync/limits/limit-operators.ts";
import { parseMetafieldAttribute } from "#app/sync/mapping/effective-definition.ts";
import { syncObject } from "#app/sync/objects/index.ts";
import type { LimitCondition } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import type { FieldDeps } from "../mappings/list-shopify-fields.ts";
import { readShopifyFields } from "../mappings/list-shopify-fields.ts";
import { toMetafield } from "./list-limit-metafields.ts";

interface CheckMetafieldsInput {
  readonly connection: Pick<Connection, "shop">;
  readonly object: MainObjectKey;
  /** fits the object as far as is known without asking the shop */
  readonly limit: LimitSpec;
  /** the conditions that are stored */
  readonly saved: readonly LimitCondition[];
}

/**
 * Holds the metafields that a limit names against those that the shop defines. Their types are the shop's, whatever was sent. Conditions
 * that are stored already stay as they are, though a metafield be gone meanwhile: without any new ones Shopify is not asked.
 * @throws SyncError when Shopify cannot say what metafields there are
 */
export async function checkMetafields(
  deps: FieldDeps,
  { connection, object, limit, saved }: CheckMetafieldsInput,
): Promise<{ readonly conditions: readonly LimitCondition[]; readonly faults: readonly LimitFault[] }> {
  const { conditions } = limit;
  const isStored = (condition: LimitCondition) => saved.some((one) => isSame(one, condition));
  const isNew = (condition: LimitCondition) =>
    parseMetafieldAttribute(condition.field) !== null && !isStored(condition);
  if (!conditions.some(isNew)) return { conditions, faults: [] };
  const fields = await readShopifyFields(deps, connection.shop, object);
  const listed = fields.flatMap(toMetafield).flatMap(({ field }) => field ?? []);
  const typed = conditions.map((condition) => (isNew(condition) ? withType(condition, listed) : condition));
  const unknown = typed.flatMap((condition, row): LimitFault[] => {
    const isKnown = listed.some(({ name }) => name === condition.field);
    return isNew(condition) && !isKnown ? [{ row, code: "unknown_field" }] : [];
  });
  if (unknown.length > 0) return { conditions, faults: unknown };
  const ofNew = listed.filter(({ name }) => typed.some((one) => one.field === name && isNew(one)));
  return { conditions: typed, faults: checkConditions(syncObject(object), { ...limit, conditions: typed }, ofNew) };
}

function withType(condition: LimitCondition, listed: readonly LimitField[]): LimitCondition {
  const type = listed.find(({ name }) => name === condition.field)?.type;
  return type === undefined ? condition : { ...condition, type };
}

function isSame(a: LimitCondition, b: LimitCondition): boolean {
  return a.field === b.field && a.operator === b.operator && a.value === b.value && a.type === b.type;
}
