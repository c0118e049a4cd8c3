import express from "express";
import { openCore } from "#app/core.server.ts";
import { readEnv } from "#app/env.server.ts";
import { runWorker } from "#app/jobs/run-worker.ts";
import { openDatabase } from "#app/store/embedded.server.ts";
import { healthRoutes } from "./serve/health.ts";
import { requireEnv } from "./serve/require-env.ts";
import { requireFlags } from "./serve/require-flags.ts";
import { stopOnSignal } from "./serve/stop-on-signal.ts";

// The worker process: takes jobs from the queues of all portals. Any number may run, on any number of machines.
requireFlags();
requireEnv();
const database = await openDatabase(process.env);
const core = await openCore(readEnv({ ...process.env, DATABASE_URL: database.url }), "worker");
const { env, log } = core;

const worker = await runWorker(core, { concurrency: env.WORKER_CONCURRENCY });
const health = express().disable("x-powered-by").use(healthRoutes(core)).listen(env.WORKER_PORT, env.HOST);
log.info({ event: "worker.started", port: env.WORKER_PORT });

stopOnSignal(log, async () => {
  await worker.stop();
  health.close();
  await core.close();
  await database.stop();
});
