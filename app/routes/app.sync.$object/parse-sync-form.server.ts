import { z } from "zod";
import type { SyncForm } from "./sync-form.ts";
import { directions, histories, winners } from "./sync-form.ts";
import type { SyncOffers } from "./sync-offers.ts";

const checkbox = z
  .enum(["on", "true", "1", "off", "false", "0", ""])
  .default("off")
  .transform((value) => value === "on" || value === "true" || value === "1");

const mostDays = 3650;
const isDays = (text: string) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= mostDays;

const formSchema = z
  .object({
    enabled: checkbox,
    direction: z.enum(directions),
    winner: z.enum(winners).default("shopify"),
    createInShopify: checkbox,
    consentFromHubspot: checkbox,
    onlyWithEmail: checkbox,
    history: z.enum(histories).default("kept"),
    historyDays: z.string().trim().default(""),
  })
  .refine(({ history, historyDays }) => history !== "days" || isDays(historyDays), { path: ["historyDays"] });

export type ParsedForm =
  | { readonly ok: true; readonly form: SyncForm }
  /** names of the fields that could not be read */
  | { readonly ok: false; readonly fields: readonly string[] };

/**
 * Reads a submitted form. A box that is absent is not ticked, as browsers send it; what the object does not offer is passed over, however
 * it was sent; a history that is not named stays as it is.
 */
export function parseSyncForm(data: FormData, offers: SyncOffers): ParsedForm {
  const [only] = offers.directions.length === 1 ? offers.directions : [];
  const sent = Object.fromEntries(data);
  const parsed = formSchema.safeParse({
    ...sent,
    ...(only && { direction: only }),
    ...(!offers.history && { history: "kept" }),
  });
  const switches = z.object(Object.fromEntries(offers.switches.map((name) => [name, checkbox]))).safeParse(sent);
  if (!parsed.success || !switches.success) {
    const issues = [...(parsed.error?.issues ?? []), ...(switches.error?.issues ?? [])];
    return { ok: false, fields: [...new Set(issues.map((issue) => String(issue.path[0])))] };
  }
  const { createInShopify, consentFromHubspot, onlyWithEmail, ...form } = parsed.data;
  return {
    ok: true,
    form: {
      ...form,
      createInShopify: offers.creates && createInShopify,
      consentFromHubspot: offers.consent && consentFromHubspot,
      onlyWithEmail: offers.emailLimit && onlyWithEmail,
      switches: offers.switches.filter((name) => switches.data[name]),
    },
  };
}
