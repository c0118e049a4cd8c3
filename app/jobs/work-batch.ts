import type { JobResult } from "pg-boss";
import { jobKey } from "#app/store/schedule.server.ts";
import type { Job } from "./queue-names.ts";
import { jobSchema } from "./queue-names.ts";

export interface FetchedJob {
  readonly id: string;
  readonly data: unknown;
}

/**
 * Works a batch of jobs off: those that mean the same are done once, different ones side by side. One that fails leaves the others alone.
 * @param run does one job; what it throws is the job's failure, and the queue tries it again
 */
export async function workBatch(jobs: readonly FetchedJob[], run: (job: Job) => Promise<void>): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const groups = new Map<string, { job: Job; ids: string[] }>();
  for (const { id, data } of jobs) {
    const parsed = jobSchema.safeParse(data);
    if (parsed.success) {
      const key = jobKey(parsed.data);
      const group = groups.get(key) ?? { job: parsed.data, ids: [] };
      group.ids.push(id);
      groups.set(key, group);
    } else {
      // From a version of the app that is gone, or not ours: it would fail for ever.
      results.push({ id, status: "deadletter", output: { error: "invalid_job" } });
    }
  }
  await Promise.all(
    [...groups.values()].map(async ({ job, ids }) => {
      try {
        await run(job);
        results.push(...ids.map((id) => ({ id, status: "completed" as const })));
      } catch (error) {
        // One try is enough for all of them: the others are done with it.
        const [first, ...rest] = ids;
        if (first) results.push({ id: first, status: "failed", output: { error: nameOf(error) } });
        results.push(...rest.map((id) => ({ id, status: "completed" as const })));
      }
    }),
  );
  return results;
}

/** What the queue keeps of a failure: its code, never its text, which may quote a record. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
