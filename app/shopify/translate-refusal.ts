import { SyncError } from "#app/sync/errors.ts";
import type { WriteResult } from "#app/sync/ports.ts";
import type { UserError } from "./documents/customer-batches.ts";

const gone = /^(?:PRODUCT_DOES_NOT_EXIST|PRODUCT_VARIANT_DOES_NOT_EXIST|RESOURCE_NOT_FOUND|NOT_FOUND)$/;
const goneWords = /(?:does not|doesn't) exist|(?:not|can't be|couldn't be) found/i;

/**
 * What Shopify's refusal of one record means, where it names codes or at least fields. The vendor's words go into the cause alone: they
 * may quote a value.
 * @param attributes our attribute by the input's field: `title` is `name`
 */
export function translateRefusal(
  errors: readonly UserError[],
  attributes: Readonly<Record<string, string>>,
): Extract<WriteResult, { kind: "gone" | "failed" }> {
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  const isGone = errors.some(({ code, field, message }) =>
    code ? gone.test(code) : goneWords.test(message) && (field ?? []).every((part) => !(part in attributes)),
  );
  if (isGone) return { kind: "gone" };
  const named = errors.flatMap(({ field }) => [...(field ?? [])].reverse().filter((part) => part in attributes));
  const field = attributes[named[0] ?? ""];
  const details = field ? { details: { field } } : {};
  return { kind: "failed", error: new SyncError("permanent", { code: "invalid_value", cause, ...details }) };
}
