import { SyncError } from "#app/sync/errors.ts";
import type { WriteResult } from "#app/sync/ports.ts";
import type { UserError } from "../documents/customer-batches.ts";

/**
 * What Shopify's refusal of one customer means. `customerCreate` and `customerUpdate` give no codes, so their fields and words are read.
 * The vendor's words go into the cause alone: they may quote a value.
 */
export function translateUserErrors(errors: readonly UserError[]): Extract<WriteResult, { kind: "gone" | "failed" }> {
  const cause = new Error(errors.map((error) => error.message).join(" · "));
  const matches = (field: RegExp, words: RegExp) =>
    errors.some(
      (error) =>
        field.test([...(error.field ?? []), error.message].join(" ")) &&
        words.test(`${error.code ?? ""} ${error.message}`),
    );
  const failed = (code: string, details?: Record<string, string>): WriteResult & { kind: "failed" } => ({
    kind: "failed",
    error: new SyncError("permanent", { code, cause, ...(details ? { details } : {}) }),
  });

  if (matches(/customer/i, /does not exist|not found|can't be found|couldn't be found|NOT_FOUND/i))
    return { kind: "gone" };
  if (matches(/consent/i, /./)) return failed("consent_refused");
  if (matches(/email/i, /taken/i)) return failed("email_taken");
  if (matches(/phone/i, /taken/i)) return failed("phone_taken");
  if (matches(/email/i, /invalid|valid email/i)) return failed("invalid_email");
  if (matches(/phone/i, /invalid|valid/i)) return failed("invalid_phone");
  const field = errors.find((error) => error.field?.length)?.field?.at(-1) ?? "customer";
  return failed("invalid_value", { field });
}
