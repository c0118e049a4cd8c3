import { z } from "zod";
import { recordActivity } from "#app/store/activity.server.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { cancelRunById, pauseRun, resumeRun } from "#app/store/run-switches.server.ts";
import type { ResyncDeps } from "./resync-object.ts";
import { wakeRun } from "./resync-object.ts";

export const runChanges = ["pause", "resume", "cancel"] as const;
export type RunChange = (typeof runChanges)[number];

const steps = { pause: pauseRun, resume: resumeRun, cancel: cancelRunById } as const;
const done = { pause: "run_paused", resume: "run_resumed", cancel: "run_cancelled" } as const;
const activityOf = { pause: "run.paused", resume: "run.resumed", cancel: "run.cancelled" } as const;

/**
 * Pauses, resumes or cancels a run over everything, a comparison of both sides included. A paused run keeps its place and goes on from
 * there; what a cancelled one wrote stays.
 */
export async function changeRun(
  deps: ResyncDeps,
  { shop, userId, runId, change }: { shop: string; userId: string; runId: string; change: RunChange },
): Promise<(typeof done)[RunChange] | "gone" | "not_connected"> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return "not_connected";
  if (!z.uuid().safeParse(runId).success) return "gone";
  const run = await steps[change](deps.db, connection, runId);
  if (!run) return "gone";
  if (change === "resume") await wakeRun(deps, connection, run);
  const { object, kind: runKind, processed } = run;
  await recordActivity(deps.db, {
    shop,
    connectionId: connection.id,
    kind: activityOf[change],
    actor: userId,
    details: { object, runKind, processed },
  });
  return done[change];
}
