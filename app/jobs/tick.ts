import { startAudit } from "#app/services/start-audit.ts";
import { cleanUp } from "#app/store/clean-up.server.ts";
import type { Db } from "#app/store/db.server.ts";
import { asSystem } from "#app/store/db.server.ts";
import { takeShopsToTell } from "#app/store/outgoing-mail.server.ts";
import { addUpCounts } from "#app/store/overview.server.ts";
import { findDueJobs, takeChore, takeDueAudits, takeDueSweeps } from "#app/store/schedule.server.ts";
import type { Boss } from "./boss.server.ts";
import type { Job } from "./queue-names.ts";

export interface TickOptions {
  readonly sweepEveryMs?: number;
  readonly cleanUpEveryMs?: number;
  /** absent: no mail server is set up, and nobody is told anything */
  readonly notifyEveryMs?: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Sends jobs for all that is due: retries, work of killed processes, runs, sweeps; and cleans up once a day. Marks wake workers by
 * themselves, so nothing waits for this but what time alone makes due. One process at a time does it, whichever comes first.
 * @returns how many jobs were sent, null when it was another process's turn.
 */
export async function tick(
  { db, boss }: { readonly db: Db; readonly boss: Boss },
  holder: string,
  { sweepEveryMs = 60_000, cleanUpEveryMs = dayMs, notifyEveryMs }: TickOptions = {},
): Promise<number | null> {
  if (!(await takeChore(db, "tick", holder, 3_000))) return null;
  for (const { object, ...connection } of await takeDueAudits(db, new Date()))
    await startAudit({ db }, connection, object);
  const jobs = [...(await findDueJobs(db)), ...(await takeDueSweeps(db, sweepEveryMs))];
  await send(db, boss, jobs);
  if (notifyEveryMs !== undefined) await wakeNotifications({ db, boss }, notifyEveryMs);
  if (await takeChore(db, "add-up-counts", holder, minuteMs, minuteMs)) await addUpCounts(db);
  if (await takeChore(db, "clean-up", holder, dayMs, cleanUpEveryMs)) await cleanUp(db);
  return jobs.length;
}

async function send(db: Db, boss: Boss, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  for (const portalId of new Set(jobs.map((job) => job.portalId))) await boss.ensureQueues(portalId);
  await asSystem(db, "schedule", (tx) => boss.enqueue(tx, jobs));
}

async function wakeNotifications({ db, boss }: { readonly db: Db; readonly boss: Boss }, everyMs: number) {
  const shops = await takeShopsToTell(db, everyMs);
  if (shops.length > 0) await asSystem(db, "find_mail", (tx) => boss.tell(tx, shops));
}
