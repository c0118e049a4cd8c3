import type { AdminClient } from "#app/shopify/admin-client.ts";
import { hasB2b } from "#app/shopify/companies/has-b2b.ts";
import type { Db } from "#app/store/db.server.ts";
import { savePreference } from "#app/store/shops.server.ts";
import { toSyncError } from "#app/sync/errors.ts";

export type B2bAnswer = "available" | "unavailable" | "missing_scope";

/** Name of the shop's preference that keeps the newest answer, so that screens need not wait for Shopify. */
export const b2bPreference = "b2b";

/**
 * Whether the shop sells to companies, as Shopify says now. The answer is kept for the screens.
 * @returns unknown when Shopify did not answer
 */
export async function askB2b(
  { db, admin }: { readonly db: Db; readonly admin: AdminClient },
  shop: string,
): Promise<B2bAnswer | "unknown"> {
  const answer = await ask(admin, shop);
  if (answer !== "unknown") await savePreference(db, shop, b2bPreference, answer);
  return answer;
}

async function ask(admin: AdminClient, shop: string): Promise<B2bAnswer | "unknown"> {
  try {
    return (await hasB2b(admin, shop)) ? "available" : "unavailable";
  } catch (cause) {
    const error = toSyncError(cause);
    if (error.kind === "bug") throw error;
    return error.code === "missing_scope" ? "missing_scope" : "unknown";
  }
}
