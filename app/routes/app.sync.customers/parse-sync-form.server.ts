import { z } from "zod";
import type { SyncForm } from "./sync-form.ts";
import { directions, winners } from "./sync-form.ts";

const checkbox = z
  .enum(["on", "true", "1", "off", "false", "0", ""])
  .default("off")
  .transform((value) => value === "on" || value === "true" || value === "1");

const formSchema = z.object({
  enabled: checkbox,
  direction: z.enum(directions),
  winner: z.enum(winners).default("shopify"),
  createInShopify: checkbox,
  consentFromHubspot: checkbox,
  onlyWithEmail: checkbox,
});

export type ParsedForm =
  | { readonly ok: true; readonly form: SyncForm }
  /** names of the fields that could not be read */
  | { readonly ok: false; readonly fields: readonly string[] };

/** Reads a submitted form. A box that is absent is not ticked, as browsers send it. */
export function parseSyncForm(data: FormData): ParsedForm {
  const parsed = formSchema.safeParse(Object.fromEntries(data));
  if (parsed.success) return { ok: true, form: parsed.data };
  return { ok: false, fields: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))] };
}
