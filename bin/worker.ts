import express from "express";
import { openDatabase } from "#app/store/embedded.server.ts";
import { healthRoutes } from "./serve/health.ts";
import { stopOnSignal } from "./serve/stop-on-signal.ts";

// The worker process: takes jobs from the queues of all portals. Any number may run, on any number of machines.
const database = await openDatabase(process.env);
process.env["DATABASE_URL"] = database.url;

const { container } = await import("#app/container.server.ts");
const { runWorker } = await import("#app/jobs/run-worker.ts");

const worker = await runWorker(container, { concurrency: container.env.WORKER_CONCURRENCY });
const health = express()
  .disable("x-powered-by")
  .use(healthRoutes(container))
  .listen(container.env.WORKER_PORT, container.env.HOST);
container.log.info({ event: "worker.started", port: container.env.WORKER_PORT });

stopOnSignal(container.log, async () => {
  await worker.stop();
  health.close();
  await container.close();
  await database.stop();
});
