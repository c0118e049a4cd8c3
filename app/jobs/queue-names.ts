import { z } from "zod";
import { objectKeys } from "#app/sync/record.ts";

/** Where jobs go that failed for good, for an operator to look at. */
export const deadLetterQueue = "dead";

/** Where shops wait that have news or mails: one for all, for a shop may be told something while no portal is connected. */
export const notifyQueue = "notify";

export const jobSchema = z.object({
  kind: z.enum(["drain-changes", "run-backfill", "drain-effects", "write-associations", "sweep-changes", "run-review"]),
  lane: z.enum(["live", "bulk"]),
  connectionId: z.uuid(),
  shop: z.string().min(1),
  portalId: z.string().regex(/^\d+$/),
  object: z.enum(objectKeys).optional(),
  runId: z.uuid().optional(),
});

/** A job carries ids only: what is to do stands in the tables, and a job that finds nothing to do ends. */
export type Job = z.infer<typeof jobSchema>;
export type JobKind = Job["kind"];

/** What a job of each kind does. `more`: there is work left, do it again after others had their turn. */
export type JobHandlers = Readonly<Record<JobKind, (job: Job) => Promise<{ readonly more: boolean }>>>;

/** Each portal has two queues, so that one merchant's first sync delays nobody's change. */
export function queueName({ lane, portalId }: Pick<Job, "lane" | "portalId">): string {
  return `${lane}.${portalId}`;
}
