import type { Router } from "express";
import express from "express";
import type { Core } from "#app/core.server.ts";

/**
 * `/healthz`: the process runs. `/readyz`: it can do its work (503 with the reason while it cannot). `/metrics`: Prometheus' text format.
 * None needs a session, and none tells of a shop.
 */
export function healthRoutes(container: Core): Router {
  const routes = express.Router();
  routes.get("/healthz", (_request, response) => void response.json({ status: "ok" }));
  routes.get("/readyz", async (_request, response) => {
    const problem = await container.findProblem();
    response.status(problem ? 503 : 200).json(problem ? { status: "unavailable", problem } : { status: "ready" });
  });
  routes.get("/metrics", (_request, response, next) => {
    const { contentType } = container.metrics.registry;
    container.readMetrics().then((text) => response.type(contentType).send(text), next);
  });
  return routes;
}
