import type { MainObjectKey } from "#app/sync/record.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { Db, Tx } from "./db.server.ts";
import { inShop } from "./db.server.ts";
import type { Prisma } from "./generated/client.ts";
import type { NotificationSettings } from "./notifications.server.ts";
import { toNotificationSettings } from "./notifications.server.ts";
import type { NewMail } from "./outgoing-mail.server.ts";
import { putMail } from "./outgoing-mail.server.ts";

export interface NewsState {
  readonly portal: "connected" | "reconnect" | null;
  readonly reason: string | null;
  readonly objects: readonly {
    readonly object: MainObjectKey;
    readonly inSync: number;
    readonly excluded: number;
    readonly failing: number;
    readonly firstSyncDoneAt: string | null;
  }[];
}

interface Decided {
  readonly mails: readonly NewMail[];
  readonly told: Prisma.InputJsonObject;
}

/**
 * Lets `decide` compare the shop's state with what was told of it, and keeps in the same transaction what is told now and the mails that tell
 * it: who crashes, repeats or runs beside another tells each thing once. Without a confirmed recipient there is nobody who wishes anything.
 */
export async function tellNews(
  db: Db,
  shop: string,
  now: Date,
  decide: (state: NewsState, told: unknown, wishes: NotificationSettings) => Decided,
): Promise<number> {
  return await inShop(db, shop, async (tx) => {
    await tx.$executeRaw`select 1 from notification_setting where shop = ${shop} for update`;
    const row = await tx.notificationSetting.findUnique({ where: { shop } });
    if (!row) return 0;
    const recipients = await tx.notificationRecipient.findMany({
      where: { shop, confirmedAt: { not: null }, stoppedAt: null },
      select: { id: true },
    });
    const settings = toNotificationSettings(row);
    const silent = { broken: false, failing: false, firstSync: false };
    const wishes = recipients.length > 0 ? settings : { ...settings, ...silent };
    const { mails, told } = decide(await readState(tx, shop, wishes.failing || wishes.firstSync), row.told, wishes);
    const ids = recipients.map(({ id }) => id);
    for (const mail of mails) await putMail(tx, shop, ids, mail, now);
    await tx.notificationSetting.update({ where: { shop }, data: { told } });
    return mails.length;
  });
}

async function readState(tx: Tx, shop: string, counted: boolean): Promise<NewsState> {
  const connection = await tx.connection.findFirst({
    where: { shop, status: "active" },
    select: { id: true, portal: { select: { status: true, reconnectReason: true } } },
  });
  if (!connection) return { portal: null, reason: null, objects: [] };
  const settings = await tx.objectSetting.findMany({
    where: { connectionId: connection.id, enabled: true, object: { in: [...mainObjectKeys] } },
    select: { object: true, firstSyncDoneAt: true },
  });
  const rows = counted
    ? await tx.$queryRaw<{ object: string; status: string; count: number }[]>`
        select object, status, sum(count)::int as count from outcome_count
        where connection_id = ${connection.id}::uuid group by 1, 2`
    : [];
  const count = (object: string, status: string) =>
    rows.find((row) => row.object === object && row.status === status)?.count ?? 0;
  return {
    portal: connection.portal.status === "connected" ? "connected" : "reconnect",
    reason: connection.portal.reconnectReason,
    objects: settings.map(({ object, firstSyncDoneAt }) => ({
      object: object as MainObjectKey,
      inSync: count(object, "in_sync"),
      excluded: count(object, "excluded"),
      failing: count(object, "failing"),
      firstSyncDoneAt: firstSyncDoneAt?.toISOString() ?? null,
    })),
  };
}
