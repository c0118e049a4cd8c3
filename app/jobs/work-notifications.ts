import { z } from "zod";
import type { Mailer } from "#app/mail/open-mailer.ts";
import type { NotifyDeps } from "#app/services/notify/notify-shop.ts";
import { notifyShop } from "#app/services/notify/notify-shop.ts";
import type { Boss } from "./boss.server.ts";
import { notifyQueue } from "./queue-names.ts";

/** What telling by e-mail needs beyond the queue; without a mailer nobody is told. */
export type TellingDeps = Omit<NotifyDeps, "mailer"> & { readonly mailer: Mailer | null };

const jobSchema = z.object({ shop: z.string().min(1) });

/** Takes shops from the queue of notifications, each once a batch, until stopped. A shop that fails is tried again by the next tick. */
export async function workNotifications(
  deps: NotifyDeps & { readonly boss: Boss },
): Promise<{ stop(): Promise<void> }> {
  const { engine } = deps.boss;
  const options = { batchSize: 50, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 15 };
  await engine.work(notifyQueue, options, async (jobs) => {
    const shops = new Set(jobs.flatMap(({ data }) => jobSchema.safeParse(data).data?.shop ?? []));
    for (const shop of shops) {
      try {
        await notifyShop(deps, shop);
      } catch (error) {
        deps.log.error({ event: "job.failed", job: "notify-shop", shop, error });
      }
    }
  });
  return { stop: () => engine.offWork(notifyQueue, { wait: true }) };
}
