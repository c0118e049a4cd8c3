import { SyncError } from "#app/sync/errors.ts";

interface Refusal {
  readonly field?: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
}

const goneWords = /(?:does not|doesn't) exist|not found/i;

/**
 * What Shopify's refusal of one metafield means for the record that it hangs on. The vendor's words go into the cause alone: they may
 * quote a value.
 */
export function translateMetafieldError(
  { field, message, code }: Refusal,
  attribute: string,
): { readonly kind: "gone" } | { readonly kind: "failed"; readonly error: SyncError } {
  const cause = new Error(message);
  if (field?.includes("ownerId") && goneWords.test(message)) return { kind: "gone" };
  if (code === "INTERNAL_ERROR" || code === "STALE_OBJECT")
    return { kind: "failed", error: new SyncError("transient", { code: "shopify_unavailable", afterMs: 2000, cause }) };
  const details = { field: attribute };
  return {
    kind: "failed",
    error: new SyncError("permanent", { code: codes[code ?? ""] ?? "invalid_value", details, cause }),
  };
}

const codes: Readonly<Record<string, string>> = {
  // Of two records with the same value of a metafield that the shop keeps unique.
  CAPABILITY_VIOLATION: "value_taken",
  TAKEN: "value_taken",
  // Another app's, or one that the shop lets nobody else write.
  APP_NOT_AUTHORIZED: "vendor_refused",
};
