import { z } from "zod";
import type { Container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { addRecipient, removeRecipient, sendTestMail } from "#app/services/notify/change-recipients.ts";
import { listRecipients, notificationSettings, saveNotificationSettings } from "#app/store/notifications.server.ts";
import type { NotificationsAnswer, NotificationsModel } from "./notifications-model.ts";

/** The read model of the notifications screen. */
export async function loadNotifications(
  { db, cipher, mailer }: Pick<Container, "db" | "cipher" | "mailer">,
  shop: string,
): Promise<NotificationsModel> {
  const [{ threshold, ...settings }, recipients] = await Promise.all([
    notificationSettings(db, shop),
    listRecipients(db, cipher, shop),
  ]);
  return { available: mailer !== null, form: { ...settings, threshold: String(threshold) }, recipients };
}

const checkbox = z.enum(["true", "false"]).transform((value) => value === "true");
const wishes = z.object({
  intent: z.literal("save"),
  ...{ broken: checkbox, failing: checkbox, firstSync: checkbox },
  language: z.enum(["en", "de"]),
});
const amount = z.object({
  thresholdUnit: z.enum(["records", "percent"]),
  threshold: z
    .string()
    .trim()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});
const most = { records: 100_000, percent: 100 };
const form = z.discriminatedUnion("intent", [
  wishes,
  z.object({ intent: z.literal("add"), address: z.string().trim().max(254) }),
  z.object({ intent: z.literal("remove"), id: z.uuid() }),
  z.object({ intent: z.literal("test") }),
]);

const failed = (code: string, field: "threshold" | "address" | null = null): NotificationsAnswer => ({
  ...{ done: "failed", code, field },
});

/** Does what a form or a button of the notifications screen asks. */
export async function changeNotifications(
  container: Container,
  who: { readonly shop: string; readonly userId: string },
  request: Request,
): Promise<NotificationsAnswer> {
  if (!container.mailer) return failed("not_available");
  const data = Object.fromEntries(await request.formData());
  const parsed = form.safeParse(data);
  if (!parsed.success) return failed("malformed");
  const asked = parsed.data;
  switch (asked.intent) {
    case "save":
      return save(container, who.shop, asked, data);
    case "add": {
      const address = z.email().safeParse(asked.address);
      if (!address.success) return failed("no_address", "address");
      const language = languageOf(resolveLocale(request));
      const added = await addRecipient(container, who, { address: address.data, language });
      return added.kind === "added" ? { done: "added" } : failed(added.kind, "address");
    }
    case "remove":
      await removeRecipient(container, who, asked.id);
      return { done: "removed" };
    case "test":
      return (await sendTestMail(container, who)) > 0 ? { done: "tested" } : failed("nobody");
  }
}

async function save(
  { db, clock }: Pick<Container, "db" | "clock">,
  shop: string,
  { intent: _intent, ...chosen }: z.infer<typeof wishes>,
  data: Record<string, unknown>,
): Promise<NotificationsAnswer> {
  const parsed = amount.safeParse(data);
  if (!parsed.success) return failed("no_number", "threshold");
  const { threshold, thresholdUnit } = parsed.data;
  if (threshold < 1 || threshold > most[thresholdUnit]) return failed("no_number", "threshold");
  await saveNotificationSettings(db, shop, { ...chosen, ...parsed.data }, clock.now());
  return { done: "saved" };
}
